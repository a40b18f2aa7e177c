import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The deed by its name: `ยกเลิกเลข ๑๒`, not `ตกลง`. */
  confirm: string;
  onConfirm: () => void;
  /** Cannot be undone. */
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
}

/**
 * Asks before something that is not easily undone. `children` may hold fields (a reason).
 *
 *     <ConfirmDialog opened={asked} onClose={close} title="ยกเลิกเลขทะเบียนรับ" confirm="ยกเลิกเลขนี้" danger onConfirm={cancel}>…</ConfirmDialog>
 */
export function ConfirmDialog({ opened, onClose, title, children, confirm, onConfirm, danger, busy, disabled }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'ปิด' }}>
      {children}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          ไม่ทำ
        </Button>
        <Button color={danger ? 'red.9' : undefined} loading={busy} disabled={disabled} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}
