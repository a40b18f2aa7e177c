import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { weekdayOf } from '../../domain/calendar.js';
import { DateInputTh } from '../ui/date-input.js';

const WEEKDAYS = ['อาทิตย์', 'จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์'];
/** `ตรงกับวันพุธ` of an ISO day. */
export const weekday = (iso: string | null): string | undefined =>
  iso ? `ตรงกับวัน${WEEKDAYS[weekdayOf(iso)]}` : undefined;

/** A line of text, or some. */
export function Words({
  label,
  value,
  onChange,
  long,
}: {
  label: string;
  value: string | null | undefined;
  onChange: (value: string | null) => void;
  long?: boolean;
}) {
  // Text that is being typed is kept as typed; that it is empty means that there is none.
  const told = (text: string) => onChange(text === '' ? null : text);
  const shared = { label, value: value ?? '', autoComplete: 'off' };
  return long ? (
    <Textarea {...shared} autosize minRows={1} onChange={({ currentTarget }) => told(currentTarget.value)} />
  ) : (
    <TextInput {...shared} onChange={({ currentTarget }) => told(currentTarget.value)} />
  );
}

/** A day, with the weekday on which it falls. */
export function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  return (
    <DateInputTh
      label={label}
      value={value}
      onChange={onChange}
      description={weekday(value)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}

/** One of a closed list, or none. */
export function Choose<V extends string>({
  label,
  value,
  of,
  none,
  onChange,
}: {
  label: string;
  value: V | null;
  of: Record<V, string>;
  none?: string;
  onChange: (value: V | null) => void;
}) {
  const known = Object.entries<string>(of).map(([key, text]) => ({ value: key, label: text }));
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={none ? [{ value: '', label: none }, ...known] : known}
      onChange={({ currentTarget }) => onChange((currentTarget.value || null) as V | null)}
    />
  );
}
