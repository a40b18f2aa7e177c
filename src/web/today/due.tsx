import { Text } from '@mantine/core';
import { thai } from '../ui/format.js';

interface Due {
  dueOn: string | null;
  lastOn: string | null;
  estimate: boolean;
  daysLeft: number | null;
  workingDaysLeft: number | null;
}

/** How much time is left: `เหลือ ๕ วันทำการ`; never said as sure where the day is not. */
export function dueText({ dueOn, lastOn, estimate, daysLeft, workingDaysLeft }: Due): string {
  if (dueOn === null || daysLeft === null) return 'ไม่ทราบวัน';
  const about = estimate || (lastOn !== null && lastOn !== dueOn) ? ' (โดยประมาณ)' : '';
  // An earliest day that is past does not make the deadline past.
  if (daysLeft < 0) return `${about && 'อาจ'}เกินมา ${thai(-daysLeft)} วัน${about}`;
  if (daysLeft === 0) return `ครบกำหนดวันนี้${about}`;
  return `เหลือ ${thai(workingDaysLeft ?? daysLeft)} วันทำการ${about}`;
}

/** The same, in the colour of its urgency; the words say it without the colour. */
export function DueText(due: Due) {
  const { daysLeft, workingDaysLeft } = due;
  const near = daysLeft !== null && daysLeft >= 0 && (workingDaysLeft ?? daysLeft) <= 3;
  const late = daysLeft !== null && daysLeft < 0;
  return (
    <Text span inherit fw={near || late ? 700 : undefined} c={late ? 'red' : near ? 'orange' : undefined}>
      {dueText(due)}
    </Text>
  );
}
