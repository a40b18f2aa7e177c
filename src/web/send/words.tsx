import { Badge, Text } from '@mantine/core';
import type { SendingLetter, WaitingLetter } from '../../../schemas/sending.js';
import { SECRECY_LABEL, SPEED_LABEL } from '../../domain/labels.js';
import { day, thai } from '../ui/format.js';

/** A letter as lists name it: number and date, subject, from whom. */
export function LetterCell({ letter }: { letter: SendingLetter }) {
  return (
    <div>
      <Text component="span" fw={600}>
        {thai(letter.reference)}
      </Text>
      {letter.speed && (
        <Badge color="red" variant="light" ml={6}>
          {SPEED_LABEL[letter.speed]}
        </Badge>
      )}
      {letter.secrecy && (
        <Badge color="red" variant="outline" ml={6}>
          {SECRECY_LABEL[letter.secrecy]}
        </Badge>
      )}
      <Text size="sm" c="dimmed">
        ลงวันที่ {day(letter.date)}
        {letter.issuer && ` · ${letter.issuer}`}
      </Text>
      {letter.subject && <Text>{letter.subject}</Text>}
    </div>
  );
}

/** `เหลือ ๕ วันทำการ`; what is not sure says so, and what binds applicants alone is never the office's delay. */
export function dueText(due: WaitingLetter['due']): string {
  if (due === null) return 'ไม่มีกำหนดที่แน่นอน';
  const { workingDaysLeft: left, sure, applicant } = due;
  const text = applicant
    ? left < 0
      ? 'กำหนดของผู้ยื่นผ่านไปแล้ว'
      : `กำหนดของผู้ยื่น เหลือ ${left} วันทำการ`
    : left < 0
      ? `เลยกำหนด ${-left} วันทำการ`
      : left === 0
        ? 'ครบกำหนดวันนี้'
        : `เหลือ ${left} วันทำการ`;
  return thai(sure ? text : `${text} (ต้องตรวจ)`);
}
