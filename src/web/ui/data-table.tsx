import { Button, Group, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp, IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { csvOf, download } from './csv.js';
import styles from './data-table.module.css';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** The cell in a CSV file; without it the column is not in there. */
  text?: (row: Row) => string | number | null;
  /** By what the column is sorted, if it can be. */
  sort?: (row: Row) => string | number | null;
  /** Figures stand at the right. */
  right?: boolean;
  /** Of the table's width, such as `8rem`. */
  width?: string;
  /** Not on paper: buttons, boxes to tick. */
  screenOnly?: boolean;
}

interface Props<Row> {
  /** What the table holds, for everybody. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Name of the CSV file, without its ending; without it there is no button. */
  csv?: string;
  /** Stands for the rows where there are none. */
  empty?: ReactNode;
}

const collator = new Intl.Collator('th', { numeric: true });
function compare(a: string | number | null, b: string | number | null): number {
  // What has no value stands last, whichever way it is sorted.
  if (a === null || b === null) return a === b ? 0 : Number.NaN;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/**
 * A table with a caption, heads that sort, and a CSV file of it. On a phone each row is a card, every cell under its head.
 *
 *     <DataTable caption="หนังสือรับ" rows={rows} rowKey={(row) => row.id} csv="ทะเบียนรับ-2569"
 *       columns={[{ head: 'เลขรับ', cell: (row) => thai(row.number), text: (row) => row.number, sort: (row) => row.number, right: true }]} />
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, csv, empty }: Props<Row>) {
  const [sorted, setSorted] = useState<{ head: string; down: boolean } | null>(null);
  const by = columns.find(({ head }) => head === sorted?.head)?.sort;
  const shown = by
    ? [...rows].sort((a, b) => {
        const order = compare(by(a), by(b));
        if (Number.isNaN(order)) return by(a) === null ? 1 : -1;
        return sorted!.down ? -order : order;
      })
    : rows;
  const save = () => {
    const kept = columns.filter(({ text }) => text);
    const lines = shown.map((row) => kept.map(({ text }) => String(text!(row) ?? '')));
    download(`${csv}.csv`, csvOf([kept.map(({ head }) => head), ...lines]));
  };
  if (rows.length === 0 && empty) return empty;
  return (
    <>
      {csv && (
        <Group justify="flex-end" mb="xs" className="no-print">
          <Button variant="default" size="xs" leftSection={<IconDownload size={16} />} onClick={save}>
            บันทึกเป็น CSV
          </Button>
        </Group>
      )}
      <Table className={styles.table} captionSide="top" verticalSpacing="xs">
        <Table.Caption>{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ head, sort, right, width, screenOnly }) => (
              <Table.Th
                key={head}
                scope="col"
                w={width}
                ta={right ? 'right' : undefined}
                className={screenOnly ? 'no-print' : undefined}
                aria-sort={sorted?.head !== head ? undefined : sorted.down ? 'descending' : 'ascending'}
              >
                {sort ? (
                  <UnstyledButton
                    className={styles.sort}
                    onClick={() => setSorted({ head, down: sorted?.head === head && !sorted.down })}
                  >
                    {head}
                    <Arrow state={sorted?.head !== head ? 'none' : sorted.down ? 'down' : 'up'} />
                  </UnstyledButton>
                ) : (
                  head
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map(({ head, cell, right, screenOnly }) => (
                <Table.Td key={head} ta={right ? 'right' : undefined} className={screenOnly ? 'no-print' : undefined}>
                  <span className={styles.head} aria-hidden>
                    {head}
                  </span>
                  <div className={styles.cell}>{cell(row)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Arrow({ state }: { state: 'none' | 'up' | 'down' }) {
  const Icon = { none: IconArrowsSort, up: IconArrowUp, down: IconArrowDown }[state];
  return <Icon size={14} aria-hidden className="no-print" />;
}
