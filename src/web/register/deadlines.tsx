import { Badge, Group, List, Text, Title } from '@mantine/core';
import type { EntryDetail } from '../../../schemas/register.js';
import { BINDS_LABEL, STATE_LABEL } from '../../domain/labels.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { day, thai } from '../ui/format.js';

type Item = EntryDetail['deadlines'][number];

/** The working days left, in words; nothing for what is over or has no day. */
function leftText({ workingDaysLeft, daysLeft, state }: Item): string {
  if (state !== 'live' || daysLeft === null || workingDaysLeft === null) return STATE_LABEL[state];
  if (daysLeft < 0) return `เลยกำหนด ${thai(-daysLeft)} วัน`;
  return daysLeft === 0 ? 'ครบกำหนดวันนี้' : `เหลือ ${thai(workingDaysLeft)} วันทำการ`;
}

/** The deadlines of a line's letter, as they are counted for this office, each with how its day was found. */
export function Deadlines({ deadlines }: { deadlines: readonly Item[] }) {
  return (
    <section>
      <Title order={3} size="h4" mb="xs">
        กำหนด
      </Title>
      <List listStyleType="none" spacing="sm">
        {deadlines.map((item) => (
          <List.Item key={`${item.deadline.text} ${item.resolved.dueOn} ${item.deadline.binds}`}>
            <Group gap="xs">
              <Text fw={700}>{item.resolved.dueOn === null ? 'ยังไม่ทราบวัน' : day(item.resolved.dueOn)}</Text>
              {item.resolved.estimate && (
                <Badge color="orange" variant="light">
                  ต้องตรวจ
                </Badge>
              )}
              <Text>{leftText(item)}</Text>
            </Group>
            <Text size="sm">
              {item.resolved.reason} ({BINDS_LABEL[item.deadline.binds]})
            </Text>
            {item.resolved.alternatives.map(({ date, why }) => (
              <Text size="sm" key={date}>
                หรือ {day(date)}: {toThaiDigits(why)}
              </Text>
            ))}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
