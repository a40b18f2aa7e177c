import { Anchor, Badge, Group, Paper, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { SearchItem } from '../../../schemas/search.js';
import { SECRECY_LABEL, SPEED_LABEL } from '../../domain/labels.js';
import { DueText } from '../today/due.js';
import { day, shortDay, thai } from '../ui/format.js';
import { KINDS } from './asked.js';
import { Marked } from './marked.js';
import styles from './search.module.css';

const kindOf = (kind: SearchItem['kind']) => KINDS.find(({ value }) => value === kind)?.label ?? kind;

export const addressOf = ({ receipt, ordinal }: { receipt: number; ordinal: number }) =>
  `/letters/${receipt}/${ordinal}`;

/** A letter that was found. */
export function Result({ item, chosen }: { item: SearchItem; chosen: boolean }) {
  const { kind, reference, date, issuer, subject, snippet, speed, secrecy, veiled, register, deadline } = item;
  return (
    <Paper
      component="article"
      withBorder
      p="sm"
      className={styles.result!}
      data-chosen={chosen || undefined}
      aria-current={chosen ? 'true' : undefined}
    >
      <Anchor component={Link} href={addressOf(item)} fw={600} className={styles.link!}>
        {veiled ? 'หนังสือลับ (แสดงเฉพาะเลขที่และวันที่)' : subject ? <Marked {...subject} /> : 'ไม่พบชื่อเรื่อง'}
      </Anchor>
      <Group gap="xs" mt={4} className={styles.facts!}>
        {(reference || kind !== 'attachment') && (
          <Text span>{reference ? <Marked {...reference} text={thai(reference.text)} /> : 'ไม่มีเลขที่'}</Text>
        )}
        {(date || kind !== 'attachment') && <Text span>{date ? `ลงวันที่ ${day(date)}` : 'ไม่พบวันที่'}</Text>}
        {kind === 'attachment' && <Text span>อยู่กับหนังสือในไฟล์ที่ {thai(item.receipt)}</Text>}
        {issuer && (
          <Text span>
            <Marked {...issuer} />
          </Text>
        )}
        {register && (
          <Text span>
            เลขรับ {thai(register.number)}/{thai(register.year)}
          </Text>
        )}
      </Group>
      {(kind !== 'external' || speed || secrecy || deadline) && (
        <Group gap="xs" mt={6}>
          {speed && (
            <Badge color="red" variant="light" className={styles.badge!}>
              {SPEED_LABEL[speed]}
            </Badge>
          )}
          {secrecy && (
            <Badge color="dark" variant="outline" className={styles.badge!}>
              {SECRECY_LABEL[secrecy]}
            </Badge>
          )}
          {kind !== 'external' && (
            <Badge color="gray" variant="outline" className={styles.badge!}>
              {kindOf(kind)}
            </Badge>
          )}
          {deadline && (
            <Text span size="sm">
              กำหนด {shortDay(deadline.dueOn)} · <DueText {...deadline} />
            </Text>
          )}
        </Group>
      )}
      {snippet && (
        <Text size="sm" mt={6} className={styles.snippet!}>
          {snippet.before && '… '}
          <Marked {...snippet} />
          {snippet.after && ' …'} <span className={styles.page!}>(หน้า {thai(snippet.page)})</span>
        </Text>
      )}
    </Paper>
  );
}
