import { Anchor, Button, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import { z } from 'zod';
import { heldFilesAnswer, type RescanOffer } from '../../../schemas/files.js';
import { query, useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { day, thai } from '../ui/format.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { numbersText } from './texts.js';

const WHY = {
  reference: 'เลขที่ วันที่ และผู้ออกหนังสือตรงกัน',
  subject: 'เรื่องและวันที่ตรงกัน เลขที่ใกล้กันหรืออ่านไม่ได้',
} as const;

/** Asks whether this is another scan of a letter that the office has. Nothing is done without an answer. */
export function Offer({ receipt, offer }: { receipt: number; offer: RescanOffer }) {
  const answer = useChange(
    z.null(),
    (same: boolean) => ({ path: `/api/files/${receipt}/rescan`, body: { of: offer.of, same } }),
    ['/api/'],
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
        <Anchor component={Link} href={`/check/${offer.of}/0`} underline="always">
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

/**
 * The same on the page of a letter: of which file this one is another scan, or may be. Nothing where nothing is asked, and for who does not take files in.
 *
 *     <RescanNotice receipt={receipt} />
 */
export function RescanNotice({ receipt }: { receipt: number }) {
  const clerk = hasRole(useSession(), 'clerk');
  const held = useGet(heldFilesAnswer, clerk ? `/api/files${query({ receipt })}` : null);
  const file = held.data?.files[0];
  if (!file) return null;
  return (
    <>
      {file.rescanOf !== null && (
        <Text>
          เป็นสแกนอีกชุดของ{' '}
          <Anchor component={Link} href={`/check/${file.rescanOf}/0`} underline="always">
            ไฟล์ {thai(file.rescanOf)}
          </Anchor>
        </Text>
      )}
      {file.offers.map((offer) => (
        <Offer key={offer.of} receipt={receipt} offer={offer} />
      ))}
    </>
  );
}
