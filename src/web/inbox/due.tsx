import { Badge, Box, Group, List, Text } from '@mantine/core';
import type { NoticeDeadline } from '../../../schemas/notices.js';
import { day, thai } from '../ui/format.js';
import { BINDS, doubtsOf, urgencyOf, whenOf } from './words.js';

/** A deadline on a card: the day, large, and in words how near it is. */
export function DueBrief({ due, outer }: { due: NoticeDeadline | null; outer: NoticeDeadline | null }) {
  const one = due ?? outer;
  if (!one) return <Text c="dimmed">ไม่ได้ระบุกำหนดของหน่วยงาน</Text>;
  const { color, words } = urgencyOf(one);
  return (
    <Box>
      {!due && (
        <Text size="sm" c="dimmed">
          กำหนดของหนังสือที่แนบมา
        </Text>
      )}
      <Group gap="xs" align="baseline">
        <Text fw={700} fz="lg">
          {whenOf(one, true)}
        </Text>
        <Badge color={color} variant="light" size="lg" tt="none">
          {words}
        </Badge>
      </Group>
      {doubtsOf(one).length > 0 && (
        <Text size="sm" c="dimmed">
          {doubtsOf(one).join(' · ')}
        </Text>
      )}
    </Box>
  );
}

const CHANGES = { extend: 'ขยายเวลา', move: 'เลื่อน', cancel: 'ยกเลิก' } as const;

/** A deadline in full: until when, how that day was found, what is not sure about it, and what later letters did to it. */
export function DueFull({ due, large = false }: { due: NoticeDeadline; large?: boolean }) {
  const { color, words } = urgencyOf(due);
  const { resolved, deadline, changes, of } = due;
  const doubts = doubtsOf(due);
  return (
    <Box>
      <Group gap="sm" align="baseline">
        <Text fw={700} fz={large ? 28 : 'lg'} lh={1.3}>
          {whenOf(due)}
        </Text>
        <Badge color={color} variant="light" size={large ? 'xl' : 'lg'} tt="none">
          {words}
        </Badge>
      </Group>
      {due.context && (
        <Text size="sm">
          ตามหนังสือที่แนบมา {of.reference ? `ที่ ${thai(of.reference)}` : ''} {of.issuer ?? ''} ผูกพันผู้รับของหนังสือนั้น
          ไม่ใช่หน่วยงานนี้โดยตรง
        </Text>
      )}
      {BINDS[deadline.binds] && <Text size="sm">{BINDS[deadline.binds]}</Text>}
      {deadline.optional && <Text size="sm">ไม่บังคับ</Text>}
      {deadline.from && <Text size="sm">ตั้งแต่ {day(deadline.from)}</Text>}
      <Text size="sm">
        ที่มาของวัน: {resolved.reason}
        {resolved.remindOn &&
          resolved.remindOn !== resolved.dueOn &&
          ` วันทำการสุดท้ายก่อนครบกำหนดคือ ${day(resolved.remindOn)}`}
      </Text>
      {deadline.text && (
        <Text size="sm" c="dimmed">
          ข้อความในหนังสือ: “{deadline.text}”
        </Text>
      )}
      {resolved.alternatives.length > 0 && (
        <List size="sm" mt={4}>
          {resolved.alternatives.map(({ date, why }) => (
            <List.Item key={date + why}>
              {day(date)} {why}
            </List.Item>
          ))}
        </List>
      )}
      {changes.map((change) => (
        <Text size="sm" key={change.key + change.change}>
          {CHANGES[change.change]}
          {change.to ? `เป็น ${day(change.to)}` : ''} โดยหนังสือลงวันที่ {day(change.on)}
          {change.certain ? '' : ' (ไม่แน่ว่าหมายถึงกำหนดนี้ ต้องตรวจ)'}
        </Text>
      ))}
      {doubts.length > 0 && (
        <Group gap="xs" mt={6}>
          {doubts.map((doubt) => (
            <Badge
              key={doubt}
              color="yellow"
              variant="light"
              tt="none"
              h="auto"
              styles={{ label: { whiteSpace: 'normal' } }}
            >
              {doubt}
            </Badge>
          ))}
        </Group>
      )}
    </Box>
  );
}
