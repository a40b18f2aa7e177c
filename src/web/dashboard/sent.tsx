import { Anchor, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Dashboard, SentFigure } from '../../../schemas/dashboard.js';
import { SECRECY_LABEL } from '../../domain/labels.js';
import { Chase } from '../relay/chase.js';
import { BarChart } from '../ui/charts.js';
import type { Column } from '../ui/data-table.js';
import { FigureWithTable } from '../ui/figure-with-table.js';
import { shortDay, thai } from '../ui/format.js';
import { COLORS, figure, Nothing, WHOLE } from './parts.js';

const titleOf = ({ subject, secrecy, reference }: SentFigure) =>
  subject ?? (secrecy ? `หนังสือชั้น${SECRECY_LABEL[secrecy]}` : thai(reference));

type Count = 'total' | 'received' | 'read' | 'acknowledged' | 'forwarded' | 'done' | 'waiting' | 'unknown';
const COUNTS: readonly [Count, string][] = [
  ['total', 'ส่งถึง'],
  ['received', 'รับแล้ว'],
  ['read', 'อ่านแล้ว'],
  ['acknowledged', 'รับทราบแล้ว'],
  ['forwarded', 'ส่งต่อแล้ว'],
  ['done', 'ดำเนินการแล้ว'],
  ['waiting', 'ยังไม่เปิดรับ'],
  ['unknown', 'ไม่ทราบ'],
];

const columns: readonly Column<SentFigure>[] = [
  {
    head: 'หนังสือ',
    cell: (row) => (
      <>
        <Anchor component={Link} href={`/relay/${row.key}`}>
          {titleOf(row)}
        </Anchor>
        <Text size="sm" c="dimmed">
          {thai(row.reference)}
        </Text>
      </>
    ),
    text: (row) => `${row.reference ?? ''} ${row.subject ?? ''}`,
  },
  {
    head: 'กำหนด',
    cell: ({ deadline }) => shortDay(deadline),
    text: ({ deadline }) => deadline,
    sort: ({ deadline }) => deadline,
  },
  ...COUNTS.map(
    ([name, head]): Column<SentFigure> => ({
      head,
      cell: (row) => thai(row[name]),
      text: (row) => row[name],
      sort: (row) => row[name],
      right: true,
    }),
  ),
];

/** The letters that the organisation sent down, what the bodies did with them, and a reminder for one of them. */
export function Sent({ of }: { of: Dashboard }) {
  const title = 'สถานะของหนังสือที่ส่งลงไป';
  const rows = of.sent;
  const [chosen, setChosen] = useState<string | null>(null);
  if (rows.length === 0) return <Nothing title={title}>จะมีตัวเลขเมื่อหน่วยงานของท่านส่งหนังสือลงไปยังหน่วยงานอื่นในระบบ</Nothing>;
  const sum = (name: Count) => rows.reduce((total, row) => total + row[name], 0);
  const open = rows.filter(({ total, unknown, done }) => total - unknown - done > 0);
  const letter = chosen ?? open[0]?.key ?? rows[0]!.key;
  return (
    <div>
      <FigureWithTable
        title={title}
        says={`${thai(rows.length)} ฉบับ ส่งถึง ${thai(sum('total'))} ครั้ง: รับแล้ว ${thai(sum('received'))} รับทราบแล้ว ${thai(sum('acknowledged'))} ส่งต่อแล้ว ${thai(sum('forwarded'))} ดำเนินการแล้ว ${thai(sum('done'))} ไม่ทราบ ${thai(sum('unknown'))} (หน่วยงานที่ไม่ได้ใช้ระบบเวียน)`}
        chart={
          <BarChart
            h={280}
            maxBarWidth={56}
            yAxisProps={WHOLE}
            data={COUNTS.map(([name, label]) => ({ สถานะ: label, จำนวน: sum(name) }))}
            dataKey="สถานะ"
            series={[{ name: 'จำนวน', color: COLORS.main }]}
            valueFormatter={figure}
          />
        }
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        csv="หนังสือที่ส่งลงไป"
      />
      <NativeSelect
        className="no-print"
        label="ติดตามหนังสือ"
        value={letter}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        data={rows.map((row) => ({ value: row.key, label: `${thai(row.reference)} ${titleOf(row)}`.slice(0, 120) }))}
      />
      <Chase key={letter} letter={letter} />
    </div>
  );
}
