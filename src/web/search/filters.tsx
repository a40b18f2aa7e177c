import { Autocomplete, Button, Fieldset, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { agenciesAnswer } from '../../../schemas/search.js';
import { SPEED_LABEL } from '../../domain/labels.js';
import { query, useGet } from '../api.js';
import { DateInputTh } from '../ui/date-input.js';
import { type Asked, type Field, filtersOf, KINDS } from './asked.js';

interface Props {
  asked: Asked;
  change: (change: Asked) => void;
}

const SPEEDS = Object.entries(SPEED_LABEL).map(([value, label]) => ({ value, label }));
const DEADLINES = [
  { value: 'overdue', label: 'เกินกำหนด ยังไม่เสร็จ' },
  { value: 'none', label: 'ไม่มีกำหนดที่ต้องทำ' },
];

/** All that narrows a search but the words. */
export function Filters({ asked, change }: Props) {
  const set = (field: Field) => (value: string | null) => change({ [field]: value ?? undefined });
  return (
    <Fieldset legend="ตัวกรอง" variant="default" mb="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 5 }} spacing="sm">
        <DateInputTh label="ลงวันที่ ตั้งแต่" value={asked.from ?? null} onChange={set('from')} />
        <DateInputTh label="ลงวันที่ ถึง" value={asked.to ?? null} onChange={set('to')} />
        <Agency key={asked.agency ?? ''} value={asked.agency ?? ''} change={set('agency')} />
        <Typed
          key={`register ${asked.register ?? ''}`}
          label="เลขทะเบียนรับ"
          placeholder="๑๒๓/๒๕๖๙"
          value={asked.register ?? ''}
          change={set('register')}
        />
        <Select
          label="ชั้นความเร็ว"
          placeholder="ทั้งหมด"
          clearable
          data={SPEEDS}
          value={asked.speed ?? null}
          onChange={set('speed')}
          clearButtonProps={{ 'aria-label': 'ล้างชั้นความเร็ว' }}
        />
        <Select
          label="ชนิดหนังสือ"
          placeholder="ทั้งหมด"
          clearable
          data={[...KINDS]}
          value={asked.kind ?? null}
          onChange={set('kind')}
          clearButtonProps={{ 'aria-label': 'ล้างชนิดหนังสือ' }}
        />
        <DateInputTh label="กำหนด ตั้งแต่" value={asked.dueFrom ?? null} onChange={set('dueFrom')} />
        <DateInputTh label="กำหนด ถึง" value={asked.dueTo ?? null} onChange={set('dueTo')} />
        <Select
          label="กำหนด"
          placeholder="ทั้งหมด"
          clearable
          data={DEADLINES}
          value={asked.deadline ?? null}
          onChange={set('deadline')}
          clearButtonProps={{ 'aria-label': 'ล้างกำหนด' }}
        />
      </SimpleGrid>
      {filtersOf(asked).length > 0 && (
        <Group mt="sm">
          <Button
            variant="default"
            size="xs"
            onClick={() => change(Object.fromEntries(filtersOf(asked).map((field) => [field, undefined])))}
          >
            ล้างตัวกรองทั้งหมด
          </Button>
        </Group>
      )}
    </Fieldset>
  );
}

/** A field whose value counts when it is left or Enter is pressed. */
function Typed({
  label,
  placeholder,
  value,
  change,
}: {
  label: string;
  placeholder: string;
  value: string;
  change: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change(text);
      }}
    >
      <TextInput
        label={label}
        placeholder={placeholder}
        autoComplete="off"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={() => text !== value && change(text)}
      />
    </form>
  );
}

/** Part of the sender's name, with the names of senders that have it. */
function Agency({ value, change }: { value: string; change: (value: string) => void }) {
  const [text, setText] = useState(value);
  const [open, setOpen] = useState(false);
  const [asked] = useDebouncedValue(text, 200);
  const names = useGet(
    agenciesAnswer,
    open ? `/api/search/agencies${query({ q: asked })}${asked === '' ? '?q=' : ''}` : null,
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change(text);
      }}
    >
      <Autocomplete
        label="หน่วยงานเจ้าของหนังสือ"
        placeholder="ทุกหน่วยงาน"
        autoComplete="off"
        data={names.data ?? []}
        // What comes has it already, in whichever spelling.
        filter={({ options }) => options}
        value={text}
        onChange={setText}
        onOptionSubmit={change}
        onFocus={() => setOpen(true)}
        onBlur={() => text !== value && change(text)}
      />
    </form>
  );
}
