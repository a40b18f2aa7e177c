import { Anchor, Button, Group, List, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconCamera, IconSearch, IconUsers } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { type QueueName, type TodayAnswer, todayAnswer } from '../../../schemas/today.js';
import { useGet, useInvalidate } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { useFileStream } from '../ui/file-stream.js';
import { dateTime, day, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { DeadlineCard } from './deadline-card.js';
import { QUEUES } from './queues.js';
import styles from './today.module.css';

/** Files come in bursts: they are asked about once. */
const GATHER_MS = 300;
/** What no event tells (a letter of another organisation, a day that has passed) is asked for now and then. */
const EVERY_MS = 60_000;
/** Without the events, as for receivers, who have no files. */
const WITHOUT_MS = 15_000;

/** วันนี้: what waits, what is due next, what is being read. */
export default function TodayPage() {
  const listens = hasRole(useSession(), 'clerk', 'viewer');
  const news = useNews('/api/today', listens);
  const today = useGet(todayAnswer, '/api/today', { refetchInterval: listens && !news.lost ? EVERY_MS : WITHOUT_MS });
  if (today.isPending) return <Loading />;
  if (today.isError) return <ErrorNotice error={today.error} retry={() => today.refetch()} />;
  const { asOf, queues, deadlines, reading, received, fresh } = today.data;
  return (
    <>
      <PageHead title="วันนี้">{day(asOf)}</PageHead>
      {fresh ? (
        <FirstSteps />
      ) : (
        <Stack gap="lg">
          <Queues queues={queues} />
          {reading.length > 0 && <Reading files={reading} />}
          <section aria-labelledby="today-next">
            <Group justify="space-between" align="baseline" mb="xs">
              <Title order={2} size="h4" id="today-next">
                กำหนดที่จะถึง
              </Title>
              <Anchor component={Link} href="/deadlines">
                ดูกำหนดทั้งหมด
              </Anchor>
            </Group>
            {deadlines.length === 0 ? (
              <Empty title="ไม่มีกำหนดที่จะถึง">กำหนดในหนังสือที่รับเข้าจะแสดงที่นี่</Empty>
            ) : (
              <Stack component="ol" gap="xs" p={0} m={0} className={styles.list!}>
                {deadlines.map((one) => (
                  <li key={`${one.receipt} ${one.ordinal} ${one.position}`}>
                    <DeadlineCard line={one} />
                  </li>
                ))}
              </Stack>
            )}
          </section>
          <Received files={received} />
        </Stack>
      )}
    </>
  );
}

/** Asks a path anew when a file of the organisation is somewhere else. */
function useNews(path: string, on: boolean): { lost: boolean } {
  const invalidate = useInvalidate();
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const told = () => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => void invalidate(path), GATHER_MS);
  };
  return useFileStream({ told, back: told }, on);
}

function Queues({ queues }: { queues: TodayAnswer['queues'] }) {
  return (
    <nav aria-label="งานที่รออยู่">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: Math.min(queues.length, 6) }} spacing="sm">
        {queues.map(({ queue, count }) => (
          <Queue key={queue} queue={queue} count={count} />
        ))}
      </SimpleGrid>
    </nav>
  );
}

function Queue({ queue, count }: { queue: QueueName; count: number }) {
  const { title, href, pressing } = QUEUES[queue];
  return (
    <Paper
      component={Link}
      href={href}
      withBorder
      p="sm"
      className={styles.queue!}
      data-pressing={(pressing && count > 0) || undefined}
      data-none={count === 0 || undefined}
    >
      <Text span display="block" fz={28} fw={700} lh={1.2}>
        {thai(count.toLocaleString('en'))}
      </Text>
      <Text span display="block">
        {title}
      </Text>
    </Paper>
  );
}

function Reading({ files }: { files: TodayAnswer['reading'] }) {
  return (
    <section aria-labelledby="today-reading">
      <Title order={2} size="h4" id="today-reading" mb="xs">
        กำลังอ่าน
      </Title>
      <Stack gap="xs" component="ul" p={0} m={0} className={styles.list!}>
        {files.map(({ receipt, name, pages, pagesEnded }) => (
          <li key={receipt}>
            <Paper withBorder p="sm">
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <Text className={styles.name!}>{name}</Text>
                <Text c="dimmed" className={styles.figure!}>
                  {pages === 0 ? 'รอคิว' : `หน้า ${thai(pagesEnded)} จาก ${thai(pages)}`}
                </Text>
              </Group>
              <Progress mt={6} value={pages === 0 ? 0 : (100 * pagesEnded) / pages} aria-label={`อ่าน ${name}`} />
            </Paper>
          </li>
        ))}
      </Stack>
    </section>
  );
}

function Received({ files }: { files: TodayAnswer['received'] }) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="today-received">
      <Group justify="space-between" align="baseline" mb="xs">
        <Title order={2} size="h4" id="today-received">
          รับล่าสุด
        </Title>
        <Anchor component={Link} href="/search?order=date">
          ค้นหนังสือทั้งหมด
        </Anchor>
      </Group>
      <Stack gap="xs" component="ul" p={0} m={0} className={styles.list!}>
        {files.map(({ receipt, name, receivedAt, letters, reference, subject }) => (
          <li key={receipt}>
            <Paper withBorder p="sm">
              <Anchor component={Link} href={`/letters/${receipt}/0`} fw={600} className={styles.name!}>
                {subject ?? (reference ? thai(reference) : name)}
              </Anchor>
              <Text size="sm" c="dimmed" className={styles.name!}>
                {[
                  reference && subject ? thai(reference) : null,
                  letters > 1 ? `${thai(letters)} ฉบับในไฟล์` : null,
                  `รับเข้า ${dateTime(receivedAt)}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Paper>
          </li>
        ))}
      </Stack>
    </section>
  );
}

/** What a new office does first. */
function FirstSteps() {
  const session = useSession();
  const clerk = hasRole(session, 'clerk');
  return (
    <Empty title="เริ่มใช้งาน">
      <List type="ordered" spacing="sm" className={styles.steps!} ta="left" mx="auto" maw={560} mt="sm">
        <List.Item>รับหนังสือเข้า: ลากไฟล์ PDF หรือภาพสแกนมาวาง หรือถ่ายด้วยโทรศัพท์ ระบบจะอ่านเลขที่ วันที่ และกำหนดให้</List.Item>
        <List.Item>ตรวจเฉพาะที่ระบบไม่แน่ใจ แล้วลงทะเบียนรับ</List.Item>
        <List.Item>กำหนดที่ต้องทำ และหนังสือที่หน่วยงานอื่นส่งมาในระบบ จะขึ้นที่หน้านี้</List.Item>
      </List>
      <Group justify="center" mt="md">
        {clerk && (
          <Button component={Link} href="/upload" leftSection={<IconCamera size={18} />}>
            รับหนังสือเข้า
          </Button>
        )}
        {hasRole(session, 'receiver') && (
          <Button component={Link} href="/inbox" variant="default" leftSection={<IconUsers size={18} />}>
            เปิดกล่องหนังสือ
          </Button>
        )}
        <Button component={Link} href="/search" variant="default" leftSection={<IconSearch size={18} />}>
          ค้นหา
        </Button>
      </Group>
    </Empty>
  );
}
