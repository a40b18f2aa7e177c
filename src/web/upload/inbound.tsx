import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { doneAnswer } from '../../../schemas/check.js';
import { type InboundItem, inboundAnswer } from '../../../schemas/inbound.js';
import { inThai, useChange, useGet } from '../api.js';
import { dateTime } from '../ui/format.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { sizeText } from './texts.js';

/** What is looked for: the newest failures alone. */
const FAILED = '/api/inbound?failed=true&limit=20';
const AGAIN_MS = 60_000;

/** What came into the watched folder or the mailbox and could not be taken, with the reason; nothing where there is none. */
export function InboundFailures() {
  const { data } = useGet(inboundAnswer, FAILED, { refetchInterval: AGAIN_MS });
  const broken = data?.visits.filter(({ error }) => error !== null) ?? [];
  if (!data || (data.items.length === 0 && broken.length === 0)) return null;
  return (
    <section aria-label="รับเข้าเองไม่สำเร็จ">
      <Title order={2} size="h4" mb="xs">
        รับเข้าเองไม่สำเร็จ
      </Title>
      <Stack component="ul" gap="xs" p={0} m={0}>
        {broken.map(({ source, box, error }) => (
          <Paper key={box} component="li" withBorder p="sm">
            <Text fw={600}>
              {WHERE[source]} {box}
            </Text>
            <Text c="var(--mantine-color-error)">{inThai(error!.message)}</Text>
            <Text size="sm" c="dimmed">
              {dateTime(error!.at)} ระบบลองใหม่เองเป็นระยะ
            </Text>
          </Paper>
        ))}
        {data.items.map((item) => (
          <Failure key={item.id} item={item} />
        ))}
      </Stack>
    </section>
  );
}

const WHERE = { folder: 'โฟลเดอร์รับเข้า', imap: 'กล่องจดหมาย' } as const;

function Failure({ item }: { item: InboundItem }) {
  const { id, source, name, sender, takenAt, bytes, error, parts, kept } = item;
  const retry = useChange(doneAnswer, () => ({ path: `/api/inbound/${id}/retry` }), ['/api/']);
  const title = name || 'ไม่มีชื่อเรื่อง';
  const failed = parts.filter((part) => part.error !== null && part.error.code !== 'inbound.not_taken');
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {dateTime(takenAt)} · {WHERE[source]} · {sizeText(bytes)}
            {sender && ` · จาก ${sender}`}
          </Text>
          {error && <Text c="var(--mantine-color-error)">{inThai(error.message)}</Text>}
          {failed.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a mail have no other name, and stay in their order
            <Text key={at} c="var(--mantine-color-error)">
              {part.name}: {inThai(part.error!.message)}
            </Text>
          ))}
          {source === 'folder' && <Text size="sm">ไฟล์อยู่ในโฟลเดอร์ failed แก้ไขแล้ววางกลับเข้าโฟลเดอร์รับเข้าได้</Text>}
        </div>
        {kept && (
          <Button
            size="xs"
            variant="outline"
            style={{ flexShrink: 0 }}
            loading={retry.isPending}
            aria-label={`ลองอีกครั้ง: ${title}`}
            onClick={() =>
              retry.mutate(undefined, {
                onSuccess: () => tellDone('ลองรับเข้าแล้ว'),
                onError: (failure) => tellFailed(failure),
              })
            }
          >
            ลองอีกครั้ง
          </Button>
        )}
      </Group>
    </Paper>
  );
}
