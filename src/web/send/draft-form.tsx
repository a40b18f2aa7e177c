import { Checkbox, Fieldset, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { DraftContent } from '../../../schemas/sending.js';

interface Props {
  content: DraftContent;
  onChange: (content: DraftContent) => void;
  readOnly: boolean;
}

const lines = (text: string) => text.split('\n');
const blocks = (text: string) => text.split('\n\n');

/** The parts of หนังสือภายนอก in their order on the paper. Number and date are filled in when it goes out. */
export function DraftForm({ content, onChange, readOnly }: Props) {
  const set = (part: Partial<DraftContent>) => onChange({ ...content, ...part });
  const { contact, signer } = content;
  // Who is addressed stays known as long as the words are the same.
  const recipients = (text: string) =>
    lines(text).map(
      (one) => content.recipients.find((known) => known.text === one) ?? { text: one, organisations: [] },
    );
  return (
    <Stack gap="sm" maw={860}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="ที่ (รหัสหน่วยงาน)"
          description="เลขและวันที่เว้นว่างไว้ ลงเมื่อส่ง"
          readOnly={readOnly}
          value={content.code}
          onChange={({ currentTarget }) => set({ code: currentTarget.value })}
        />
        <TextInput
          label="ส่วนราชการเจ้าของหนังสือ"
          description="ที่มุมบนขวา"
          readOnly={readOnly}
          value={content.office}
          onChange={({ currentTarget }) => set({ office: currentTarget.value })}
        />
      </SimpleGrid>
      <Checkbox
        label="เป็นหนังสือเวียน (ว)"
        disabled={readOnly}
        checked={content.circular}
        onChange={({ currentTarget }) => set({ circular: currentTarget.checked })}
      />
      <Textarea
        label="ที่ตั้ง"
        autosize
        readOnly={readOnly}
        value={content.address}
        onChange={({ currentTarget }) => set({ address: currentTarget.value })}
      />
      <Textarea
        label="เรื่อง"
        autosize
        readOnly={readOnly}
        value={content.subject}
        onChange={({ currentTarget }) => set({ subject: currentTarget.value })}
      />
      <Textarea
        label="เรียน"
        description="บรรทัดละหนึ่งผู้รับ"
        autosize
        readOnly={readOnly}
        value={content.recipients.map(({ text }) => text).join('\n')}
        onChange={({ currentTarget }) => set({ recipients: recipients(currentTarget.value) })}
      />
      <Textarea
        label="อ้างถึง"
        autosize
        readOnly={readOnly}
        value={content.references.join('\n')}
        onChange={({ currentTarget }) => set({ references: currentTarget.value ? lines(currentTarget.value) : [] })}
      />
      <Textarea
        label="สิ่งที่ส่งมาด้วย"
        description="บรรทัดละหนึ่งรายการ"
        autosize
        readOnly={readOnly}
        value={content.enclosures.join('\n')}
        onChange={({ currentTarget }) => set({ enclosures: currentTarget.value ? lines(currentTarget.value) : [] })}
      />
      <Textarea
        label="ข้อความ"
        description="เว้นหนึ่งบรรทัดระหว่างย่อหน้า"
        autosize
        minRows={8}
        readOnly={readOnly}
        value={content.paragraphs.join('\n\n')}
        onChange={({ currentTarget }) => set({ paragraphs: blocks(currentTarget.value) })}
      />
      <Fieldset legend="ลงชื่อ">
        <TextInput
          label="ชื่อ"
          readOnly={readOnly}
          value={signer.name}
          onChange={({ currentTarget }) => set({ signer: { ...signer, name: currentTarget.value } })}
        />
        <Textarea
          label="ตำแหน่ง"
          autosize
          readOnly={readOnly}
          value={signer.position}
          onChange={({ currentTarget }) => set({ signer: { ...signer, position: currentTarget.value } })}
        />
      </Fieldset>
      <Fieldset legend="ส่วนราชการเจ้าของเรื่อง">
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label="หน่วยงาน"
            readOnly={readOnly}
            value={contact.office}
            onChange={({ currentTarget }) => set({ contact: { ...contact, office: currentTarget.value } })}
          />
          <TextInput
            label="โทร."
            readOnly={readOnly}
            value={contact.phone}
            onChange={({ currentTarget }) => set({ contact: { ...contact, phone: currentTarget.value } })}
          />
          <TextInput
            label="ไปรษณีย์อิเล็กทรอนิกส์"
            readOnly={readOnly}
            value={contact.email}
            onChange={({ currentTarget }) => set({ contact: { ...contact, email: currentTarget.value } })}
          />
        </SimpleGrid>
      </Fieldset>
      <Textarea
        label="สำเนาส่ง"
        description="บรรทัดละหนึ่งหน่วยงาน"
        autosize
        readOnly={readOnly}
        value={content.copies.join('\n')}
        onChange={({ currentTarget }) => set({ copies: currentTarget.value ? lines(currentTarget.value) : [] })}
      />
    </Stack>
  );
}
