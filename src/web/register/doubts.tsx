import { Badge, Text } from '@mantine/core';
import type { ColumnDoubt, ColumnName } from '../../../schemas/register.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { COLUMN } from './words.js';

interface Props {
  column: ColumnName;
  doubts: readonly ColumnDoubt[];
  /** Whether the reasons are told; in a row of the book they are in the line that it opens. */
  reasons?: boolean;
}

/** Beside a value that was read with doubt: ต้องตรวจ, and what else was read. Nothing where there is no doubt. */
export function Doubt({ column, doubts, reasons = false }: Props) {
  const doubt = doubts.find((one) => one.column === column);
  if (!doubt) return null;
  return (
    <div>
      <Badge color="orange" variant="light">
        ต้องตรวจ
      </Badge>
      {doubt.readings.map(({ value, why }) => (
        <Text size="sm" key={`${value} ${why}`}>
          หรือ {toThaiDigits(value ?? 'ไม่มี')}
          {reasons && ` (${toThaiDigits(why)})`}
        </Text>
      ))}
      {reasons && <Text size="sm">{toThaiDigits(doubt.reasons.join(' '))}</Text>}
    </div>
  );
}

/** The same in full, for a dialog: each column with why it is doubted. */
export function DoubtList({ doubts }: { doubts: readonly ColumnDoubt[] }) {
  return doubts.map(({ column, reasons, readings }) => (
    <Text key={column} size="sm">
      <b>{COLUMN[column]}</b> {toThaiDigits(reasons.join(' '))}{' '}
      {toThaiDigits(readings.map(({ value, why }) => `หรือ ${value ?? 'ไม่มี'} (${why})`).join(' '))}
    </Text>
  ));
}
