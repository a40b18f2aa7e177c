import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { keyLabel, useActiveKeys, useKeys } from './keys.js';

/** The dialog of `?`: which keys this page knows. Stands once, in the application. */
export function KeysHelp() {
  const [opened, dialog] = useDisclosure(false);
  useKeys({ 'Shift+Slash': { does: 'แสดงปุ่มลัดของหน้านี้', run: dialog.open } });
  const keys = useActiveKeys();
  return (
    <Modal opened={opened} onClose={dialog.close} title="ปุ่มลัดของหน้านี้" closeButtonProps={{ 'aria-label': 'ปิด' }}>
      <Table captionSide="top">
        <Table.Caption>ใช้ได้ทั้งแป้นไทยและอังกฤษ: นับตามตำแหน่งปุ่ม</Table.Caption>
        <Table.Tbody>
          {Object.entries(keys).map(([key, { does, label }]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                <Kbd>{label ?? keyLabel(key)}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
