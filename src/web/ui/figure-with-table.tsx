import { Box, SegmentedControl, Text, Title } from '@mantine/core';
import { type ReactNode, Suspense, useState } from 'react';
import { type Column, DataTable } from './data-table.js';
import { Loading } from './loading.js';

interface Props<Row> {
  title: string;
  /** What the chart says, in a sentence: it stands for the picture where nobody sees it. */
  says: string;
  /** Drawn by `charts.tsx`. */
  chart: ReactNode;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  csv: string;
}

/**
 * A chart, and the table behind it with its CSV file.
 *
 *     <FigureWithTable title="วันที่ใช้ในแต่ละขั้น" says="จังหวัดใช้ ๗ วัน" chart={<BarChart h={240} … />} columns={…} rows={…} rowKey={…} csv="hops" />
 */
export function FigureWithTable<Row>({ title, says, chart, ...table }: Props<Row>) {
  const [view, setView] = useState('chart');
  return (
    <Box component="figure" m={0} mb="lg">
      <figcaption>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text c="dimmed">{says}</Text>
      </figcaption>
      <SegmentedControl
        my="xs"
        size="xs"
        className="no-print"
        aria-label={`แสดง${title}เป็น`}
        value={view}
        onChange={setView}
        data={[
          { value: 'chart', label: 'แผนภูมิ' },
          { value: 'table', label: 'ตาราง' },
        ]}
      />
      {view === 'chart' ? (
        // The sentence and the table say it to those who do not see it.
        <>
          <div aria-hidden inert>
            <Suspense fallback={<Loading what="แผนภูมิ" />}>{chart}</Suspense>
          </div>
          {/* On paper there is nothing to switch to. */}
          <div className="print-only">
            <DataTable caption={title} {...table} />
          </div>
        </>
      ) : (
        <DataTable caption={title} {...table} />
      )}
    </Box>
  );
}
