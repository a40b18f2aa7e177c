import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from 'wouter';
import { type OpenState, openStates } from '../../../schemas/due.js';
import { openDeadlinesAnswer } from '../../../schemas/today.js';
import { call, query } from '../api.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { DeadlineCard } from './deadline-card.js';
import styles from './today.module.css';

const TITLES: Record<OpenState, string> = {
  overdue: 'เกินกำหนด',
  today: 'ครบกำหนดวันนี้',
  perhaps: 'อาจครบกำหนดวันนี้',
  coming: 'ที่จะถึง',
  undated: 'ไม่ระบุวัน',
};
const EMPTY: Record<OpenState, [title: string, text: string]> = {
  overdue: ['ไม่มีงานเกินกำหนด', 'งานที่พ้นกำหนดหลังรับเข้าระบบและยังไม่ได้ทำเครื่องหมายว่าเสร็จ ภายในหนึ่งปี จะแสดงที่นี่'],
  today: ['วันนี้ไม่มีงานครบกำหนด', 'ดูกำหนดที่จะถึงได้ในแท็บถัดไป'],
  perhaps: ['ไม่มีงานที่อาจครบกำหนดวันนี้', 'งานที่วันกำหนดเป็นการประมาณ หรืออ่านได้หลายวัน จะแสดงที่นี่เมื่อถึงช่วงวันนั้น'],
  coming: ['ไม่มีกำหนดที่จะถึง', 'กำหนดในหนังสือที่รับเข้าจะแสดงที่นี่'],
  undated: ['ไม่มีงานเร่งที่ไม่ระบุวัน', 'งานที่หนังสือเร่งหรือเลื่อนโดยไม่บอกวันจะแสดงที่นี่'],
};
const PAGE = 50;

/** กำหนด: what is still to be kept, how each day was found, and what later letters changed of it. */
export default function DeadlinesPage() {
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('state');
  const state = openStates.find((one) => one === asked) ?? 'coming';
  const path = `/api/deadlines/open${query({ state, limit: PAGE })}`;
  const found = useInfiniteQuery({
    queryKey: [path],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => call(openDeadlinesAnswer, `${path}&offset=${pageParam}`, { signal }),
    getNextPageParam: ({ total }, pages) => (pages.length * PAGE < total ? pages.length * PAGE : null),
    refetchInterval: 60_000,
  });
  const counts = found.data?.pages[0]?.counts;
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHead title="กำหนด">นับตามวันที่หนังสือถึงหน่วยงานนี้ ไม่รวมงานที่ทำเสร็จแล้ว</PageHead>
      <SegmentedControl
        aria-label="สถานะของกำหนด"
        className={styles.tabs!}
        mb="md"
        fullWidth
        orientation="horizontal"
        value={state}
        onChange={(next) => go(`/deadlines?state=${next}`)}
        data={openStates.map((value) => ({
          value,
          label: counts ? `${TITLES[value]} (${thai(counts[value])})` : TITLES[value],
        }))}
      />
      {found.isError ? (
        <ErrorNotice error={found.error} retry={() => found.refetch()} />
      ) : found.isPending ? (
        <Loading />
      ) : items.length === 0 ? (
        <Empty title={EMPTY[state][0]}>{EMPTY[state][1]}</Empty>
      ) : (
        <Stack component="ol" gap="sm" p={0} m={0} className={styles.list!} aria-label={TITLES[state]}>
          {items.map((line) => (
            <li key={`${line.receipt} ${line.ordinal} ${line.position}`}>
              <DeadlineCard line={line} whole />
            </li>
          ))}
        </Stack>
      )}
      {state === 'overdue' && items.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          เฉพาะที่พ้นกำหนดไม่เกินหนึ่งปี และยังไม่พ้นกำหนดตอนที่หนังสือมาถึง
        </Text>
      )}
      {found.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            แสดงเพิ่ม
          </Button>
        </Group>
      )}
    </>
  );
}
