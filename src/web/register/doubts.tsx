import { Badge, Text } from '@mantine/core';
import type { ColumnDoubt, ColumnName } from '../../../schemas/register.js';
import { COLUMN } from './words.js';

/** Beside a value that was read with doubt: ต้องตรวจ, and what else was read. Nothing where there is no doubt. */
export function Doubt({ column, doubts }: { column: ColumnName; doubts: readonly ColumnDoubt[] }) {
  const doubt = doubts.find((one) => one.column === column);
  if (!doubt) return null;
  return (
    <div>
      <Badge color="orange" variant="light" title={doubt.reasons.join(' ')}>
        ต้องตรวจ
      </Badge>
      {doubt.readings.map(({ value, why }) => (
        <Text size="sm" key={`${value} ${why}`} title={why}>
          หรือ {value ?? 'ไม่มี'}
        </Text>
      ))}
    </div>
  );
}

/** The same in full, for a dialog: each column with why it is doubted. */
export function DoubtList({ doubts }: { doubts: readonly ColumnDoubt[] }) {
  return doubts.map(({ column, reasons, readings }) => (
    <Text key={column} size="sm">
      <b>{COLUMN[column]}</b> {reasons.join(' ')}{' '}
      {readings.map(({ value, why }) => `หรือ ${value ?? 'ไม่มี'} (${why})`).join(' ')}
    </Text>
  ));
}
