import { Chip, Group, Input } from '@mantine/core';
import { thai } from '../ui/format.js';

/** Working days that are asked for mostly; others that are set already can be taken away. */
const USUAL = [1, 2, 3, 5, 7, 10, 15, 30];
/** As `officeAlertSettings` has it. */
const MOST = 10;

/** On which working days before a deadline somebody is told; on the day itself always. */
export function DaysAhead({ value, onChange }: { value: readonly number[]; onChange: (value: number[]) => void }) {
  const offered = [...new Set([...USUAL, ...value])].sort((a, b) => a - b);
  return (
    <Input.Wrapper
      label="แจ้งล่วงหน้า (วันทำการ)"
      description="ในวันครบกำหนดแจ้งเสมอ ถ้าตรงวันหยุดแจ้งในวันทำการสุดท้ายก่อนนั้น"
      labelElement="div"
    >
      <Chip.Group
        multiple
        value={value.map(String)}
        onChange={(chosen) => onChange(chosen.map(Number).sort((a, b) => b - a))}
      >
        <Group gap="xs" mt={6} role="group" aria-label="แจ้งล่วงหน้ากี่วันทำการ">
          {offered.map((days) => (
            <Chip key={days} value={String(days)} disabled={value.length >= MOST && !value.includes(days)}>
              {thai(days)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
