import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { ColumnName, Columns } from '../../../schemas/register.js';
import { SPEED_LABEL } from '../../domain/labels.js';
import { DateInputTh } from '../ui/date-input.js';
import { COLUMN } from './words.js';

export const NO_COLUMNS: Columns = {
  reference: null,
  date: null,
  sender: null,
  addressee: null,
  subject: null,
  action: null,
  remarks: null,
  speed: null,
};

const SPEEDS = Object.entries(SPEED_LABEL).map(([value, label]) => ({ value, label }));

/** The columns of the form, to be written. */
export function ColumnsForm({ value, onChange }: { value: Columns; onChange: (value: Columns) => void }) {
  const field = (column: ColumnName) => ({
    label: COLUMN[column],
    value: value[column] ?? '',
    autoComplete: 'off',
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ ...value, [column]: currentTarget.value === '' ? null : currentTarget.value }),
  });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput {...field('reference')} placeholder="มท ๐๘๑๐.๗/ว ๕๒๔" />
        <DateInputTh label={COLUMN.date} value={value.date} onChange={(date) => onChange({ ...value, date })} />
        <TextInput {...field('sender')} />
        <TextInput {...field('addressee')} />
      </SimpleGrid>
      <Textarea {...field('subject')} autosize minRows={2} mt="sm" />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="sm">
        <TextInput {...field('action')} placeholder="ส่งกองคลัง" />
        <Select
          label={COLUMN.speed}
          data={SPEEDS}
          value={value.speed}
          clearable
          clearButtonProps={{ 'aria-label': 'ล้างชั้นความเร็ว' }}
          placeholder="ปกติ"
          onChange={(speed) => onChange({ ...value, speed: speed as Columns['speed'] })}
        />
      </SimpleGrid>
      <TextInput {...field('remarks')} mt="sm" />
    </>
  );
}
