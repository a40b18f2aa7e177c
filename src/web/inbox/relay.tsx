import { Badge, Box, Group, Text, Title } from '@mantine/core';
import type { RelayTask } from '../../../schemas/notices.js';
import { thai } from '../ui/format.js';
import { relayDoubts, relayText } from './words.js';

/** How near the day is to pass a letter on. */
function nearness(left: number): { color: string; words: string } {
  if (left < 0) return { color: 'red', words: `เกินมา ${thai(-left)} วันทำการ` };
  if (left === 0) return { color: 'red', words: 'วันนี้' };
  return { color: left <= 2 ? 'orange' : 'blue', words: `เหลือ ${thai(left)} วันทำการ` };
}

/** The task to pass a letter on: to whom, until when, and how that day was found. */
export function Relay({ task }: { task: RelayTask }) {
  const { workingDaysLeft, passedOnAt } = task;
  const near = workingDaysLeft === null ? null : nearness(workingDaysLeft);
  return (
    <Box mb="md">
      <Title order={3} size="h5">
        งานส่งต่อ
      </Title>
      <Group gap="sm" align="baseline">
        <Text fw={700} c={passedOnAt === null ? undefined : 'dimmed'}>
          {relayText(task)}
        </Text>
        {near && (
          <Badge color={near.color} variant="light" size="lg" tt="none">
            {near.words}
          </Badge>
        )}
      </Group>
      {relayDoubts(task).map((said) => (
        <Text size="sm" key={said}>
          {said}
        </Text>
      ))}
      {passedOnAt === null && <Text size="sm">เสร็จเมื่อส่งต่อหน่วยงานอื่น ลงทะเบียนส่งหนังสือนำส่ง หรือส่งต่อภายใน</Text>}
    </Box>
  );
}
