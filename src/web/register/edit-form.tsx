import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import {
  type ChangeRequest,
  type Columns,
  columnNames,
  type RegisterEntry,
  registerEntry,
} from '../../../schemas/register.js';
import { useChange } from '../api.js';
import { DateTimeInputTh } from '../ui/date-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { tellDone } from '../ui/tell.js';
import { ColumnsForm } from './columns-form.js';
import { EarlyCheck, isEarly } from './early.js';
import { CHANGED } from './words.js';

const columnsOf = (entry: RegisterEntry) =>
  Object.fromEntries(columnNames.map((column) => [column, entry[column]])) as Columns;

/** A line to be changed: its columns, and when the paper came. What stood there before is in the audit log. */
export function EditForm({ entry, onClose }: { entry: RegisterEntry; onClose: () => void }) {
  const [columns, setColumns] = useState(() => columnsOf(entry));
  const [at, setAt] = useState<string | null>(entry.at);
  const [early, setEarly] = useState(false);
  const save = useChange(
    registerEntry,
    (body: ChangeRequest) => ({ path: `/api/register/${entry.id}`, method: 'PATCH', body }),
    CHANGED,
  );
  // Only what was changed: a column that another clerk changes meanwhile stays as they wrote it.
  const changed = Object.fromEntries(
    columnNames.filter((column) => columns[column] !== entry[column]).map((column) => [column, columns[column]]),
  );
  return (
    <Stack gap="sm">
      <DateTimeInputTh label="วันที่ได้รับ" value={at} onChange={setAt} />
      <ColumnsForm value={columns} onChange={setColumns} />
      {save.isError && <ErrorNotice error={save.error} />}
      {isEarly(save.error) && <EarlyCheck value={early} onChange={setEarly} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          ไม่แก้
        </Button>
        <Button
          loading={save.isPending}
          disabled={at === null}
          onClick={() =>
            save.mutate(
              { columns: changed, early, ...(at !== entry.at && { at: at! }) },
              {
                onSuccess: () => {
                  tellDone('บันทึกแล้ว');
                  onClose();
                },
              },
            )
          }
        >
          บันทึก
        </Button>
      </Group>
    </Stack>
  );
}
