import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { parseInteger } from '../../domain/numerals.js';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  value: number | null;
  onChange: (value: number | null) => void;
}

/**
 * A whole number in Thai or Arabic digits; what was typed stays as it was typed, the value is a number. Null while the field is empty or holds no number, which it says.
 *
 *     <ThaiDigitInput label="เลขทะเบียนรับเริ่มต้น" value={number} onChange={setNumber} />
 */
export function ThaiDigitInput({ value, onChange, error, ...others }: Props) {
  const [text, setText] = useState(value === null ? '' : String(value));
  // What was typed, as long as it says the same as the value; else the value came from elsewhere.
  const shown = parseInteger(text) === value ? text : value === null ? '' : String(value);
  const wrong = text.trim() !== '' && parseInteger(text) === null;
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      {...others}
      value={wrong ? text : shown}
      error={wrong ? 'ใส่เป็นตัวเลข เช่น ๑๒๓ หรือ 123' : error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(parseInteger(currentTarget.value));
      }}
    />
  );
}
