import { Anchor, Badge, Button, Group, Paper, Progress, Text } from '@mantine/core';
import { Link } from 'wouter';
import { z } from 'zod';
import { retryAnswer } from '../../../schemas/api.js';
import type { HeldFile, RescanOffer } from '../../../schemas/files.js';
import { useChange } from '../api.js';
import { dateTime, day, thai } from '../ui/format.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { numbersText, sizeText, stateText } from './texts.js';

const FILES = ['/api/files', '/api/circulars', '/api/progress'];

/** A file of the office: where it is on its way, what became of it, and what is asked of it. */
export function HeldRow({ file, nameOf }: { file: HeldFile; nameOf: (receipt: number) => string }) {
  const { receipt, name, status, pages, pagesEnded, pagesFailed, letters, registered, rescanOf } = file;
  const ended = status === 'done' || status === 'failed';
  const retry = useChange(retryAnswer, () => ({ path: '/api/retry', body: { receipt } }), FILES);
  const part = pages === 0 ? 0 : (pagesEnded / pages) * 100;
  return (
    <Paper component="li" withBorder p="sm" data-receipt={receipt} data-status={status}>
      <Group justify="space-between" gap="xs" align="flex-start" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          {status === 'done' ? (
            <Anchor component={Link} href={`/check/${receipt}`} fw={600} underline="always">
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
        </div>
        <Group gap="xs" justify="flex-end">
          {registered.length > 0 && (
            <Badge variant="light" color="green" size="lg" tt="none">
              {numbersText(registered)}
            </Badge>
          )}
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

const WHY = {
  reference: 'เลขที่ วันที่ และผู้ออกหนังสือตรงกัน',
  subject: 'เรื่องและวันที่ตรงกัน เลขที่ใกล้กันหรืออ่านไม่ได้',
} as const;

/** Asks whether this is another scan of a letter that the office has. Nothing is done without an answer. */
function Offer({ receipt, offer }: { receipt: number; offer: RescanOffer }) {
  const answer = useChange(
    z.null(),
    (same: boolean) => ({ path: `/api/files/${receipt}/rescan`, body: { of: offer.of, same } }),
    FILES,
  );
  const say = (same: boolean) =>
    answer.mutate(same, {
      onSuccess: () => tellDone(same ? 'จดไว้แล้วว่าเป็นสแกนอีกชุด' : 'จดไว้แล้วว่าเป็นคนละฉบับ'),
      onError: (error) => tellFailed(error),
    });
  const which = [
    offer.reference && `ที่ ${thai(offer.reference)}`,
    offer.date && `ลงวันที่ ${day(offer.date)}`,
    numbersText(offer.registered),
  ];
  return (
    <Paper withBorder p="xs" mt="xs" role="group" aria-label="อาจเป็นสแกนอีกชุดของหนังสือที่มีอยู่">
      <Text>
        อาจเป็นสแกนอีกชุดของ{' '}
        <Anchor component={Link} href={`/check/${offer.of}`} underline="always">
          {offer.name}
        </Anchor>{' '}
        ({WHY[offer.why]})
      </Text>
      <Text size="sm" c="dimmed">
        {which.filter(Boolean).join(' · ')}
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" loading={answer.isPending} onClick={() => say(true)}>
          ใช่ เป็นฉบับเดียวกัน
        </Button>
        <Button size="xs" variant="default" disabled={answer.isPending} onClick={() => say(false)}>
          ไม่ใช่ เป็นคนละฉบับ
        </Button>
      </Group>
    </Paper>
  );
}
