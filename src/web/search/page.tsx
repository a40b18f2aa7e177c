import { Button, CloseButton, Collapse, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconFilter, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { countAnswer, searchAnswer } from '../../../schemas/search.js';
import { call, query, useGet } from '../api.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { type Asked, askedOf, filtersOf } from './asked.js';
import { Filters } from './filters.js';
import { addressOf, Result } from './result.js';
import styles from './search.module.css';

/** While somebody types, no more is asked than once in this time. */
const TYPING_MS = 250;

/** ค้นหา: one box; what is asked is the address of the page. */
export default function SearchPage() {
  const [, go] = useLocation();
  const search = useSearch();
  const asked = askedOf(search);
  const wide = useMediaQuery('(min-width: 62em)') ?? false;
  const [folded, setFolded] = useState<boolean | null>(null);
  const shown = folded === null ? wide || filtersOf(asked).length > 0 : !folded;
  const change = (by: Asked, replace = false) => go(`/search${query({ ...asked, ...by })}`, { replace });
  const { order: _, ...counted } = asked;

  const found = useInfiniteQuery({
    queryKey: [`/api/search${query(asked)}`],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      call(searchAnswer, `/api/search${query({ ...asked, after: pageParam })}`, { signal }),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const words = found.data?.pages[0]?.words ?? false;
  const ready = found.isSuccess && !found.isPlaceholderData;
  const count = useGet(countAnswer, ready ? `/api/search/count${query({ ...counted, words })}` : null);
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  const first = found.data?.pages[0];

  return (
    <>
      <PageHead
        title="ค้นหา"
        actions={
          items.length > 0 && (
            <Button
              component="a"
              href={`/api/search.csv${query(asked)}`}
              download
              variant="default"
              leftSection={<IconDownload size={16} />}
            >
              บันทึกผลเป็น CSV
            </Button>
          )
        }
      >
        คำ ส่วนของคำ เลขที่หนังสือ หรือเลขรับ เลขไทยหรือเลขอารบิกได้ผลเหมือนกัน
      </PageHead>
      <Box value={asked.q ?? ''} change={(q) => change({ q }, true)} />
      <Group justify="space-between" my="sm" className="no-print">
        <Button
          variant="subtle"
          leftSection={<IconFilter size={16} />}
          aria-expanded={shown}
          aria-controls="search-filters"
          onClick={() => setFolded(shown)}
        >
          {shown ? 'ซ่อนตัวกรอง' : 'ตัวกรอง'}
          {filtersOf(asked).length > 0 && ` (ใช้อยู่ ${thai(filtersOf(asked).length)})`}
        </Button>
        <SegmentedControl
          aria-label="เรียงลำดับ"
          value={asked.order ?? 'relevance'}
          onChange={(order) => change({ order: order === 'relevance' ? undefined : order })}
          data={[
            { value: 'relevance', label: 'ตรงที่สุดก่อน' },
            { value: 'date', label: 'ใหม่ที่สุดก่อน' },
          ]}
        />
      </Group>
      <Collapse expanded={shown} id="search-filters" className="no-print">
        <Filters asked={asked} change={change} />
      </Collapse>
      <Text role="status" mb="sm" mih="1.6em">
        {!ready ? 'กำลังค้น …' : countText(count.data, items.length, found.hasNextPage)}
        {ready && first?.cut && ' คำค้นยาวเกินไป ใช้เฉพาะส่วนต้น'}
        {ready && first?.headOnly && ' ตัวอักษรเดียวค้นเฉพาะเลขที่ เรื่อง และหน่วยงาน'}
        {ready && words && items.length > 0 && ' ไม่พบข้อความนี้ติดกัน แสดงหนังสือที่มีทุกคำ'}
      </Text>
      {found.isError ? (
        <ErrorNotice error={found.error} retry={() => found.refetch()} />
      ) : found.isPending ? (
        <Loading />
      ) : items.length === 0 && !found.hasNextPage ? (
        <Nothing asked={asked} change={change} />
      ) : (
        <Results items={items} />
      )}
      {found.hasNextPage && (
        <Group justify="center" mt="md" className="no-print">
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {items.length === 0 ? 'ยังไม่พบในหนังสือที่ดูแล้ว ค้นต่อ' : 'แสดงเพิ่ม'}
          </Button>
        </Group>
      )}
    </>
  );
}

function countText(count: { count: number; more: boolean } | undefined, shown: number, more: boolean): string {
  if (!count) return '';
  if (count.more) return `พบมากกว่า ${thai(Math.max(count.count, shown).toLocaleString('en'))} ฉบับ แสดง ${thai(shown)}`;
  if (count.count === 0) return 'ไม่พบหนังสือ';
  return `พบ ${thai(count.count.toLocaleString('en'))} ฉบับ${more ? ` แสดง ${thai(shown)}` : ''}`;
}

/** The box; the address follows what is typed, a little behind. */
function Box({ value, change }: { value: string; change: (q: string) => void }) {
  const [text, setText] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const told = useRef(value);
  const latest = useRef(change);
  latest.current = change;
  // Where the way back, or a link, leads to another question.
  if (told.current !== value) {
    told.current = value;
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    const q = text.trim();
    if (q === told.current) return;
    const timer = setTimeout(() => {
      told.current = q;
      latest.current(q);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => box.current?.focus(), []);
  useKeys({
    Slash: {
      does: 'ไปที่ช่องค้นหา',
      run: () => {
        box.current?.focus();
        box.current?.select();
      },
    },
  });
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          told.current = text.trim();
          change(text.trim());
          box.current?.blur();
        }}
      >
        <TextInput
          ref={box}
          type="search"
          size="lg"
          aria-label="ค้นหาหนังสือ"
          placeholder="เช่น น้ำท่วม งบประมาณ, ว ๕๒๔, เลขรับ ๑๒๓/๒๕๖๙"
          autoComplete="off"
          enterKeyHint="search"
          maxLength={2000}
          leftSection={<IconSearch size={20} aria-hidden />}
          rightSection={text !== '' && <CloseButton aria-label="ล้างคำค้น" onClick={() => setText('')} />}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </form>
    </search>
  );
}

/** The letters found; j and k go through them, Enter opens. */
function Results({ items }: { items: React.ComponentProps<typeof Result>['item'][] }) {
  const [, go] = useLocation();
  const [chosen, setChosen] = useState(-1);
  const list = useRef<HTMLOListElement>(null);
  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), items.length - 1);
    setChosen(next);
    const link = list.current?.querySelectorAll<HTMLAnchorElement>('li article > a')[next];
    link?.focus({ preventScroll: true });
    link?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  useKeys({
    KeyJ: { does: 'ฉบับถัดไป', run: () => move(chosen + 1) },
    KeyK: { does: 'ฉบับก่อนหน้า', run: () => move(chosen - 1) },
    Enter: {
      does: 'เปิดฉบับที่เลือก',
      run: () => {
        const at =
          document.activeElement instanceof HTMLAnchorElement ? document.activeElement.getAttribute('href') : null;
        const item = items[Math.max(chosen, 0)];
        if (at) go(at);
        else if (item) go(addressOf(item));
      },
    },
  });
  return (
    <ol ref={list} className={styles.list}>
      {items.map((item, at) => (
        <li key={addressOf(item)}>
          <Result item={item} chosen={at === chosen} />
        </li>
      ))}
    </ol>
  );
}

function Nothing({ asked, change }: { asked: Asked; change: (by: Asked) => void }) {
  const filters = filtersOf(asked);
  const none = asked.q === undefined && filters.length === 0;
  if (none) {
    return <Empty title="ยังไม่มีหนังสือให้ค้น">เมื่อรับหนังสือเข้าและระบบอ่านเสร็จ จะค้นได้จากทุกคำในหนังสือ</Empty>;
  }
  return (
    <Empty title="ไม่พบหนังสือที่ตรงกับคำค้น">
      <Stack gap="xs" align="center">
        <Text inherit>ลองใช้คำให้สั้นลงหรือน้อยคำลง ค้นด้วยเลขที่หนังสืออย่างเดียว หรือเว้นวรรคระหว่างคำที่ไม่ได้อยู่ติดกัน</Text>
        {/^\s*[\d๐-๙]{1,7}\s*\/\s*(?:25|๒๕)[\d๐-๙]{2}\s*$/.test(asked.q ?? '') && (
          <Button variant="default" onClick={() => change({ q: undefined, register: asked.q!.trim() })}>
            ค้นเป็นเลขทะเบียนรับ {thai(asked.q!.trim())}
          </Button>
        )}
        {filters.length > 0 && (
          <Button
            variant="default"
            onClick={() => change(Object.fromEntries(filters.map((field) => [field, undefined])))}
          >
            ค้นโดยไม่ใช้ตัวกรอง
          </Button>
        )}
      </Stack>
    </Empty>
  );
}
