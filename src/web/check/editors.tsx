import { ActionIcon, Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { CheckedField } from '../../../schemas/check.js';
import type { Letter } from '../../../schemas/record.js';
import { BINDS_LABEL, DEADLINE_KIND_LABEL, SECRECY_LABEL, SPEED_LABEL } from '../../domain/labels.js';
import { parseTypedTime } from '../../domain/typed-day.js';
import { Choose, Day, Words } from './field-parts.js';
import { ACTION_LABEL, FIELD_LABEL, KIND_LABEL } from './words.js';

interface Props {
  field: CheckedField;
  letter: Letter;
  onChange: (value: unknown) => void;
}
type Row = Record<string, unknown>;

/** Fields of the record that a person sets by a list or a day; each in the form that the record has. */
export function FieldEditor({ field, letter, onChange }: Props) {
  const label = FIELD_LABEL[field];
  switch (field) {
    case 'reference':
      return (
        <TextInput
          label={label}
          description="เช่น มท ๐๘๑๐.๗/ว ๕๒๔ ใช้เลขไทยหรืออารบิกก็ได้"
          autoComplete="off"
          value={letter.reference?.normalized ?? letter.reference?.raw ?? ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'date':
      return <Day label={label} value={letter.date} onChange={onChange} />;
    case 'speed':
      return <Choose label={label} value={letter.speed} of={SPEED_LABEL} none="ไม่มี (ปกติ)" onChange={onChange} />;
    case 'secrecy':
      return <Choose label={label} value={letter.secrecy} of={SECRECY_LABEL} none="ไม่มี (ไม่ลับ)" onChange={onChange} />;
    case 'kind':
      return <Choose label={label} value={letter.kind} of={KIND_LABEL} onChange={onChange} />;
    case 'issuer':
      return <Words label={label} value={letter.issuer?.name} onChange={(name) => onChange(name ?? '')} />;
    case 'subject':
      return <Words label={label} value={letter.subject} onChange={onChange} long />;
    case 'recipients':
      return (
        <Items
          label={label}
          items={letter.recipients}
          empty={{ text: '', scope: 'one', confidence: 1, evidence: [] }}
          onChange={onChange}
        >
          {(item, set) => (
            <Words
              label="ชื่อหรือตำแหน่งผู้รับ"
              value={item.text}
              onChange={(text) => set({ ...item, text: text ?? '', resolved: undefined })}
            />
          )}
        </Items>
      );
    case 'references':
    case 'mentions':
      return (
        <Items
          label={label}
          items={letter[field] ?? []}
          empty={{ issuer: null, reference: null, date: null, speed: null, text: '', confidence: 1, evidence: [] }}
          onChange={onChange}
        >
          {(item, set) => (
            <Stack gap="xs">
              <Words label="หนังสือของ" value={item.issuer} onChange={(issuer) => set({ ...item, issuer })} />
              <Words label="เลขที่" value={item.reference} onChange={(reference) => set({ ...item, reference })} />
              <Day label="ลงวันที่" value={item.date} onChange={(date) => set({ ...item, date })} />
            </Stack>
          )}
        </Items>
      );
    case 'enclosures':
      return (
        <Items
          label={label}
          items={letter.enclosures}
          empty={{ text: '', citation: null, confidence: 1, evidence: [] }}
          onChange={onChange}
        >
          {(item, set) => (
            <Words label="รายการ" value={item.text} onChange={(text) => set({ ...item, text: text ?? '' })} long />
          )}
        </Items>
      );
    case 'deadlines':
      return (
        <Items
          label={label}
          items={letter.deadlines}
          empty={{
            date: null,
            time: null,
            kind: 'due',
            binds: 'recipient',
            optional: false,
            from: null,
            text: '',
            confidence: 1,
            evidence: [],
          }}
          onChange={onChange}
        >
          {(item, set) => <DeadlineEditor item={item} set={set} />}
        </Items>
      );
    case 'action': {
      const { action } = letter;
      return (
        <Stack gap="xs">
          <Choose
            label={label}
            value={action?.kind ?? null}
            of={ACTION_LABEL}
            none="ไม่ระบุ"
            onChange={(kind) => onChange(kind === null ? null : { submit_to: action?.submit_to ?? null, kind })}
          />
          {action && (
            <Words label="ส่งให้" value={action.submit_to} onChange={(to) => onChange({ ...action, submit_to: to })} />
          )}
        </Stack>
      );
    }
    case 'contact': {
      const contact = letter.contact ?? { office: null, phones: [], email: null, persons: [] };
      const list = (text: string | null) =>
        (text ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean);
      return (
        <Stack gap="xs">
          <Words
            label="กลุ่มงานหรือสำนักงาน"
            value={contact.office}
            onChange={(office) => onChange({ ...contact, office })}
          />
          <Words
            label="โทรศัพท์ (คั่นด้วยจุลภาค)"
            value={contact.phones.join(', ')}
            onChange={(text) => onChange({ ...contact, phones: list(text) })}
          />
          <Words label="อีเมล" value={contact.email} onChange={(email) => onChange({ ...contact, email })} />
          <Words
            label="ผู้ประสานงาน (คั่นด้วยจุลภาค)"
            value={contact.persons.join(', ')}
            onChange={(text) => onChange({ ...contact, persons: list(text) })}
          />
        </Stack>
      );
    }
    case 'received':
      return (
        <Items
          label={label}
          items={letter.received}
          empty={{ office: null, number: null, date: null, time: null, confidence: 1, evidence: [] }}
          onChange={onChange}
        >
          {(item, set) => (
            <Stack gap="xs">
              <Words label="หน่วยงานเจ้าของตรา" value={item.office} onChange={(office) => set({ ...item, office })} />
              <Words label="เลขรับ" value={item.number} onChange={(number) => set({ ...item, number })} />
              <Day label="วันที่รับ" value={item.date} onChange={(date) => set({ ...item, date })} />
            </Stack>
          )}
        </Items>
      );
    case 'signer': {
      const signer = letter.signer ?? { name: null, position: null };
      return (
        <Stack gap="xs">
          <Words label="ชื่อผู้ลงนาม" value={signer.name} onChange={(name) => onChange({ ...signer, name })} />
          <Words label="ตำแหน่ง" value={signer.position} onChange={(position) => onChange({ ...signer, position })} />
        </Stack>
      );
    }
  }
}

interface ItemsProps<T> {
  label: string;
  items: readonly T[];
  empty: T;
  onChange: (items: T[]) => void;
  children: (item: T, set: (item: T) => void) => ReactNode;
}

/** A list whose items are changed, added and taken out. */
function Items<T>({ label, items, empty, onChange, children }: ItemsProps<T>) {
  const replaced = (at: number, item: T) => onChange(items.map((one, i) => (i === at ? item : one)));
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" fw={500} size="sm">
        {label}
      </Text>
      <Stack gap="sm">
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no name of their own, and stay in their order
          <Group key={at} align="flex-end" wrap="nowrap" gap="xs">
            <div style={{ flex: 1, minWidth: 0 }}>{children(item, (next) => replaced(at, next))}</div>
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={`ลบรายการที่ ${at + 1} ของ${label}`}
              onClick={() => onChange(items.filter((_, i) => i !== at))}
            >
              <IconTrash size={20} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} />}
          onClick={() => onChange([...items, empty])}
          style={{ alignSelf: 'flex-start' }}
        >
          เพิ่มรายการ
        </Button>
      </Stack>
    </fieldset>
  );
}

type Deadline = Letter['deadlines'][number];

function DeadlineEditor({ item, set }: { item: Deadline; set: (item: Deadline) => void }) {
  const counted = item.date === null && (item.relative || item.recurrence || item.urgency);
  return (
    <Stack gap="xs">
      {counted && <Text size="sm">ในหนังสือ: {item.text} (ระบบนับวันให้) หากใส่วันที่ จะใช้วันที่นั้นแทน</Text>}
      <Group grow align="flex-start" gap="xs">
        <Day label="วันสุดท้าย" value={item.date} onChange={(date) => set(dated(item, date))} />
        <TimeOfDay value={item.time} onChange={(time) => set({ ...item, time })} />
      </Group>
      <Group grow gap="xs">
        <Choose
          label="ชนิด"
          value={item.kind}
          of={DEADLINE_KIND_LABEL}
          onChange={(kind) => set({ ...item, kind: kind ?? 'due' })}
        />
        <Choose
          label="ผูกพันใคร"
          value={item.binds}
          of={BINDS_LABEL}
          onChange={(binds) => set({ ...item, binds: binds ?? 'recipient' })}
        />
      </Group>
      <Words label="ข้อความในหนังสือ" value={item.text} onChange={(text) => set({ ...item, text: text ?? '' })} />
      <Checkbox
        label="ไม่บังคับ (ทำหรือไม่ก็ได้)"
        checked={item.optional}
        onChange={({ currentTarget }) => set({ ...item, optional: currentTarget.checked })}
      />
    </Stack>
  );
}

/** With a day of its own nothing is counted any more. */
function dated(item: Deadline, date: string | null): Deadline {
  if (date === null) return { ...item, date };
  const { relative: _relative, recurrence: _recurrence, urgency: _urgency, ...rest } = item as Deadline & Row;
  return { ...(rest as Deadline), date };
}

/** What is typed and is no time is said to be none; the time from before stands until there is another. */
function TimeOfDay({ value, onChange }: { value: string | null; onChange: (time: string | null) => void }) {
  const [wrong, setWrong] = useState(false);
  return (
    <TextInput
      label="เวลา (ถ้ามี)"
      placeholder="๑๖.๓๐"
      autoComplete="off"
      defaultValue={value?.replace(':', '.') ?? ''}
      error={wrong && (value ? `ไม่ใช่เวลา ยังใช้ ${value.replace(':', '.')} น.` : 'ไม่ใช่เวลา พิมพ์เช่น ๑๖.๓๐')}
      onBlur={({ currentTarget: { value: typed } }) => setWrong(typed.trim() !== '' && parseTypedTime(typed) === null)}
      onChange={({ currentTarget: { value: typed } }) => {
        const time = parseTypedTime(typed);
        if (time === null && typed.trim() !== '') return;
        setWrong(false);
        onChange(time);
      }}
    />
  );
}
