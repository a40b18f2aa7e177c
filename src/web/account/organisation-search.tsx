import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundOrganisation } from '../../../schemas/accounts.js';

interface Props {
  label: string;
  description?: string;
  value: FoundOrganisation | null;
  onChange: (value: FoundOrganisation | null) => void;
  /** Finds organisations by words of their names. */
  find: (q: string, signal: AbortSignal) => Promise<FoundOrganisation[]>;
}

/** Municipalities and SAOs come from imported lists, which an installation has none of at first. */
const NOT_FOUND =
  'ไม่พบหน่วยงานชื่อนี้ในทะเบียนหน่วยงาน รายชื่อเทศบาลและ อบต. นำเข้าบนเครื่องที่เปิดระบบด้วยคำสั่ง wian organisations import';

const shown = ({ name, within }: FoundOrganisation) => (within ? `${name} (${within})` : name);

/** An organisation of the gazetteer, found by words of its name and of where it lies. */
export function OrganisationSearch({ label, description, value, onChange, find }: Props) {
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed.trim(), 250);
  const chosen = value !== null && typed === shown(value);
  const found = useQuery({
    queryKey: ['organisation-search', words],
    queryFn: ({ signal }) => find(words, signal),
    enabled: words.length > 1 && !chosen,
  });
  const rows = [...new Map([...(value ? [value] : []), ...(found.data ?? [])].map((row) => [row.code, row])).values()];
  return (
    <Select
      label={label}
      description={description}
      placeholder="พิมพ์ชื่อ เช่น เทศบาลเมืองแพร่"
      searchable
      required
      withAsterisk={false}
      data={rows.map((row) => ({ value: row.code, label: shown(row) }))}
      // They were found by the application already, also by names that the label does not hold; the one chosen before is not what was typed now.
      filter={({ options }) =>
        options.filter((one) => chosen || !('value' in one) || found.data?.some(({ code }) => code === one.value))
      }
      value={value?.code ?? null}
      onChange={(code) => onChange(rows.find((row) => row.code === code) ?? null)}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={words.length < 2 ? 'พิมพ์ชื่อหน่วยงาน' : found.isFetching ? 'กำลังค้นหา…' : NOT_FOUND}
    />
  );
}
