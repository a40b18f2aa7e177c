import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import {
  type Dashboard,
  type DueItem,
  FEWEST_FOR_FORECAST,
  type ForecastFigure,
  type OverdueFigure,
} from '../../../schemas/dashboard.js';
import { LEVEL_TEXT } from '../../domain/relay/words.js';
import { BarChart } from '../ui/charts.js';
import type { Column } from '../ui/data-table.js';
import { FigureWithTable } from '../ui/figure-with-table.js';
import { day, shortDay, thai } from '../ui/format.js';
import { barHeight, COLORS, figure, MOST_BARS, Nothing, WHOLE } from './parts.js';

const subject = ({ key, subject, reference }: { key: string; subject: string | null; reference: string | null }) => (
  <>
    <Anchor component={Link} href={`/relay/${key}`}>
      {subject ?? thai(reference)}
    </Anchor>
    <Text size="sm" c="dimmed">
      {thai(reference)}
    </Text>
  </>
);

const weekColumns: readonly Column<DueItem & { week: number }>[] = [
  { head: 'สัปดาห์ที่', cell: ({ week }) => thai(week), text: ({ week }) => week, right: true, width: '6rem' },
  {
    head: 'กำหนด',
    cell: ({ date, lastOn, maybe }) => (maybe ? `ระหว่าง ${shortDay(date)} ถึง ${shortDay(lastOn)}` : day(date)),
    text: ({ date }) => date,
    sort: ({ date }) => date,
  },
  {
    head: 'เหลือ (วันทำการ)',
    cell: ({ workingDaysLeft }) => thai(workingDaysLeft),
    text: ({ workingDaysLeft }) => workingDaysLeft,
    sort: ({ workingDaysLeft }) => workingDaysLeft,
    right: true,
  },
  { head: 'หนังสือ', cell: subject, text: (row) => `${row.reference ?? ''} ${row.subject ?? ''}` },
  { head: 'สถานะ', cell: ({ done }) => (done ? 'ดำเนินการแล้ว' : 'ยังไม่ดำเนินการ'), text: ({ done }) => (done ? 1 : 0) },
];

/** What falls due in the coming weeks. */
export function Weeks({ of }: { of: Dashboard }) {
  const title = 'กำหนดที่จะถึง รายสัปดาห์';
  const rows = of.weeks.flatMap(({ week, items }) => items.map((item) => ({ ...item, week })));
  if (rows.length === 0) return <Nothing title={title}>ไม่มีกำหนดในสิบสองสัปดาห์ข้างหน้า กำหนดมาจากหนังสือที่รับเข้ามา</Nothing>;
  const open = of.weeks.reduce((sum, week) => sum + week.open, 0);
  return (
    <FigureWithTable
      title={title}
      says={`สิบสองสัปดาห์ข้างหน้า ยังไม่ดำเนินการ ${thai(open)} เรื่อง จาก ${thai(rows.length)} กำหนดเดียวกันในหนังสือหลายฉบับของเรื่องนับครั้งเดียว`}
      chart={
        <BarChart
          h={240}
          maxBarWidth={56}
          yAxisProps={WHOLE}
          type="stacked"
          data={of.weeks.map((week) => ({
            สัปดาห์: shortDay(week.monday),
            ยังไม่ดำเนินการ: week.open,
            ดำเนินการแล้ว: week.done,
          }))}
          dataKey="สัปดาห์"
          series={[
            { name: 'ยังไม่ดำเนินการ', color: COLORS.warn },
            { name: 'ดำเนินการแล้ว', color: COLORS.good },
          ]}
          withLegend
          valueFormatter={figure}
        />
      }
      columns={weekColumns}
      rows={rows}
      rowKey={({ key, date }) => `${key} ${date}`}
      csv="กำหนดรายสัปดาห์"
    />
  );
}

const overdueColumns: readonly Column<OverdueFigure>[] = [
  {
    head: 'หน่วยงาน',
    cell: ({ organisation, own }) => (own ? `${organisation} (หน่วยงานของท่าน)` : organisation),
    text: ({ organisation }) => organisation,
    sort: ({ organisation }) => organisation,
  },
  { head: 'เลยกำหนด', cell: ({ n }) => thai(n), text: ({ n }) => n, sort: ({ n }) => n, right: true },
  {
    head: 'อาจเลยกำหนด',
    cell: ({ maybe }) => thai(maybe),
    text: ({ maybe }) => maybe,
    sort: ({ maybe }) => maybe,
    right: true,
  },
  {
    head: 'นานที่สุด (วัน)',
    cell: ({ worstDays }) => thai(worstDays),
    text: ({ worstDays }) => worstDays,
    sort: ({ worstDays }) => worstDays,
    right: true,
  },
  {
    head: 'หนังสือ',
    cell: ({ keys }) =>
      keys.slice(0, 5).map((key, at) => (
        <span key={key}>
          {at > 0 && ' · '}
          <Anchor component={Link} href={`/relay/${key}`}>
            {thai(key)}
          </Anchor>
        </span>
      )),
    text: ({ keys }) => keys.join(' '),
  },
];

/** Letters past their day and not done, by organisation. */
export function Overdue({ of }: { of: Dashboard }) {
  const title = 'เลยกำหนด รายหน่วยงาน';
  const rows = of.overdue;
  if (rows.length === 0) {
    return <Nothing title={title}>ไม่มีหนังสือที่เลยกำหนดและยังไม่แจ้งว่าดำเนินการแล้ว หน่วยงานที่ไม่ได้ใช้ระบบเวียนไม่ทราบ</Nothing>;
  }
  const shown = rows.slice(0, MOST_BARS);
  return (
    <FigureWithTable
      title={title}
      says={`${thai(rows.length)} หน่วยงานมีหนังสือที่เลยกำหนดและยังไม่แจ้งว่าดำเนินการแล้ว หน่วยงานที่ไม่ได้ใช้ระบบเวียนไม่ทราบ จึงไม่นับ`}
      chart={
        <BarChart
          h={barHeight(shown.length)}
          orientation="vertical"
          type="stacked"
          data={shown.map(({ organisation, n, maybe }) => ({ หน่วยงาน: organisation, เลยกำหนด: n, อาจเลยกำหนด: maybe }))}
          dataKey="หน่วยงาน"
          series={[
            { name: 'เลยกำหนด', color: COLORS.bad },
            { name: 'อาจเลยกำหนด', color: COLORS.warn },
          ]}
          withLegend
          maxBarWidth={28}
          xAxisProps={WHOLE}
          yAxisProps={{ width: 170 }}
          valueFormatter={figure}
        />
      }
      columns={overdueColumns}
      rows={rows}
      rowKey={({ code, own }) => `${code} ${own}`}
      csv="เลยกำหนด"
    />
  );
}

type Step = ForecastFigure & { step: ForecastFigure['steps'][number] };
const forecastColumns: readonly Column<Step>[] = [
  { head: 'หนังสือ', cell: subject, text: (row) => `${row.reference ?? ''} ${row.subject ?? ''}` },
  { head: 'ถึงระดับ', cell: ({ step }) => LEVEL_TEXT[step.level], text: ({ step }) => LEVEL_TEXT[step.level] },
  {
    head: 'คาดว่าถึง',
    cell: ({ step }) =>
      step.enough ? (
        <>
          {shortDay(step.middle)}
          <Text size="sm" c="dimmed">
            ระหว่าง {shortDay(step.early)} ถึง {shortDay(step.late)}
          </Text>
        </>
      ) : (
        'ข้อมูลไม่พอ'
      ),
    text: ({ step }) => step.middle,
    sort: ({ step }) => step.middle,
  },
  {
    head: 'กำหนด',
    cell: ({ deadline }) => shortDay(deadline),
    text: ({ deadline }) => deadline,
    sort: ({ deadline }) => deadline,
  },
  {
    head: 'เหลือ (วันทำการ)',
    cell: ({ step }) =>
      step.workingDaysLeft === null ? (
        '-'
      ) : (
        <>
          {thai(step.workingDaysLeft)}
          <Text size="sm" c="dimmed">
            ถ้าช้า {thai(step.workingDaysLeftLate)}
          </Text>
        </>
      ),
    text: ({ step }) => step.workingDaysLeft,
    sort: ({ step }) => step.workingDaysLeft,
    right: true,
  },
  { head: 'ขั้นในอดีต', cell: ({ step }) => thai(step.n), text: ({ step }) => step.n, right: true },
];

/** When open matters will come to the levels below. */
export function Forecasts({ of }: { of: Dashboard }) {
  const title = 'คาดการณ์วันที่หนังสือจะถึงระดับล่าง';
  const rows = of.forecast.flatMap((row) => row.steps.map((step) => ({ ...row, step })));
  if (rows.length === 0) {
    return <Nothing title={title}>จะมีการคาดการณ์เมื่อมีเรื่องที่ยังไม่ครบกำหนดและยังไม่ถึงระดับล่าง</Nothing>;
  }
  const told = rows.filter(({ step }) => step.enough);
  const says = `ช่วงที่บอกครอบคลุมราว ๘๐ ใน ๑๐๐ ครั้ง คิดจากขั้นที่ผ่านมา ต้องมี ${thai(FEWEST_FOR_FORECAST)} ขั้นขึ้นไป นับถึงวันที่ระดับบนออกหนังสือ ไม่รวมเวลาเดินทาง`;
  const shown = told.slice(0, MOST_BARS);
  return (
    <FigureWithTable
      title={title}
      says={told.length === 0 ? `ข้อมูลไม่พอสำหรับ ${thai(rows.length)} เรื่อง ${says}` : says}
      chart={
        shown.length === 0 ? (
          <Text>ข้อมูลไม่พอ ดูตาราง</Text>
        ) : (
          <BarChart
            h={barHeight(shown.length)}
            orientation="vertical"
            data={shown.map(({ reference, step }) => ({
              หนังสือ: `${thai(reference)} → ${LEVEL_TEXT[step.level]}`,
              'เหลือเมื่อถึง (วันทำการ)': step.workingDaysLeft,
              ถ้าช้า: step.workingDaysLeftLate,
            }))}
            dataKey="หนังสือ"
            series={[
              { name: 'เหลือเมื่อถึง (วันทำการ)', color: COLORS.main },
              { name: 'ถ้าช้า', color: COLORS.warn },
            ]}
            withLegend
            maxBarWidth={28}
            xAxisProps={WHOLE}
            yAxisProps={{ width: 190 }}
            valueFormatter={figure}
          />
        )
      }
      columns={forecastColumns}
      rows={rows}
      rowKey={({ key, step }) => `${key} ${step.level}`}
      csv="คาดการณ์"
    />
  );
}
