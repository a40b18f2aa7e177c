import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import { type FoundOrganisation, type OfficeAnswer, officeAnswer } from '../../../schemas/accounts.js';
import { OrganisationSearch } from '../account/organisation-search.js';
import { useChange, useGet } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { DataTable } from '../ui/data-table.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { findAdministered } from './find-office.js';
import { OfficeDialog } from './office-dialog.js';

const OFFICES = '/api/offices';

/** The organisations that use this wian, among those that the administrator looks after. */
export function Offices() {
  const offices = useGet(z.array(officeAnswer), OFFICES);
  const [opening, setOpening] = useState(false);
  const [chosen, setChosen] = useState<FoundOrganisation | null>(null);
  const [edited, setEdited] = useState<OfficeAnswer | null>(null);
  const open = useChange(officeAnswer, (organisation: string) => ({ path: OFFICES, body: { organisation } }), [
    OFFICES,
  ]);
  if (offices.isPending) return <Loading what="หน่วยงาน" />;
  if (offices.isError) return <ErrorNotice error={offices.error} retry={() => offices.refetch()} />;
  const close = () => {
    setOpening(false);
    setChosen(null);
  };
  return (
    <Stack gap="md">
      <Group>
        <Button onClick={() => setOpening(true)}>เปิดใช้หน่วยงาน</Button>
      </Group>
      <DataTable
        caption="หน่วยงานที่ใช้ระบบนี้"
        rows={offices.data}
        rowKey={(row) => row.organisation.code}
        csv="หน่วยงาน"
        columns={[
          {
            head: 'หน่วยงาน',
            cell: (row) => row.organisation.name,
            text: (row) => row.organisation.name,
            sort: (row) => row.organisation.name,
          },
          { head: 'รหัสหนังสือ', cell: (row) => thai(row.settings.code), text: (row) => row.settings.code ?? '' },
          { head: 'หน่วยงานย่อย', cell: (row) => (row.settings.units ?? []).join(', ') || '-' },
          { head: 'เปิดใช้เมื่อ', cell: (row) => dateTime(row.joinedAt), text: (row) => row.joinedAt },
          {
            head: 'ทำรายการ',
            screenOnly: true,
            cell: (row) => (
              <Button variant="default" size="compact-sm" onClick={() => setEdited(row)}>
                ตั้งค่า<VisuallyHidden component="span"> {row.organisation.name}</VisuallyHidden>
              </Button>
            ),
          },
        ]}
      />
      <ConfirmDialog
        opened={opening}
        onClose={close}
        title="เปิดใช้หน่วยงาน"
        confirm="เปิดใช้"
        busy={open.isPending}
        disabled={chosen === null}
        onConfirm={() =>
          chosen &&
          open.mutate(chosen.code, {
            onSuccess: ({ organisation }) => {
              close();
              tellDone(`เปิดใช้ ${organisation.name} แล้ว`);
            },
            onError: (error) => tellFailed(error),
          })
        }
      >
        <Stack gap="sm">
          <Text>หนังสือที่ถึงหน่วยงานนี้จะเข้ากล่องหนังสือของหน่วยงาน และผู้ส่งจะเห็นว่ารับแล้วหรือยัง</Text>
          <OrganisationSearch label="หน่วยงาน" value={chosen} onChange={setChosen} find={findAdministered} />
        </Stack>
      </ConfirmDialog>
      {edited && (
        <OfficeDialog
          office={edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            tellDone('บันทึกแล้ว');
          }}
        />
      )}
    </Stack>
  );
}
