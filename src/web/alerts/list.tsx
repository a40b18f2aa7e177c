import { Anchor, Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { z } from 'zod';
import { type alertItem, alertsAnswer } from '../../../schemas/alerts.js';
import { thaiDay } from '../../domain/calendar.js';
import { query, useChange, useGet } from '../api.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { Pager } from '../ui/pager.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { LineView } from './line.js';
import { whyOf } from './words.js';

type Item = z.infer<typeof alertItem>;
const LIMIT = 30;
const ALERTS = '/api/alerts';

/** What one was told, unread first; opening a line reads it. */
export function AlertList() {
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const offset = Math.max(0, Math.trunc(Number(asked.get('offset'))) || 0);
  const list = useGet(alertsAnswer, `${ALERTS}${query({ offset, limit: LIMIT })}`, {
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  });
  const read = useChange(
    z.object({ unread: z.int() }),
    (body: { upTo: number } | { ids: number[] }) => ({ path: `${ALERTS}/read`, body }),
    [ALERTS],
  );
  const onError = (error: Error) => tellFailed(error);
  const rows = useRef<HTMLDivElement>(null);
  const links = () => [...(rows.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])];
  const move = (by: 1 | -1) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  };
  const items = list.data?.items ?? [];
  const readOne = (item: Item | undefined) => item && !item.read && read.mutate({ ids: [item.id] }, { onError });
  useKeys({
    KeyJ: { does: 'รายการถัดไป', run: () => move(1) },
    KeyK: { does: 'รายการก่อนหน้า', run: () => move(-1) },
    KeyR: {
      does: 'ทำเครื่องหมายรายการที่เลือกว่าอ่านแล้ว',
      run: () => readOne(items[links().indexOf(document.activeElement as HTMLAnchorElement)]),
    },
  });

  if (list.isPending) return <Loading what="การแจ้งเตือน" />;
  if (list.isError) return <ErrorNotice error={list.error} retry={list.refetch} />;
  const { unread, total } = list.data;
  if (total === 0) {
    return (
      <Empty title="ยังไม่มีการแจ้งเตือน">
        เมื่อหนังสือใกล้ครบกำหนด ระบบจะแจ้งที่นี่ ดูได้ก่อนว่าพรุ่งนี้จะแจ้งอะไรที่{' '}
        <Anchor component={Link} href="/alerts/preview" underline="always">
          ตัวอย่างพรุ่งนี้
        </Anchor>
      </Empty>
    );
  }
  const readAll = () => {
    // All that this page knows of: what comes meanwhile stays unread.
    const upTo = Math.max(...items.map(({ id }) => id));
    read.mutate({ upTo }, { onSuccess: () => tellDone('ทำเครื่องหมายว่าอ่านแล้วทั้งหมด'), onError });
  };
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Text role="status">{unread === 0 ? 'อ่านครบแล้ว' : `ยังไม่อ่าน ${thai(unread)} รายการ`}</Text>
        {unread > 0 && (
          <Button variant="default" leftSection={<IconChecks size={18} />} loading={read.isPending} onClick={readAll}>
            อ่านแล้วทั้งหมด
          </Button>
        )}
      </Group>
      <Stack ref={rows} component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {items.map((item) => (
          <Row key={item.id} item={item} onOpen={() => readOne(item)} />
        ))}
      </Stack>
      <Pager
        of="รายการ"
        limit={LIMIT}
        total={total}
        offset={offset}
        go={(next) => go(`/alerts${query({ offset: next || null })}`)}
      />
    </>
  );
}

function Row({ item: { at, read, line }, onOpen }: { item: Item; onOpen: () => void }) {
  const mark = !read && (
    <Badge variant="filled" tt="none">
      ยังไม่อ่าน
    </Badge>
  );
  return (
    <Paper component="li" withBorder p="sm">
      <LineView line={line} day={thaiDay(new Date(at))} on={thaiDay(new Date())} mark={mark} onOpen={onOpen} />
      <Text size="sm" c="dimmed" mt={4}>
        {whyOf(line.step)} · {dateTime(at)}
      </Text>
    </Paper>
  );
}
