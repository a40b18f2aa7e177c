import { Alert, Badge, Button, CopyButton, Group, List, Paper, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type Webhook, webhook, webhookAdded, webhookTested } from '../../../schemas/webhooks.js';
import { useChange, useGet } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';
import { STATES } from './words.js';

const WEBHOOKS = '/api/webhooks';
const ASKED_AGAIN = [WEBHOOKS, '/api/alerts/messages'];

/** Addresses of other programs to which an organisation has its alerts sent: added, tried, taken back. */
export function Webhooks({ organisation }: { organisation: string }) {
  const [url, setUrl] = useState('');
  const [asked, ask] = useState<Webhook | null>(null);
  const list = useGet(webhook.array(), WEBHOOKS);
  const add = useChange(webhookAdded, () => ({ path: WEBHOOKS, body: { organisation, url: url.trim() } }), ASKED_AGAIN);
  const test = useChange(webhookTested, (id: number) => ({ path: `${WEBHOOKS}/${id}/test` }), ASKED_AGAIN);
  const revoke = useChange(webhook, (id: number) => ({ path: `${WEBHOOKS}/${id}`, method: 'DELETE' }), ASKED_AGAIN);
  const own = list.data?.filter((one) => one.organisation.code === organisation && one.revokedAt === null) ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(undefined, { onSuccess: () => setUrl('') });
  };
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="webhooks">
      <Title order={2} size="h4" id="webhooks">
        ส่งให้โปรแกรมอื่น (webhook)
      </Title>
      <Text>ระบบส่งการแจ้งเตือนของหน่วยงานไปยังที่อยู่นี้ พร้อมลายเซ็นให้โปรแกรมปลายทางตรวจ ใช้ได้เฉพาะ https</Text>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm" mt="sm">
          <TextInput
            label="ที่อยู่ของโปรแกรม"
            placeholder="https://…"
            type="url"
            required
            withAsterisk={false}
            autoComplete="off"
            flex={1}
            miw={220}
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            เพิ่มที่อยู่
          </Button>
        </Group>
      </form>
      {[list.error, add.error, test.error].map((error) => error && <ErrorNotice key={error.message} error={error} />)}
      {add.data && (
        <Alert color="green" mt="sm" title="คัดลอกตอนนี้ กุญแจลับแสดงครั้งเดียว">
          <TextInput label="กุญแจลับ" readOnly value={add.data.secret} />
          <CopyButton value={add.data.secret}>
            {({ copied, copy }) => (
              <Button mt="xs" onClick={copy}>
                {copied ? 'คัดลอกแล้ว' : 'คัดลอก'}
              </Button>
            )}
          </CopyButton>
        </Alert>
      )}
      <List mt="md" listStyleType="none" pl={0} spacing="sm">
        {own.map((one) => (
          <List.Item key={one.id} styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
            <Text style={{ overflowWrap: 'anywhere' }}>{one.url}</Text>
            <Group gap="xs">
              <Text size="sm" c="dimmed">
                เพิ่มเมื่อ {dateTime(one.createdAt)}
              </Text>
              {one.last && (
                <Badge color={STATES[one.last.state].color} variant="light" tt="none">
                  ล่าสุด: {STATES[one.last.state].name}
                </Badge>
              )}
              <Button
                size="xs"
                variant="default"
                loading={test.isPending}
                onClick={() => test.mutate(one.id, { onSuccess: () => tellDone('จะส่งข้อความทดสอบ ดูผลได้ที่ ข้อความที่ส่ง') })}
              >
                ทดลองส่ง
              </Button>
              <Button size="xs" variant="outline" color="red" onClick={() => ask(one)}>
                ยกเลิก
              </Button>
            </Group>
          </List.Item>
        ))}
      </List>
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => ask(null)}
        title="ยกเลิกที่อยู่รับแจ้ง"
        confirm="ยกเลิกที่อยู่นี้"
        danger
        busy={revoke.isPending}
        onConfirm={() =>
          revoke.mutate(asked!.id, {
            onSuccess: () => {
              ask(null);
              add.reset();
              tellDone('ยกเลิกที่อยู่แล้ว');
            },
          })
        }
      >
        {revoke.isError && <ErrorNotice error={revoke.error} />}
        <Text>จะไม่มีข้อความส่งไปที่ {asked?.url} อีก กุญแจลับใช้ไม่ได้อีก แต่เพิ่มที่อยู่ใหม่ได้</Text>
      </ConfirmDialog>
    </Paper>
  );
}
