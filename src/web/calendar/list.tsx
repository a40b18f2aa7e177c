import { Anchor, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { addDays, thaiDay, weekdayOf } from '../../domain/calendar.js';
import { urgencyOf } from '../inbox/words.js';
import { Empty } from '../ui/empty.js';
import { day, shortDay } from '../ui/format.js';
import { besideDay, kindOf, labelOf, type MonthProps, placeOf, WEEKDAYS } from './months.js';

/** A month as a list of the days that have something: on a phone, on paper, and for who has it read aloud. */
export function DayList({ first, last, items, holidays, mine }: MonthProps & { mine: boolean }) {
  const days: string[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (items.has(date) || holidays.has(date)) days.push(date);
  }
  const today = thaiDay(new Date());
  return (
    <Stack gap="sm">
      {items.size === 0 && (
        <Empty title="เดือนนี้ไม่มีกำหนด">
          {mine
            ? 'ไม่มีเรื่องที่มอบหมายให้ท่านครบกำหนดในเดือนนี้ ปิด เฉพาะของฉัน เพื่อดูทั้งหน่วยงาน'
            : 'ดูเดือนอื่นด้วยลูกศร หรือเปิดกล่องหนังสือเพื่อดูเรื่องที่ไม่ระบุวัน'}
        </Empty>
      )}
      {days.map((date) => {
        const holiday = holidays.get(date);
        return (
          <Paper key={date} component="section" withBorder p="sm" aria-label={day(date)}>
            <Group gap="xs" align="baseline">
              <Title order={3} size="h5">
                วัน{WEEKDAYS[weekdayOf(date)]}ที่ {day(date)}
              </Title>
              {date === today && (
                <Badge variant="light" color="blue" tt="none">
                  วันนี้
                </Badge>
              )}
              {holiday && (
                <Text size="sm" c="red">
                  วันหยุด: {holiday.name}
                  {holiday.status === 'computed' ? ' (รอประกาศ)' : ''}
                </Text>
              )}
            </Group>
            {(items.get(date) ?? []).map((item) => {
              const urgency = item.done ? null : urgencyOf(item.due);
              const doubts = besideDay(item);
              return (
                <div key={item.id} style={{ marginTop: 8 }}>
                  <Anchor component={Link} href={placeOf(item)} fw={600}>
                    {kindOf(item)}: {labelOf(item)}
                  </Anchor>
                  <Group gap="xs">
                    {urgency && (
                      <Badge color={urgency.color} variant="light" tt="none">
                        {urgency.words}
                      </Badge>
                    )}
                    {item.until && <Text size="sm">หรือช้าสุด {shortDay(item.until)}</Text>}
                    {doubts.length > 0 && (
                      <Text size="sm" c="dimmed">
                        {doubts.join(' · ')}
                      </Text>
                    )}
                  </Group>
                </div>
              );
            })}
          </Paper>
        );
      })}
    </Stack>
  );
}
