import { Alert, Anchor, Badge, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { OpenDeadlineLine } from '../../../schemas/today.js';
import { passOnText, WORKED_OUT } from '../../domain/alerts/relay-words.js';
import { BINDS_LABEL, CHANGE_LABEL, DEADLINE_KIND_LABEL, SURE } from '../../domain/labels.js';
import { day, shortDay, thai } from '../ui/format.js';
import { DueText } from './due.js';
import styles from './today.module.css';

/** What has to be said beside the day: that it is an estimate, unconfirmed, or read in two ways. A doubtful day is never shown as a sure one. */
function doubts({ estimate, alternatives, readings, confirmed, deadline, lastOn, dueOn }: OpenDeadlineLine): string[] {
  const other = [
    ...alternatives.map(({ date, why }) => `อาจเป็น ${shortDay(date)} (${why})`),
    ...readings.flatMap(({ value }) => {
      const date = (value as { date?: unknown } | null)?.date ?? value;
      return typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) ? [`อ่านได้อีกอย่างว่า ${shortDay(date)}`] : [];
    }),
  ];
  if (estimate && other.length === 0)
    other.push(lastOn && lastOn !== dueOn ? `อย่างช้า ${shortDay(lastOn)}` : 'เป็นวันโดยประมาณ');
  if (!confirmed && deadline.confidence < SURE) other.push('ยังไม่มีคนตรวจ ความมั่นใจต่ำ');
  return other;
}

/** A deadline that is still to be kept. `whole`: with how its day was found, and its history. */
export function DeadlineCard({ line, whole = false }: { line: OpenDeadlineLine; whole?: boolean }) {
  const { receipt, ordinal, reference, subject, issuer, deadline, dueOn, confirmed, reason, changes, relay } = line;
  const notes = doubts(line);
  return (
    <Paper withBorder p="sm" component="article">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div>
          <Anchor component={Link} href={`/letters/${receipt}/${ordinal}`} fw={600} className={styles.name!}>
            {subject ?? (reference ? thai(reference) : `ไฟล์ที่ ${thai(receipt)}`)}
          </Anchor>
          <Text size="sm" c="dimmed" className={styles.name!}>
            {[subject && reference ? thai(reference) : null, issuer].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <div>
          <Text ta="right" className={styles.figure!}>
            {dueOn ? day(dueOn) : 'ไม่ระบุวัน'}
            {deadline.time && ` ${thai(deadline.time.replace(':', '.'))} น.`}
          </Text>
          <Text ta="right" size="sm">
            <DueText {...line} />
          </Text>
        </div>
      </Group>
      {relay && (
        <Text mt={6} fw={600}>
          {passOnText(relay.to)} ภายในวันที่ {day(dueOn)}
        </Text>
      )}
      <Group gap="xs" mt={6}>
        <Badge variant="outline" color="gray" tt="none">
          {relay ? 'งานส่งต่อ' : DEADLINE_KIND_LABEL[deadline.kind]}
        </Badge>
        {relay && <Text size="sm">{WORKED_OUT}</Text>}
        {!relay && deadline.binds !== 'recipient' && (
          <Badge variant="outline" color="gray" tt="none">
            {BINDS_LABEL[deadline.binds]}
          </Badge>
        )}
        {deadline.optional && (
          <Badge variant="outline" color="gray" tt="none">
            ไม่บังคับ
          </Badge>
        )}
        {!confirmed && (
          <Badge variant="outline" color="orange" tt="none" className={styles.unconfirmed!}>
            ยังไม่ได้ตรวจ
          </Badge>
        )}
        {notes.map((note) => (
          <Text key={note} size="sm">
            {note}
          </Text>
        ))}
      </Group>
      {relay && (
        <Text size="sm" mt={6}>
          {reason}
        </Text>
      )}
      {whole && !relay && (
        <>
          <Text size="sm" mt={6} className={styles.name!}>
            “{deadline.text}” {reason}
          </Text>
          {changes.length > 0 && (
            <Alert variant="light" mt={6} p="xs" title="ประวัติ">
              {changes.map(({ key, change, on, to, certain }) => (
                <Text size="sm" key={`${key} ${change} ${to}`}>
                  {CHANGE_LABEL[change]}
                  {to && ` เป็น ${day(to)}`} ตามหนังสือลงวันที่ {day(on)}
                  {!certain && ' (อาจหมายถึงกำหนดอื่น โปรดตรวจ)'}
                </Text>
              ))}
            </Alert>
          )}
        </>
      )}
    </Paper>
  );
}
