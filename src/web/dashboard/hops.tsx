import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { type ArrivalFigure, type Dashboard, FEWEST_FOR_MEDIAN, type HopFigure } from '../../../schemas/dashboard.js';
import { LEVEL_TEXT } from '../../domain/relay/words.js';
import { BarChart } from '../ui/charts.js';
import type { Column } from '../ui/data-table.js';
import { FigureWithTable } from '../ui/figure-with-table.js';
import { thai } from '../ui/format.js';
import { barHeight, COLORS, figure, MOST_BARS, Nothing, share, WHOLE } from './parts.js';

const wayOf = ({ from, to }: HopFigure) => `${LEVEL_TEXT[from]} → ${LEVEL_TEXT[to]}`;
const nameOf = (row: { organisation: string | null }) => row.organisation ?? 'ไม่ทราบชื่อ';
const few = `น้อยกว่า ${thai(FEWEST_FOR_MEDIAN)} ขั้น`;
const middle = (value: number | null) => (value === null ? few : thai(value));

const columns: readonly Column<HopFigure>[] = [
  { head: 'ขั้น', cell: wayOf, text: wayOf, sort: wayOf },
  { head: 'จำนวนขั้น', cell: ({ n }) => thai(n), text: ({ n }) => n, sort: ({ n }) => n, right: true },
  {
    head: 'มัธยฐาน (วัน)',
    cell: ({ median }) => middle(median),
    text: ({ median }) => median,
    sort: ({ median }) => median,
    right: true,
  },
  {
    head: 'นานที่สุด (วัน)',
    cell: ({ worst, worstKey }) =>
      worstKey ? (
        <Anchor component={Link} href={`/relay/${worstKey}`}>
          {thai(worst)}
        </Anchor>
      ) : (
        thai(worst)
      ),
    text: ({ worst }) => worst,
    sort: ({ worst }) => worst,
    right: true,
  },
  {
    head: 'อยู่ที่หน่วยงาน มัธยฐาน (วัน)',
    cell: ({ held }) =>
      held.n === 0 ? (
        'ไม่ทราบวันรับ'
      ) : (
        <>
          {middle(held.median)}
          <Text size="sm" c="dimmed">
            ทราบวันรับ {thai(held.n)} ขั้น
          </Text>
        </>
      ),
    text: ({ held }) => held.median,
    right: true,
  },
];

const series = [
  { name: 'มัธยฐาน', color: COLORS.main },
  { name: 'นานที่สุด', color: COLORS.warn },
];

/** Days of a hop, by the levels that it lies between. */
export function HopLevels({ of }: { of: Dashboard }) {
  const title = 'วันที่ใช้ในแต่ละขั้น';
  const rows = of.hopLevels;
  if (rows.length === 0) {
    return <Nothing title={title}>จะมีตัวเลขเมื่อหนังสือที่รับเข้ามาอ้างถึงกัน อย่างน้อยหนึ่งขั้น</Nothing>;
  }
  const held = of.registerHeld;
  const register = held.n === 0 ? '' : ` ตามทะเบียน ตั้งแต่รับจนส่งต่อ มัธยฐาน ${middle(held.median)} วัน (${thai(held.n)} ฉบับ)`;
  return (
    <FigureWithTable
      title={title}
      says={
        rows
          .map(
            (row) =>
              `${wayOf(row)} มัธยฐาน ${middle(row.median)}${row.median === null ? '' : ' วัน'} นานที่สุด ${thai(row.worst)} วัน (${thai(row.n)} ขั้น)`,
          )
          .join(' · ') + register
      }
      chart={
        <BarChart
          h={260}
          maxBarWidth={56}
          yAxisProps={WHOLE}
          data={rows.map((row) => ({ ขั้น: wayOf(row), มัธยฐาน: row.median, นานที่สุด: row.worst }))}
          dataKey="ขั้น"
          series={series}
          withLegend
          unit=" วัน"
          valueFormatter={figure}
        />
      }
      columns={columns}
      rows={rows}
      rowKey={({ from, to }) => `${from} ${to}`}
      csv="วันต่อขั้น-ระดับ"
    />
  );
}

/** The same, by who carried the letters on. */
export function HopOrganisations({ of }: { of: Dashboard }) {
  const title = 'วันที่ใช้ของแต่ละหน่วยงาน';
  const rows = of.hopOrganisations;
  if (rows.length === 0) return <Nothing title={title}>จะมีตัวเลขเมื่อมีหน่วยงานส่งหนังสือต่อ</Nothing>;
  const slowest = [...rows].sort((a, b) => (b.median ?? -1) - (a.median ?? -1) || (b.worst ?? 0) - (a.worst ?? 0));
  const shown = slowest.slice(0, MOST_BARS);
  return (
    <FigureWithTable
      title={title}
      says={`${thai(rows.length)} หน่วยงาน ${rows.length > shown.length ? `แผนภูมิแสดง ${thai(shown.length)} แห่งที่ช้าที่สุด ตารางมีครบ ` : ''}มัธยฐานแสดงเมื่อมี ${thai(FEWEST_FOR_MEDIAN)} ขั้นขึ้นไป`}
      chart={
        <BarChart
          h={barHeight(shown.length)}
          orientation="vertical"
          data={shown.map((row) => ({
            หน่วยงาน: `${nameOf(row)} (${thai(row.n)})`,
            มัธยฐาน: row.median,
            นานที่สุด: row.worst,
          }))}
          dataKey="หน่วยงาน"
          series={series}
          withLegend
          maxBarWidth={28}
          xAxisProps={WHOLE}
          yAxisProps={{ width: 170 }}
          valueFormatter={figure}
        />
      }
      columns={[{ head: 'หน่วยงาน', cell: nameOf, text: nameOf, sort: nameOf }, ...columns]}
      rows={rows}
      rowKey={({ from, to, organisation }) => `${from} ${to} ${organisation}`}
      csv="วันต่อขั้น-หน่วยงาน"
    />
  );
}

const arrivalColumns: readonly Column<ArrivalFigure>[] = [
  { head: 'หน่วยงาน', cell: nameOf, text: nameOf, sort: nameOf },
  { head: 'ระดับ', cell: ({ level }) => LEVEL_TEXT[level], text: ({ level }) => LEVEL_TEXT[level] },
  {
    head: 'เหลือน้อยกว่า ๗ วันทำการ',
    cell: ({ late, n }) => (n === 0 ? 'ไม่ทราบ' : `${thai(late)} ใน ${thai(n)}${share(late, n)}`),
    text: ({ late }) => late,
    sort: ({ late, n }) => (n === 0 ? null : late / n),
    right: true,
  },
  { head: 'ทราบวันรับและมีกำหนด', cell: ({ n }) => thai(n), text: ({ n }) => n, sort: ({ n }) => n, right: true },
  {
    head: 'พ้นกำหนดแล้วเมื่อรับ',
    cell: ({ expired }) => thai(expired),
    text: ({ expired }) => expired,
    sort: ({ expired }) => expired,
    right: true,
  },
  {
    head: 'ไม่ทราบวันรับ',
    cell: ({ unknown }) => thai(unknown),
    text: ({ unknown }) => unknown,
    sort: ({ unknown }) => unknown,
    right: true,
  },
];

/** Which letters came late, of those whose arrival is known. */
export function Arrivals({ of }: { of: Dashboard }) {
  const title = 'หนังสือที่มาถึงเมื่อเหลือน้อยกว่า ๗ วันทำการ';
  const rows = of.arrivalOrganisations;
  if (rows.length === 0) {
    return (
      <Nothing title={title}>
        จะมีตัวเลขเมื่อทราบวันรับ: จากตรารับในหนังสือ จากวันที่รับที่กรอกไว้ หรือเมื่อหน่วยงานข้างล่างเปิดกล่องหนังสือ
      </Nothing>
    );
  }
  const known = rows.filter(({ n }) => n > 0);
  const shown = known.slice(0, MOST_BARS);
  const says = of.arrivalLevels
    .map(({ level, late, n, unknown }) =>
      n === 0
        ? `${LEVEL_TEXT[level]} ไม่ทราบวันรับ ${thai(unknown)}`
        : `${LEVEL_TEXT[level]} ${thai(late)} ใน ${thai(n)}${share(late, n)} ไม่ทราบวันรับ ${thai(unknown)}`,
    )
    .join(' · ');
  return (
    <FigureWithTable
      title={title}
      says={says}
      chart={
        shown.length === 0 ? (
          <Text>ไม่ทราบวันรับของทุกหน่วยงาน ดูตาราง</Text>
        ) : (
          <BarChart
            h={barHeight(shown.length)}
            orientation="vertical"
            type="stacked"
            data={shown.map((row) => ({
              หน่วยงาน: nameOf(row),
              พ้นกำหนดแล้วเมื่อรับ: row.expired,
              'เหลือน้อยกว่า ๗ วันทำการ': row.late - row.expired,
              'เหลือ ๗ วันทำการขึ้นไป': row.n - row.late,
              ไม่ทราบวันรับ: row.unknown,
            }))}
            dataKey="หน่วยงาน"
            series={[
              { name: 'พ้นกำหนดแล้วเมื่อรับ', color: COLORS.bad },
              { name: 'เหลือน้อยกว่า ๗ วันทำการ', color: COLORS.warn },
              { name: 'เหลือ ๗ วันทำการขึ้นไป', color: COLORS.main },
              { name: 'ไม่ทราบวันรับ', color: COLORS.none },
            ]}
            withLegend
            maxBarWidth={28}
            xAxisProps={WHOLE}
            yAxisProps={{ width: 170 }}
            valueFormatter={figure}
          />
        )
      }
      columns={arrivalColumns}
      rows={rows}
      rowKey={({ level, organisation }) => `${level} ${organisation}`}
      csv="มาถึงช้า"
    />
  );
}
