import { Button, Group, SegmentedControl, Switch, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type CalendarItem, calendarAnswer } from '../../../schemas/calendar.js';
import { type HolidayItem, holidayItem } from '../../../schemas/holidays.js';
import { addDays, buddhistYear, daysInMonth, isoDay, partsOf, thaiDay } from '../../domain/calendar.js';
import { query, useGet } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { Feeds } from './feeds.js';
import { DayList } from './list.js';
import { MonthGrid } from './month.js';
import { MONTHS } from './months.js';

const MONTH = /^(\d{4})-(\d{2})$/;

/** The first day of the month in the address, else of this month. */
function monthOf(search: string): string {
  const [, year, month] = MONTH.exec(new URLSearchParams(search).get('month') ?? '') ?? [];
  const asked = isoDay(Number(year), Number(month), 1);
  return asked ?? `${thaiDay(new Date()).slice(0, 7)}-01`;
}

/** ปฏิทินกำหนด: the deadlines of the organisation's letters by month, with the days on which offices are closed. */
export default function CalendarPage() {
  const [, go] = useLocation();
  const first = monthOf(useSearch());
  const { year, month } = partsOf(first);
  const last = addDays(first, daysInMonth(year, month) - 1);
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [chosen, setView] = useState<string | null>(null);
  const [mine, setMine] = useState(false);
  const view = chosen ?? (wide ? 'month' : 'list');
  const calendar = useGet(calendarAnswer, `/api/calendar${query({ from: first, to: last, mine })}`, {
    placeholderData: (before) => before,
  });
  const table = useGet(holidayItem.array(), `/api/holidays${query({ year })}`);
  const to = (by: number) => go(`/calendar?month=${addDays(by < 0 ? first : last, by).slice(0, 7)}`);
  useKeys({
    ArrowLeft: { does: 'เดือนก่อน', run: () => to(-1), label: '←' },
    ArrowRight: { does: 'เดือนถัดไป', run: () => to(1), label: '→' },
    KeyT: { does: 'เดือนนี้', run: () => go('/calendar') },
  });
  const name = `${MONTHS[month - 1]} ${thai(buddhistYear(first))}`;
  const items = byDay(calendar.data?.items ?? [], first, last);
  const holidays = holidaysOf(table.data ?? [], calendar.data?.province ?? null);
  return (
    <>
      <PageHead
        title="ปฏิทินกำหนด"
        actions={
          <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
            พิมพ์
          </Button>
        }
      >
        กำหนดของหนังสือในกล่องและที่หน่วยงานเก็บไว้
      </PageHead>
      <Group justify="space-between" mb="md" gap="sm">
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" px="xs" aria-label="เดือนก่อน" onClick={() => to(-1)} className="no-print">
            <IconChevronLeft size={20} />
          </Button>
          <Text component="h2" fw={700} fz="lg" m={0} miw={150} ta="center" aria-live="polite">
            {name}
          </Text>
          <Button variant="default" px="xs" aria-label="เดือนถัดไป" onClick={() => to(1)} className="no-print">
            <IconChevronRight size={20} />
          </Button>
        </Group>
        <Group gap="md" className="no-print">
          <Switch label="เฉพาะของฉัน" checked={mine} onChange={({ currentTarget }) => setMine(currentTarget.checked)} />
          <SegmentedControl
            aria-label="แสดงเป็น"
            value={view}
            onChange={setView}
            data={[
              { value: 'month', label: 'เดือน' },
              { value: 'list', label: 'รายการ' },
            ]}
          />
        </Group>
      </Group>
      {calendar.isError && <ErrorNotice error={calendar.error} retry={calendar.refetch} />}
      {table.isError && <ErrorNotice error={table.error} title="แสดงวันหยุดไม่ได้" retry={table.refetch} />}
      {calendar.isPending && <Loading what="ปฏิทิน" />}
      {calendar.data && view === 'month' && (
        <>
          <div className="no-print">
            <MonthGrid name={name} first={first} last={last} items={items} holidays={holidays} />
          </div>
          <div className="print-only">
            <DayList first={first} last={last} items={items} holidays={holidays} mine={mine} />
          </div>
        </>
      )}
      {calendar.data && view === 'list' && (
        <DayList first={first} last={last} items={items} holidays={holidays} mine={mine} />
      )}
      <Feeds />
    </>
  );
}

/** The deadlines of each day; while the next month is fetched, those of the last are not shown under it. */
function byDay(items: readonly CalendarItem[], first: string, last: string): Map<string, CalendarItem[]> {
  const days = new Map<string, CalendarItem[]>();
  for (const item of items) {
    if (item.on >= first && item.on <= last) days.set(item.on, [...(days.get(item.on) ?? []), item]);
  }
  return days;
}

/** The holidays of the country and of the organisation's own province. */
function holidaysOf(table: readonly HolidayItem[], province: string | null): Map<string, HolidayItem> {
  const counting = table.filter((one) => one.province === null || one.province === province);
  return new Map(counting.map((one) => [one.date, one]));
}
