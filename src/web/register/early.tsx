import { Checkbox } from '@mantine/core';
import { ApiError } from '../api.js';

/** That a paper would have come before its own date: one of the two days is misread, until somebody says otherwise. */
export const EARLY = 'register.before_letter';
export const isEarly = (error: Error | null): boolean => error instanceof ApiError && error.code === EARLY;

/** Asked after that was found: somebody looked at both days. */
export function EarlyCheck({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <Checkbox
      label="ตรวจวันทั้งสองแล้ว ได้รับก่อนวันที่ในหนังสือจริง"
      checked={value}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
