import { Anchor, Badge, Group, List, Paper, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { type CheckedField, checkedFields, type LetterAnswer, type LetterRef } from '../../../schemas/check.js';
import type { Letter } from '../../../schemas/record.js';
import { letterPapers } from '../../../schemas/register.js';
import { daysLeftText, STATE_LABEL } from '../../domain/labels.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { dateTime, day, thai } from '../ui/format.js';
import {
  checkPath,
  citationText,
  deadlineText,
  FIELD_LABEL,
  KIND_LABEL,
  letterPath,
  refText,
  valueLines,
} from './words.js';

/** The days on which a letter's deadlines fall, and how each was found. */
export function DeadlineDays({ answer }: { answer: LetterAnswer }) {
  if (answer.deadlines.length === 0) return null;
  return (
    <Block title="วันครบกำหนดที่คำนวณได้">
      <List spacing="xs">
        {answer.deadlines.map(({ deadline, resolved, state, daysLeft, workingDaysLeft }) => (
          <List.Item key={`${deadline.text} ${deadline.date} ${deadline.kind} ${deadline.binds}`}>
            <Text component="span" fw={600}>
              {resolved.dueOn ? day(resolved.dueOn) : deadlineText(deadline)}
            </Text>{' '}
            {daysLeft !== null && state === 'live' && (
              <Badge variant="light" size="lg" tt="none" color={daysLeft < 0 ? 'red' : 'navy'}>
                {toThaiDigits(daysLeftText(daysLeft))}
                {daysLeft > 0 && workingDaysLeft !== null && ` (${thai(workingDaysLeft)} วันทำการ)`}
              </Badge>
            )}
            {state !== 'live' && STATE_LABEL[state]}
            <Text size="sm" c="dimmed">
              {toThaiDigits(resolved.reason)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Block>
  );
}

export function Block({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="sm" mt="sm" component="section">
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      {children}
    </Paper>
  );
}

/** What the citations of a letter were found to mean, and which letters may be this one once more. */
export function Relations({ answer }: { answer: LetterAnswer }) {
  const met = answer.citations.filter(({ to }) => to !== null);
  if (met.length + answer.nearDuplicates.length === 0) return null;
  return (
    <Block title="หนังสือที่เกี่ยวข้อง">
      <List spacing="xs">
        {met.map(({ to, place, item, chosen }) => (
          <List.Item key={`${place} ${item}`}>
            {FIELD_LABEL[place]}: <RefLink to={to!} />
            {chosen && ' (ผู้ตรวจเลือก)'}
          </List.Item>
        ))}
        {answer.nearDuplicates.map(({ letter, why }) => (
          <List.Item key={`${letter.receipt}/${letter.ordinal}`}>
            อาจเป็นฉบับเดียวกับ <RefLink to={letter} />: {why}
          </List.Item>
        ))}
      </List>
    </Block>
  );
}

const RefLink = ({ to }: { to: LetterRef }) => (
  <Anchor component={Link} href={letterPath(to)}>
    {refText(to)} {to.issuer}
  </Anchor>
);

/** The letters of the file, this one among them. */
export function Bundle({ answer, edit }: { answer: LetterAnswer; edit: boolean }) {
  if (answer.bundle.length < 2 && answer.file.idle.length === 0) return null;
  return (
    <Block title="ในไฟล์เดียวกัน">
      <List spacing={4}>
        {answer.bundle.map((one) => (
          <List.Item key={one.ordinal}>
            {one.ordinal === answer.ref.ordinal ? (
              <Text component="span" fw={700} aria-current="true">
                {refText(one)}
              </Text>
            ) : (
              <Anchor component={Link} href={edit && one.kind !== 'attachment' ? checkPath(one) : letterPath(one)}>
                {refText(one)}
              </Anchor>
            )}{' '}
            <Text component="span" size="sm" c="dimmed">
              {one.kind === 'attachment' ? KIND_LABEL.attachment : one.confirmed ? 'ยืนยันแล้ว' : 'ยังไม่ยืนยัน'} · หน้า{' '}
              {thai(one.pages[0])}
              {one.pages[1] > one.pages[0] && `-${thai(one.pages[1])}`}
            </Text>
          </List.Item>
        ))}
      </List>
      {answer.file.idle.length > 0 && (
        <Text size="sm" mt="xs">
          สิ่งที่ทำไว้กับหนังสือที่ถูกรวมไปแล้ว (ยังเก็บอยู่ และกลับมาเมื่อแยกหน้านั้นอีกครั้ง):{' '}
          {answer.file.idle
            .map(({ page, fields, confirmed }) => {
              const named = fields.map((field) => FIELD_LABEL[field as CheckedField] ?? field);
              return `หน้า ${thai(page)}: ${[...(confirmed ? ['ยืนยัน'] : []), ...named].join(', ')}`;
            })
            .join(' · ')}
        </Text>
      )}
    </Block>
  );
}

/** Who changed what, and when. */
export function History({ answer }: { answer: LetterAnswer }) {
  if (answer.corrections.length === 0) return null;
  const set = answer.corrections.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
  return (
    <Block title="ประวัติการแก้ไข">
      <List spacing={4} size="sm">
        {set.map(({ field, before, after, by, at }) => (
          <List.Item key={`${field} ${at}`}>
            {FIELD_LABEL[field as CheckedField] ?? field}: {changeText(answer.letter, field, before, after)} ({by}{' '}
            {dateTime(at)})
          </List.Item>
        ))}
        {answer.confirmed && (
          <List.Item>
            ยืนยันทั้งฉบับ ({answer.confirmed.by} {dateTime(answer.confirmed.at)})
          </List.Item>
        )}
      </List>
    </Block>
  );
}

/** What of a field was changed: of a list what came and what went, since two lists of as many look alike. */
export function changeText(letter: Letter, field: string, before: unknown, after: unknown): string {
  const checked = checkedFields.find((one) => one === field);
  if (!checked || !(Array.isArray(before) || Array.isArray(after))) return `${shown(before)} → ${shown(after)}`;
  const linesOf = (value: unknown) => valueLines({ ...letter, [checked]: value ?? [] }, checked);
  const [old, now] = [linesOf(before), linesOf(after)];
  const gone = old.filter((line) => !now.includes(line));
  const come = now.filter((line) => !old.includes(line));
  if (gone.length === 1 && come.length === 1) return `${gone[0]} → ${come[0]}`;
  const said = [gone.length > 0 && `ตัดออก ${gone.join(', ')}`, come.length > 0 && `เพิ่ม ${come.join(', ')}`];
  return said.filter(Boolean).join(' · ') || 'แก้ไขรายละเอียด';
}

/** A value of any field in few words. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return 'ไม่มี';
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? day(value) : toThaiDigits(value);
  if (Array.isArray(value)) return value.length === 0 ? 'ไม่มี' : `${thai(value.length)} รายการ`;
  const { normalized, raw, name, reference, text } = value as Record<string, string | null | undefined>;
  if (reference !== undefined) return citationText(value as Parameters<typeof citationText>[0]);
  return toThaiDigits(normalized ?? raw ?? name ?? text ?? 'แก้ไขแล้ว');
}

/** Where the organisation has the letter in its books, for those who may open them. */
function useBooks({ ref: { receipt, ordinal } }: LetterAnswer) {
  const mine = hasRole(useSession(), 'clerk', 'viewer');
  return useGet(letterPapers, mine ? `/api/letters/${receipt}/${ordinal}/papers` : null).data;
}

export function Links({ answer }: { answer: LetterAnswer }) {
  const { file, letter } = answer;
  const books = useBooks(answer);
  return (
    <Group gap="md" mt="sm" className="no-print">
      {file.whole && (
        <>
          <Anchor href={`/api/files/${file.receipt}/original`} download>
            ไฟล์ต้นฉบับ
          </Anchor>
          {!file.text && (
            <Anchor href={`/api/circulars/${file.receipt}/searchable.pdf`} target="_blank" rel="noreferrer">
              PDF ที่ค้นหาข้อความได้
            </Anchor>
          )}
        </>
      )}
      {books?.entries.map(({ id, book, number, year }) => (
        <Anchor key={id} component={Link} href={`/register/${book === 'received' ? 'book' : 'secret'}?entry=${id}`}>
          ทะเบียนรับ {thai(number)}/{thai(year)}
        </Anchor>
      ))}
      {books?.drafts.map(({ id, sent }) => (
        <Anchor key={id} component={Link} href={`/send/draft/${id}`}>
          {sent ? 'หนังสือนำส่งที่ส่งแล้ว' : 'ร่างหนังสือนำส่ง'} {thai(id)}
        </Anchor>
      ))}
      {answer.ref.key && (
        <Anchor component={Link} href={`/relay/${encodeURIComponent(answer.ref.key)}`}>
          สายการเวียน
        </Anchor>
      )}
      {letter.links.map(({ url }) => (
        <Anchor key={url} href={url} target="_blank" rel="noreferrer noopener">
          {url}
        </Anchor>
      ))}
    </Group>
  );
}
