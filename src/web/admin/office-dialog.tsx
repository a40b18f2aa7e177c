import { Button, Group, Modal, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { type OfficeAnswer, officeAnswer, type officeSettings } from '../../../schemas/accounts.js';
import { useChange } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';

type Settings = z.infer<typeof officeSettings>;

/** What an office is asked for, each as a line. */
const FIELDS = {
  code: { label: 'รหัสหนังสือออก', description: 'ขึ้นต้นเลขที่หนังสือ เช่น พร 0023.3' },
  chiefName: { label: 'ผู้ลงนาม: ชื่อ', description: undefined },
  chiefPosition: { label: 'ผู้ลงนาม: ตำแหน่ง', description: undefined },
  contactOffice: { label: 'ส่วนราชการเจ้าของเรื่อง', description: 'ท้ายหนังสือ' },
  contactPhone: { label: 'โทรศัพท์', description: undefined },
  contactEmail: { label: 'ไปรษณีย์อิเล็กทรอนิกส์', description: undefined },
} as const;
type Field = keyof typeof FIELDS;

const linesOf = ({ code, chief, contact }: Settings): Record<Field, string> => ({
  code: code ?? '',
  chiefName: chief?.name ?? '',
  chiefPosition: chief?.position ?? '',
  contactOffice: contact?.office ?? '',
  contactPhone: contact?.phone ?? '',
  contactEmail: contact?.email ?? '',
});

/** What is left blank is not there. */
function settingsOf(lines: Record<Field, string>, address: string, units: string[]): Settings {
  const given = (value: string) => value.trim() || undefined;
  const contact = {
    office: given(lines.contactOffice),
    phone: given(lines.contactPhone),
    email: given(lines.contactEmail),
  };
  const [name, position] = [given(lines.chiefName), given(lines.chiefPosition)];
  return {
    code: given(lines.code),
    address: given(address),
    chief: name && position ? { name, position } : undefined,
    contact: Object.values(contact).some(Boolean) ? contact : undefined,
    units: units.length > 0 ? units : undefined,
  };
}

interface Props {
  office: OfficeAnswer;
  onClose: () => void;
  onSaved: () => void;
}

/** An office's own settings: they stand at the head and foot of the letters that it sends on. */
export function OfficeDialog({ office, onClose, onSaved }: Props) {
  const [lines, setLines] = useState(linesOf(office.settings));
  const [address, setAddress] = useState(office.settings.address ?? '');
  const [units, setUnits] = useState(office.settings.units ?? []);
  const [told, setTold] = useState(false);
  const half = (lines.chiefName.trim() === '') !== (lines.chiefPosition.trim() === '');
  const save = useChange(
    officeAnswer,
    (body: Settings) => ({ path: `/api/offices/${encodeURIComponent(office.organisation.code)}`, method: 'PUT', body }),
    ['/api/offices'],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (!half) save.mutate(settingsOf(lines, address, units), { onSuccess: onSaved });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`ตั้งค่า ${office.organisation.name}`}
      closeButtonProps={{ 'aria-label': 'ปิด' }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {(Object.keys(FIELDS) as Field[]).map((field) => (
            <TextInput
              key={field}
              {...FIELDS[field]}
              autoComplete="off"
              value={lines[field]}
              error={
                told && half && field.startsWith('chief') && lines[field].trim() === '' ? 'ใส่ทั้งชื่อและตำแหน่ง' : undefined
              }
              onChange={(event) => setLines({ ...lines, [field]: event.currentTarget.value })}
            />
          ))}
          <Textarea
            label="ที่อยู่"
            description="หัวหนังสือ"
            autosize
            minRows={2}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <TagsInput
            label="หน่วยงานย่อย"
            description="กอง ฝ่าย งาน ที่ส่งต่อหนังสือให้ พิมพ์แล้วกด Enter ทีละชื่อ"
            value={units}
            onChange={setUnits}
          />
          {save.isError && <ErrorNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              ไม่บันทึก
            </Button>
            <Button type="submit" loading={save.isPending}>
              บันทึก
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
