import { Badge, Text } from '@mantine/core';
import { LATE_BELOW } from '../../../schemas/dashboard.js';
import { daysLeftText } from '../../domain/labels.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { thai } from '../ui/format.js';

/** Whether so few working days are left that it is late; words and colours of the pages go by it. */
export const isLate = (working: number | null): boolean => working !== null && working < LATE_BELOW;

/** Days and working days left to a deadline, in words; the colour only says it again. */
export function LeftBadge({ days, working }: { days: number | null; working: number | null }) {
  if (days === null) return null;
  const color = days < 0 ? 'red' : isLate(working) ? 'orange' : 'gray';
  return (
    <>
      <div>
        <Badge color={color} variant="light" tt="none">
          {toThaiDigits(daysLeftText(days))}
        </Badge>
      </div>
      {days > 0 && working !== null && (
        <Text size="sm" c="dimmed" component="div">
          {thai(working)} วันทำการ
        </Text>
      )}
    </>
  );
}

/** `๑๖ วัน`, or that it is not known. */
export const days = (count: number | null): string => (count === null ? 'ไม่ทราบ' : `${thai(count)} วัน`);
