import { Group, Select, Stack, Text } from '@mantine/core';
import { TimeInputTh } from '../ui/time-input.js';
import { quietText } from './words.js';

/** Hours as they are typed: a part is null while no time stands in its field. */
export interface TypedHours {
  from: string | null;
  to: string | null;
}
/** `office`: as the organisation has it. */
export type TypedQuiet = TypedHours | null | 'office';

/** Hours that can be saved; undefined while a time is missing. */
export function hoursOf(quiet: TypedHours | null): { from: string; to: string } | null | undefined {
  if (quiet === null) return null;
  return quiet.from && quiet.to ? { from: quiet.from, to: quiet.to } : undefined;
}

interface Props {
  value: TypedQuiet;
  onChange: (value: TypedQuiet) => void;
  /** What holds for `office`; without it that is not offered. */
  office?: { from: string; to: string } | null;
}

/** In which hours nothing is sent. */
export function QuietHours({ value, onChange, office }: Props) {
  const chosen = value === 'office' ? 'office' : value === null ? 'none' : 'own';
  const choose = (next: string | null) => {
    if (next === 'office') onChange('office');
    else if (next === 'none') onChange(null);
    else onChange({ from: '19:00', to: '07:00' });
  };
  return (
    <Stack gap={4}>
      <Select
        label="งดส่งในช่วงเวลา"
        description="ข้อความที่ถึงเวลาในช่วงนี้จะรอจนพ้นช่วง"
        allowDeselect={false}
        value={chosen}
        onChange={choose}
        data={[
          ...(office === undefined ? [] : [{ value: 'office', label: `ตามหน่วยงาน (${quietText(office)})` }]),
          { value: 'none', label: 'ไม่งด ส่งได้ตลอด' },
          { value: 'own', label: 'กำหนดเวลา' },
        ]}
      />
      {value !== null && value !== 'office' && (
        <Group gap="sm" align="flex-start">
          <TimeInputTh w={120} label="ตั้งแต่" value={value.from} onChange={(from) => onChange({ ...value, from })} />
          <TimeInputTh w={120} label="ถึง" value={value.to} onChange={(to) => onChange({ ...value, to })} />
        </Group>
      )}
      {value !== null && value !== 'office' && value.from !== null && value.to !== null && value.from > value.to && (
        <Text size="sm" c="dimmed">
          ข้ามคืนถึงวันรุ่งขึ้น
        </Text>
      )}
    </Stack>
  );
}
