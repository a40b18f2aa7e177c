import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckedField, FieldCheck } from '../../../schemas/check.js';
import type { Letter } from '../../../schemas/record.js';
import { dateTime } from '../ui/format.js';
import classes from './check.module.css';
import type { DraftState } from './draft.js';
import { FieldEditor } from './editors.js';
import { FIELD_LABEL, sureWord, valueLines } from './words.js';

interface Props {
  fields: readonly FieldCheck[];
  letter: Letter;
  /** Without it the fields are only read. */
  draft: DraftState | null;
  onActive: (field: CheckedField) => void;
  /** When the whole letter was confirmed: of fields that were set with it nothing more is said. */
  confirmedAt?: string | undefined;
}

/** The fields that nobody is asked about, to be read and, if need be, changed; what is not there stands below, to be added. */
export function SureFields({ fields, letter, draft, onActive, confirmedAt }: Props) {
  const shown = fields.filter(({ field }) => draft !== null || valueLines(letter, field).length > 0);
  return (
    <div>
      {shown.map((check) => (
        <SureField
          key={check.field}
          check={check}
          letter={letter}
          draft={draft}
          onActive={onActive}
          confirmedAt={confirmedAt}
        />
      ))}
    </div>
  );
}

/** What is not sure and yet not asked (`domain/asked.ts`), open to be seen: confirming the letter leaves it as it is. */
export function UnaskedFields(props: Props) {
  if (props.fields.length === 0) return null;
  return (
    <section aria-labelledby="unasked">
      <Title order={2} size="h5" id="unasked">
        ไม่ได้ถาม แต่ยังไม่แน่ใจ
      </Title>
      <Text size="sm" c="dimmed" mb={4}>
        การยืนยันฉบับนี้ไม่นับรวมช่องนี้ ถ้าผิดแก้ได้
      </Text>
      <SureFields {...props} />
    </section>
  );
}

function SureField({ check, letter, draft, onActive, confirmedAt }: Omit<Props, 'fields'> & { check: FieldCheck }) {
  const { field, settled, confidence } = check;
  const [editing, setEditing] = useState(false);
  const lines = valueLines(letter, field);
  const changed = draft !== null && field in draft.draft.values;
  return (
    <Paper
      component="section"
      withBorder
      p="xs"
      mb={6}
      id={`field-${field}`}
      className={classes.card}
      aria-labelledby={`title-${field}`}
      onFocus={() => onActive(field)}
      onClick={() => onActive(field)}
    >
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Title order={3} size="sm" fw={400} c="dimmed" id={`title-${field}`}>
            {FIELD_LABEL[field]}
          </Title>
          {lines.length === 0 ? <Text c="dimmed">ไม่มี</Text> : lines.map((line) => <Text key={line}>{line}</Text>)}
          {check.said !== null && (
            <Text size="sm" fw={600}>
              ผู้ส่งระบุมาทางอิเล็กทรอนิกส์ว่า {check.choices.find(({ item }, at) => at > 0 && item === null)?.text} ยังไม่ได้เลือก
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {changed
              ? 'แก้แล้ว ยังไม่ได้บันทึก'
              : settled && settled.at === confirmedAt
                ? ''
                : settled
                  ? `${settled.by} กำหนดเมื่อ ${dateTime(settled.at)}`
                  : lines.length > 0 && sureWord(confidence, false)}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          {changed && <Badge variant="light">แก้แล้ว</Badge>}
          {draft && (
            <Button
              variant="subtle"
              size="compact-sm"
              mih={32}
              leftSection={<IconPencil size={16} />}
              aria-label={`${editing ? 'ปิด' : 'แก้ไข'} ${FIELD_LABEL[field]}`}
              onClick={() => setEditing(!editing)}
            >
              {editing ? 'ปิด' : 'แก้ไข'}
            </Button>
          )}
        </Group>
      </Group>
      {editing && draft && <FieldEditor field={field} letter={letter} onChange={(value) => draft.set(field, value)} />}
    </Paper>
  );
}
