import { Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { OneTimeLink } from '../../../schemas/accounts.js';
import { dateTime } from '../ui/format.js';

interface Props {
  link: OneTimeLink | null;
  /** For whom. */
  name: string;
  onClose: () => void;
}

/** A one-time link, to be copied and handed over: wian sends no mail. It is shown this once. */
export function LinkDialog({ link, name, onClose }: Props) {
  const url = link ? new URL(link.path, window.location.origin).href : '';
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      title={`ลิงก์สำหรับ ${name}`}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'ปิด' }}
    >
      <Stack gap="sm">
        <Text>
          คัดลอกแล้วส่งให้เจ้าตัวเท่านั้น ใครเปิดลิงก์นี้ก่อนจะตั้งรหัสผ่านได้ ลิงก์ใช้ได้ครั้งเดียวถึง {dateTime(link?.expiresAt)} และจะไม่แสดงอีก
        </Text>
        <TextInput label="ลิงก์" readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
        <Group justify="flex-end">
          <CopyButton value={url}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? 'คัดลอกแล้ว' : 'คัดลอกลิงก์'}</Button>}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            ปิด
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
