import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { toThaiDigits } from '../../domain/numerals.js';
import { parseTypedTime } from '../../domain/typed-day.js';

/** `๐๘.๐๐` of `08:00`. */
export const clock = (time: string): string => toThaiDigits(time.replace(':', '.'));

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  /** `08:00`; null while the field is empty or holds no time, which it says. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/**
 * A time of day, typed in Thai or Arabic digits (`๘.๓๐`, `0830`).
 *
 *     <TimeInputTh label="เวลาส่งสรุป" value={at} onChange={setAt} />
 */
export function TimeInputTh({ value, onChange, error, ...others }: Props) {
  const [text, setText] = useState(value === null ? '' : clock(value));
  const typed = parseTypedTime(text);
  // What was typed, as long as it says the same as the value; else the value came from elsewhere.
  const shown = typed === value ? text : value === null ? '' : clock(value);
  const wrong = value === null && typed === null;
  return (
    <TextInput
      placeholder="๐๘.๐๐"
      autoComplete="off"
      styles={{ input: { maxWidth: 120 } }}
      {...others}
      value={wrong ? text : shown}
      error={wrong ? 'ใส่เช่น ๐๘.๓๐' : error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(parseTypedTime(currentTarget.value));
      }}
    />
  );
}
