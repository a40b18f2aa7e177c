import { Anchor, Button, Group, Paper, Progress, Text } from '@mantine/core';
import { Link } from 'wouter';
import { retryAnswer } from '../../../schemas/api.js';
import type { HeldFile } from '../../../schemas/files.js';
import { useChange } from '../api.js';
import { dateTime, thai } from '../ui/format.js';
import { tellFailed } from '../ui/tell.js';
import { Offer } from './rescan.js';
import { numbersText, sizeText, stateText } from './texts.js';

/** A file of the office: where it is on its way, what became of it, and what is asked of it. */
export function HeldRow({ file, nameOf }: { file: HeldFile; nameOf: (receipt: number) => string }) {
  const { receipt, name, status, pages, pagesEnded, pagesFailed, letters, registered, rescanOf } = file;
  const ended = status === 'done' || status === 'failed';
  const retry = useChange(retryAnswer, () => ({ path: '/api/retry', body: { receipt } }), ['/api/']);
  const part = pages === 0 ? 0 : (pagesEnded / pages) * 100;
  return (
    <Paper component="li" withBorder p="sm" data-receipt={receipt} data-status={status}>
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          {status === 'done' ? (
            <Anchor component={Link} href={`/check/${receipt}/0`} fw={600} underline="always">
              {name}
            </Anchor>
          ) : (
            <Text fw={600}>{name}</Text>
          )}
          <Text size="sm" c="dimmed">
            {dateTime(file.uploadedAt)} · {sizeText(file.bytes)} · {file.uploadedBy}
          </Text>
          <Text c={status === 'failed' ? 'var(--mantine-color-error)' : undefined}>
            {stateText(file)}
            {status === 'done' && ` พบหนังสือ ${thai(letters)} ฉบับ`}
            {ended && pagesFailed > 0 && ` อ่านไม่ได้ ${thai(pagesFailed)} หน้า`}
          </Text>
          {registered.length > 0 && <Text fw={600}>{numbersText(registered)}</Text>}
        </div>
        <Group gap="xs" justify="flex-end">
          {(status === 'failed' || (status === 'done' && pagesFailed > 0)) && file.error?.code !== 'file.too_large' && (
            <Button
              size="xs"
              variant="outline"
              loading={retry.isPending}
              aria-label={`อ่านอีกครั้ง: ${name}`}
              onClick={() => retry.mutate(undefined, { onError: (error) => tellFailed(error) })}
            >
              อ่านอีกครั้ง
            </Button>
          )}
        </Group>
      </Group>
      {!ended && <Progress value={part} animated={pages > 0} mt="xs" aria-label={`อ่าน ${name}`} />}
      {rescanOf !== null && <Text size="sm">เป็นสแกนอีกชุดของ {nameOf(rescanOf)}</Text>}
      {file.offers.map((offer) => (
        <Offer key={offer.of} receipt={receipt} offer={offer} />
      ))}
    </Paper>
  );
}
