import {
  Alert,
  Anchor,
  Badge,
  Box,
  Button,
  Group,
  List,
  Paper,
  SimpleGrid,
  Text,
  Timeline,
  Title,
} from '@mantine/core';
import { IconArrowLeft, IconBell, IconFileText } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { Link, useParams } from 'wouter';
import { type InboxLetter, inboxLetter } from '../../../schemas/notices.js';
import { toArabicDigits } from '../../domain/numerals.js';
import { CHASE_TEXT } from '../../domain/relay/words.js';
import { useGet, useInvalidate } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, day, phoneText, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { SentBelow } from './below.js';
import { DueFull } from './due.js';
import { Relay } from './relay.js';
import { Steps } from './steps.js';
import { ACTIONS, dialled, EVENTS, reminderText, SECRECIES, SPEEDS, STATES, titleOf } from './words.js';

/** A letter of the inbox: what is to be done until when, what is to be returned and to whom, and what was done. */
export default function InboxLetterPage() {
  const { id } = useParams<{ id: string }>();
  const found = useGet(inboxLetter, `/api/inbox/${id}`);
  const invalidate = useInvalidate();
  const read = found.data?.read?.at;
  // That it was opened changes what the list says of it.
  useEffect(() => {
    if (read) void invalidate('/api/inbox?');
  }, [read, invalidate]);
  if (found.isError) {
    return (
      <>
        <PageHead title="เปิดหนังสือไม่ได้" />
        <ErrorNotice error={found.error} retry={found.refetch} />
        <Back />
      </>
    );
  }
  if (!found.data) return <Loading what="หนังสือ" />;
  return <Shown letter={found.data} />;
}

const Back = () => (
  <Anchor component={Link} href="/inbox" className="no-print">
    <IconArrowLeft size={16} aria-hidden style={{ verticalAlign: 'middle' }} /> กล่องหนังสือ
  </Anchor>
);

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Shown({ letter }: { letter: InboxLetter }) {
  const { letter: line, record, due, outer, deadlines, sender } = letter;
  const session = useSession();
  const main = due ?? outer;
  const others = deadlines.filter(({ id }) => id !== main?.id);
  const contact = record?.contact;
  return (
    <>
      <Back />
      <PageHead title={titleOf(line)}>
        {line && !line.veiled && (
          <>
            ที่ {thai(line.reference)} ลงวันที่ {day(line.date)} {line.issuer ?? ''}
          </>
        )}
      </PageHead>
      <Group gap={6} mb="md">
        {line?.speed && (
          <Badge color="red" variant="light" tt="none">
            {SPEEDS[line.speed]}
          </Badge>
        )}
        {line?.secrecy && (
          <Badge color="grape" variant="light" tt="none">
            {SECRECIES[line.secrecy]}
          </Badge>
        )}
        <Badge color={letter.state === 'done' ? 'green' : 'blue'} variant="light" tt="none">
          {STATES[letter.state]}
        </Badge>
        <Text size="sm" c="dimmed">
          {sender ? `ส่งโดย ${sender.name}` : 'หน่วยงานลงรับเอง'} {dateTime(letter.sentAt)}
        </Text>
      </Group>
      {!line && (
        <Text mb="md">ไฟล์นี้ถูกอ่านใหม่ และไม่มีหนังสือเริ่มที่หน้า {thai(letter.pages[0])} แล้ว ให้เปิดดูหน้าเอกสาร หรือสอบถามผู้ส่ง</Text>
      )}
      {line?.veiled && <Text mb="md">หนังสือมีชั้นความลับ ท่านเห็นเพียงเลขที่และวันที่ ขอผู้ที่ได้รับมอบหมายให้เปิดอ่าน</Text>}
      {letter.reminded && (
        <Alert color="orange" variant="light" mb="md" icon={<IconBell size={18} />} title="ผู้ส่งติดตามหนังสือนี้">
          {reminderText(letter.reminded)}
        </Alert>
      )}
      <Steps letter={letter} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" mt="md">
        <Part title="ต้องเสร็จเมื่อไร">
          {letter.relay && <Relay task={letter.relay} />}
          {main ? <DueFull due={main} large /> : <Text>{line?.veiled ? 'ไม่แสดง' : 'หนังสือไม่ได้ระบุกำหนดของหน่วยงาน'}</Text>}
          {others.length > 0 && (
            <>
              <Title order={3} size="h5" mt="md">
                กำหนดอื่นในหนังสือและสิ่งที่แนบมา
              </Title>
              <List mt="xs" spacing="sm" listStyleType="none" pl={0}>
                {others.map((one) => (
                  <List.Item key={one.id}>
                    <DueFull due={one} />
                  </List.Item>
                ))}
              </List>
            </>
          )}
        </Part>
        <Part title="ต้องทำอะไร">
          <Todo letter={letter} />
        </Part>
        <Part title="ติดต่อสอบถาม">
          {contact ? (
            <List listStyleType="none" pl={0} spacing={4}>
              {contact.office && <List.Item>{contact.office}</List.Item>}
              {contact.persons.map((person) => (
                <List.Item key={person}>{person}</List.Item>
              ))}
              {contact.phones.map((phone) => (
                <List.Item key={phone}>
                  <Phone text={phone} />
                </List.Item>
              ))}
              {contact.email && (
                <List.Item>
                  <Anchor href={`mailto:${contact.email}`}>{contact.email}</Anchor>
                </List.Item>
              )}
            </List>
          ) : (
            <Text>หนังสือไม่ได้ระบุ{sender ? ` สอบถามผู้ส่งได้ที่ ${sender.name}` : ''}</Text>
          )}
        </Part>
        <Part title="ความเป็นมาในหน่วยงาน">
          <History letter={letter} />
        </Part>
      </SimpleGrid>
      {line && !line.veiled && hasRole(session, 'clerk') && (
        <Box mt="md">
          <Part title="ส่งต่อหน่วยงานอื่น">
            <SentBelow receipt={line.receipt} ordinal={line.ordinal} />
          </Part>
        </Box>
      )}
    </>
  );
}

function Phone({ text }: { text: string }) {
  const number = dialled(toArabicDigits(text));
  const told = `โทร. ${phoneText(text)}`;
  return number ? <Anchor href={`tel:${number}`}>{told}</Anchor> : told;
}

/** Only these are led to; what a scan says may be anything. */
const isWeb = (url: string) => /^https?:\/\//i.test(url);

function Todo({ letter }: { letter: InboxLetter }) {
  const { letter: line, record, enclosed } = letter;
  const submit = record?.action?.submit_to;
  return (
    <>
      <Text fw={600}>{line?.action ? ACTIONS[line.action] : 'หนังสือไม่ได้ระบุชัดว่าให้ทำอะไร เปิดอ่านตัวหนังสือ'}</Text>
      {line?.action && !line.actionSure && (
        <Text size="sm" c="dimmed">
          ระบบอ่านเอง ยังไม่มีผู้ตรวจ โปรดเทียบกับตัวหนังสือ
        </Text>
      )}
      {submit && <Text>ส่งคืนหรือรายงานที่: {submit}</Text>}
      {record && record.enclosures.length > 0 && (
        <>
          <Title order={3} size="h5" mt="sm">
            สิ่งที่ส่งมาด้วย (แบบที่ต้องกรอกอยู่ในนี้)
          </Title>
          <List size="sm">
            {[...new Set(record.enclosures.map(({ text }) => text))].map((text) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List>
        </>
      )}
      {record && record.links.filter(({ url }) => isWeb(url)).length > 0 && (
        <>
          <Title order={3} size="h5" mt="sm">
            ลิงก์และคิวอาร์โค้ดในหนังสือ
          </Title>
          <List size="sm">
            {record.links
              .filter(({ url }) => isWeb(url))
              .map(({ url }) => (
                <List.Item key={url}>
                  <Anchor href={url} target="_blank" rel="noopener noreferrer" style={{ overflowWrap: 'anywhere' }}>
                    {url}
                  </Anchor>
                </List.Item>
              ))}
          </List>
        </>
      )}
      {line && !line.veiled && (
        <Button
          component={Link}
          href={`/letters/${letter.receipt}/${line.ordinal}`}
          mt="sm"
          variant="default"
          leftSection={<IconFileText size={18} />}
          className="no-print"
        >
          เปิดตัวหนังสือ
        </Button>
      )}
      {enclosed.length > 0 && !line?.veiled && (
        <List size="sm" mt="sm">
          {enclosed.map(({ ordinal, text, kind }) => (
            <List.Item key={ordinal}>
              <Anchor component={Link} href={`/letters/${letter.receipt}/${ordinal}`}>
                {text || (kind === 'attachment' ? 'สิ่งที่แนบมา' : 'หนังสือที่แนบมา')}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}

function History({ letter }: { letter: InboxLetter }) {
  const sent = { at: letter.sentAt, by: letter.sender?.name ?? 'หน่วยงานเอง', action: 'ส่งเข้ากล่องหนังสือ', text: null };
  const events = [
    sent,
    ...letter.events.map((one) => ({ ...one, action: EVENTS[one.action] ?? one.action })),
    ...letter.reminders.map(({ at, by, for: what }) => ({
      at,
      by: by.name,
      action: `ผู้ส่งติดตาม: ${CHASE_TEXT[what]}`,
      text: null,
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return (
    <Timeline active={events.length} bulletSize={14} lineWidth={2}>
      {events.map(({ at, by, action, text }) => (
        <Timeline.Item key={`${at} ${action} ${text}`} title={text ? `${action}: ${text}` : action}>
          <Text size="sm" c="dimmed">
            {dateTime(at)} {by}
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
