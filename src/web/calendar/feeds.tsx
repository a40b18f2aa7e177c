import { Accordion, Alert, Button, CopyButton, Group, List, Paper, Text, TextInput, Title } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { type Feed, feed, newFeed } from '../../../schemas/calendar.js';
import { useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';

const FEEDS = '/api/calendar/feeds';

/** The secret addresses under which other calendars read this one: made, shown once, taken back. */
export function Feeds() {
  const session = useSession();
  const feeds = useGet(feed.array(), FEEDS);
  const make = useChange(newFeed, (_: undefined) => ({ path: FEEDS }), [FEEDS]);
  const [asked, ask] = useState<Feed | null>(null);
  const drop = useChange(z.object({}), (id: number) => ({ path: `${FEEDS}/${id}`, method: 'DELETE' }), [FEEDS]);
  const made = make.data ? `${window.location.origin}${make.data.path}` : null;
  const maker = hasRole(session, 'clerk', 'receiver', 'viewer');
  return (
    <Paper component="section" withBorder p="md" mt="xl" className="no-print" aria-labelledby="feeds">
      <Title order={2} size="h4" id="feeds">
        ดูปฏิทินนี้ในโทรศัพท์หรือ Outlook
      </Title>
      <Text mt={4}>
        ที่อยู่ปฏิทิน (iCal) ให้โปรแกรมปฏิทินอื่นอ่านกำหนดของหน่วยงานได้ <b>ใครมีที่อยู่นี้ก็เห็นกำหนดทั้งหมดโดยไม่ต้องเข้าสู่ระบบ</b>{' '}
        อย่าส่งต่อหรือแปะไว้ในที่สาธารณะ หนังสือชั้นความลับไม่อยู่ในที่อยู่ปฏิทินนี้
      </Text>
      {make.isError && <ErrorNotice error={make.error} />}
      {made && (
        <Alert color="green" title="คัดลอกตอนนี้ ที่อยู่นี้แสดงครั้งเดียว" mt="sm">
          <TextInput label="ที่อยู่ปฏิทิน" readOnly value={made} onFocus={({ currentTarget }) => currentTarget.select()} />
          <CopyButton value={made}>
            {({ copied, copy }) => (
              <Button mt="xs" onClick={copy} leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}>
                {copied ? 'คัดลอกแล้ว' : 'คัดลอก'}
              </Button>
            )}
          </CopyButton>
        </Alert>
      )}
      {maker && (
        <Button mt="sm" variant="default" loading={make.isPending} onClick={() => make.mutate(undefined)}>
          สร้างที่อยู่ปฏิทิน
        </Button>
      )}
      {feeds.isError && <ErrorNotice error={feeds.error} retry={feeds.refetch} />}
      {feeds.data && feeds.data.length > 0 && (
        <List mt="md" listStyleType="none" pl={0} spacing="xs">
          {feeds.data.map((one) => (
            <List.Item key={one.id}>
              <Group gap="sm">
                <Text>
                  ของ {one.person} สร้าง {dateTime(one.createdAt)}{' '}
                  {one.seenAt ? `อ่านล่าสุด ${dateTime(one.seenAt)}` : 'ยังไม่มีโปรแกรมใดอ่าน'}
                </Text>
                <Button size="xs" variant="outline" color="red" onClick={() => ask(one)}>
                  เพิกถอน
                </Button>
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      <Accordion mt="md" variant="contained" order={3}>
        <How name="โทรศัพท์ iPhone หรือ iPad">การตั้งค่า → ปฏิทิน → บัญชี → เพิ่มบัญชี → อื่น ๆ → เพิ่มปฏิทินที่สมัครรับ แล้ววางที่อยู่</How>
        <How name="Google Calendar (และโทรศัพท์ Android)">
          เปิด calendar.google.com บนคอมพิวเตอร์ → ปฏิทินอื่น ๆ → เพิ่ม → จาก URL แล้ววางที่อยู่ ปฏิทินจะไปขึ้นในโทรศัพท์เอง Google
          อ่านซ้ำวันละไม่กี่ครั้ง
        </How>
        <How name="Outlook">ปฏิทิน → เพิ่มปฏิทิน → สมัครรับจากเว็บ แล้ววางที่อยู่</How>
      </Accordion>
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => ask(null)}
        title="เพิกถอนที่อยู่ปฏิทิน"
        confirm="เพิกถอนที่อยู่นี้"
        danger
        busy={drop.isPending}
        onConfirm={() =>
          drop.mutate(asked!.id, {
            onSuccess: () => {
              ask(null);
              make.reset();
              tellDone('เพิกถอนแล้ว');
            },
          })
        }
      >
        {drop.isError && <ErrorNotice error={drop.error} />}
        โปรแกรมที่ใช้ที่อยู่นี้จะอ่านปฏิทินไม่ได้อีก กู้คืนไม่ได้ แต่สร้างที่อยู่ใหม่ได้
      </ConfirmDialog>
    </Paper>
  );
}

function How({ name, children }: { name: string; children: string }) {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>{name}</Accordion.Control>
      <Accordion.Panel>{children}</Accordion.Panel>
    </Accordion.Item>
  );
}
