import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { type PaperRequest, registerEntry } from '../../../schemas/register.js';
import { useChange } from '../api.js';
import { useSession } from '../session.js';
import { DateTimeInputTh } from '../ui/date-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { tellDone } from '../ui/tell.js';
import { ColumnsForm, NO_COLUMNS } from './columns-form.js';
import { EarlyCheck, isEarly } from './early.js';
import { CHANGED, numberText } from './words.js';

/** A line for a letter of which there is only paper. */
export function PaperDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: number) => void }) {
  const { secret: named } = useSession();
  const [columns, setColumns] = useState(NO_COLUMNS);
  const [at, setAt] = useState<string | null>(() => new Date().toISOString().replace(/:\d\d\.\d+Z$/, ':00.000Z'));
  const [early, setEarly] = useState(false);
  const [secret, setSecret] = useState(false);
  const enter = useChange(registerEntry, (body: PaperRequest) => ({ path: '/api/register/paper', body }), CHANGED);
  return (
    <Modal opened onClose={onClose} size="xl" title="ลงรับหนังสือที่ไม่มีสแกน" closeButtonProps={{ 'aria-label': 'ปิด' }}>
      <Stack gap="sm">
        <DateTimeInputTh label="วันที่ได้รับ" value={at} onChange={setAt} />
        <ColumnsForm value={columns} onChange={setColumns} />
        {named && (
          <Checkbox
            label="มีชั้นความลับ: ลงในทะเบียนหนังสือลับ"
            checked={secret}
            onChange={({ currentTarget }) => setSecret(currentTarget.checked)}
          />
        )}
        {enter.isError && <ErrorNotice error={enter.error} />}
        {isEarly(enter.error) && <EarlyCheck value={early} onChange={setEarly} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            ไม่ทำ
          </Button>
          <Button
            loading={enter.isPending}
            disabled={at === null || (columns.subject === null && columns.reference === null)}
            onClick={() =>
              enter.mutate(
                { ...columns, at: at!, early, secret },
                {
                  onSuccess: (entry) => {
                    tellDone(`ลงทะเบียนแล้ว เลขทะเบียนรับ ${numberText(entry)}`);
                    onClose();
                    onDone(entry.id);
                  },
                },
              )
            }
          >
            ลงทะเบียน
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
