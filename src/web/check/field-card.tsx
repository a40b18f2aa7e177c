import { Badge, Button, Group, List, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckedField, Choice, CitationCheck, FieldCheck, LetterAnswer } from '../../../schemas/check.js';
import type { Letter } from '../../../schemas/record.js';
import { SURE } from '../../domain/labels.js';
import { toThaiDigits } from '../../domain/numerals.js';
import classes from './check.module.css';
import { citationKey, type DraftState } from './draft.js';
import { FieldEditor } from './editors.js';
import { weekday } from './field-parts.js';
import { FIELD_LABEL, refText, sureWord, valueLines } from './words.js';

/** A chip: a value, and what taking it does. */
export interface Chip {
  key: string;
  text: string;
  why: string | null;
  suggested: string | null;
  taken: boolean;
  take: () => void;
  /** Whether it answers the field as a whole. */
  whole: boolean;
}

const replaced = (list: readonly unknown[], item: number, value: unknown) =>
  list.map((one, at) => (at === item ? value : one));

/** The chips of a field in the order of their numbers: values, then the letters that an open citation may mean. */
export function chipsOf(answer: LetterAnswer, check: FieldCheck, letter: Letter, draft: DraftState): Chip[] {
  const { field } = check;
  const now = letter[field];
  const set = field in draft.draft.values;
  const chip = ({ item, value, text, why, suggested }: Choice, at: number): Chip => {
    const stands =
      item === null
        ? JSON.stringify(plain(field, now)) === JSON.stringify(plain(field, value))
        : same((now as unknown[])?.[item], value);
    return {
      key: `${at} ${text}`,
      text,
      why,
      suggested,
      taken: set && stands,
      whole: item === null,
      take: () => draft.set(field, item === null ? value : replaced((now as unknown[]) ?? [], item, value)),
    };
  };
  const citations = answer.citations.filter(({ place }) => place === field);
  return [...check.choices.map(chip), ...citations.flatMap((citation) => meanings(citation, draft))];
}

function meanings(citation: CitationCheck, draft: DraftState): Chip[] {
  const of = { reference: citation.reference, date: citation.date };
  const meant = draft.draft.choices[citationKey(of)];
  return citation.candidates.map(({ letter, why }) => ({
    key: `${letter.receipt}/${letter.ordinal}`,
    text: `หมายถึง ${refText(letter)}`,
    why: [letter.issuer, letter.subject, why].filter(Boolean).join(' · '),
    suggested: null,
    taken: meant?.means?.receipt === letter.receipt && meant.means.ordinal === letter.ordinal,
    whole: true,
    take: () => draft.choose({ citation: of, means: { receipt: letter.receipt, ordinal: letter.ordinal } }),
  }));
}

/** A scalar's value as choices have it. */
function plain(field: CheckedField, value: unknown): unknown {
  if (field === 'reference' && value && typeof value === 'object') {
    const { normalized, raw } = value as { normalized: string | null; raw: string };
    return normalized ?? raw;
  }
  if (field === 'issuer' && value && typeof value === 'object') return (value as { name: string }).name;
  return value ?? null;
}

const same = (a: unknown, b: unknown) => JSON.stringify(bare(a)) === JSON.stringify(bare(b));
function bare(value: unknown): unknown {
  const { confidence: _c, evidence: _e, alternatives: _a, ...rest } = (value ?? {}) as Record<string, unknown>;
  return rest;
}

/** Whether a person has answered a field: its value is set, or every open citation of it has its letter. */
export function isAnswered(answer: LetterAnswer, { field, doubts, said }: FieldCheck, { draft }: DraftState): boolean {
  // What the sender says was set before it was seen.
  if (said !== null && draft.said?.[field] !== said) return false;
  if (field in draft.values) return true;
  const open = answer.citations.filter(({ place, candidates }) => place === field && candidates.length > 0);
  const others = doubts.some(({ code }) => code !== 'ask');
  return open.length > 0 && !others && open.every((one) => draft.choices[citationKey(one)]?.means);
}

interface Props {
  answer: LetterAnswer;
  check: FieldCheck;
  /** With the draft laid over it. */
  letter: Letter;
  draft: DraftState;
  active: boolean;
  onActive: () => void;
  onAccept: () => void;
  mayEdit: boolean;
}

/** A field in doubt: why, what stands there, what else it may be, and a way to write something else. */
export function FieldCard({ answer, check, letter, draft, active, onActive, onAccept, mayEdit }: Props) {
  const { field, doubts, confidence, settled } = check;
  const [editing, setEditing] = useState(false);
  const chips = chipsOf(answer, check, letter, draft);
  const answered = isAnswered(answer, check, draft);
  const lines = valueLines(letter, field);
  return (
    <Paper
      component="section"
      withBorder
      p="sm"
      className={classes.card}
      id={`field-${field}`}
      aria-labelledby={`title-${field}`}
      data-active={active || undefined}
      data-answered={answered || undefined}
      tabIndex={-1}
      onFocus={onActive}
      onClick={onActive}
    >
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h5" id={`title-${field}`}>
          {FIELD_LABEL[field]}
        </Title>
        <Badge color={answered ? 'green' : 'orange'} variant="light" tt="none" size="lg">
          {answered
            ? 'ตอบแล้ว'
            : confidence !== null && confidence >= SURE
              ? 'ต้องดู'
              : sureWord(confidence, settled !== null)}
        </Badge>
      </Group>
      <List size="sm" my={4} spacing={2}>
        {[...new Set(doubts.map(({ message }) => message))].map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
      {!editing && (
        <Stack gap={2} my="xs">
          {lines.length === 0 ? (
            <Text c="dimmed">ไม่มี</Text>
          ) : (
            lines.map((line) => (
              <Text key={line} fw={600}>
                {line}
              </Text>
            ))
          )}
          {field === 'date' && letter.date && (
            <Text size="sm" c="dimmed">
              {weekday(letter.date)}
            </Text>
          )}
        </Stack>
      )}
      {mayEdit && chips.length > 0 && !editing && (
        <div className={classes.chips}>
          {chips.map((chip, at) => (
            <UnstyledButton
              key={chip.key}
              className={classes.chip}
              aria-pressed={chip.taken}
              onClick={chip.take}
              data-chip={at}
            >
              <Text component="span" fw={600}>
                {active && at < 9 ? `${toThaiDigits(String(at + 1))}. ` : ''}
                {chip.text}
              </Text>
              {chip.why && (
                <Text component="span" display="block" size="sm" c="dimmed">
                  {chip.why}
                </Text>
              )}
              {chip.suggested && (
                <Text component="span" display="block" size="sm">
                  น่าจะถูก: {chip.suggested}
                </Text>
              )}
            </UnstyledButton>
          ))}
        </div>
      )}
      {editing && <FieldEditor field={field} letter={letter} onChange={(value) => draft.set(field, value)} />}
      {mayEdit && (
        <Group gap="xs" mt="sm">
          <Button
            size="sm"
            variant={active ? 'filled' : 'default'}
            leftSection={<IconCheck size={18} />}
            onClick={onAccept}
          >
            {editing ? 'ใช้ค่านี้' : 'ถูกต้องตามนี้'}
          </Button>
          <Button
            size="sm"
            variant="subtle"
            leftSection={<IconPencil size={18} />}
            onClick={() => setEditing(!editing)}
          >
            {editing ? 'ปิดช่องแก้ไข' : 'แก้ไข'}
          </Button>
          {field in draft.draft.values && (
            <Button size="sm" variant="subtle" onClick={() => draft.unset(field)}>
              คืนค่าเดิม
            </Button>
          )}
        </Group>
      )}
    </Paper>
  );
}
