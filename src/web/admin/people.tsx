import { Badge, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { type OneTimeLink, oneTimeLink, type PersonAnswer, personAnswer } from '../../../schemas/accounts.js';
import { ROLES } from '../account/words.js';
import { useChange, useGet } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Loading } from '../ui/loading.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { InviteDialog } from './invite-dialog.js';
import { LinkDialog } from './link-dialog.js';
import { PersonDialog } from './person-dialog.js';

export const PEOPLE = '/api/people';

export const membershipText = ({ memberships }: PersonAnswer): string =>
  memberships
    .map(
      ({ organisation, roles, secret }) =>
        `${organisation.name}: ${roles.map((role) => ROLES[role].name).join(', ')}${secret ? ' (อ่านหนังสือลับ)' : ''}`,
    )
    .join('; ');
const state = ({ active, joined }: PersonAnswer) => (!active ? 'ปิดบัญชี' : joined ? 'ใช้งาน' : 'รอเปิดลิงก์');

/** The people whom the administrator looks after. */
export function People() {
  const people = useGet(z.array(personAnswer), PEOPLE);
  const [inviting, setInviting] = useState(false);
  const [edited, setEdited] = useState<number | null>(null);
  const [asked, setAsked] = useState<PersonAnswer | null>(null);
  const [link, setLink] = useState<{ link: OneTimeLink; name: string } | null>(null);
  const makeLink = useChange(oneTimeLink, ({ id }: PersonAnswer) => ({ path: `${PEOPLE}/${id}/link` }), [PEOPLE]);
  if (people.isPending) return <Loading what="ผู้ใช้" />;
  if (people.isError) return <ErrorNotice error={people.error} retry={() => people.refetch()} />;
  const resetFor = (person: PersonAnswer) =>
    makeLink.mutate(person, {
      onSuccess: (made) => {
        setAsked(null);
        setLink({ link: made, name: person.name });
      },
      onError: (error) => {
        setAsked(null);
        tellFailed(error);
      },
    });
  const actions = (person: PersonAnswer) => (
    <Group gap="xs" wrap="nowrap">
      <Button variant="default" size="compact-sm" onClick={() => setEdited(person.id)}>
        แก้ไข<VisuallyHidden component="span"> {person.name}</VisuallyHidden>
      </Button>
      {person.whole && person.active && (
        <Button variant="default" size="compact-sm" onClick={() => setAsked(person)}>
          ลิงก์ใหม่<VisuallyHidden component="span"> สำหรับ {person.name}</VisuallyHidden>
        </Button>
      )}
    </Group>
  );
  const one = people.data.find(({ id }) => id === edited);
  return (
    <Stack gap="md">
      <Group>
        <Button leftSection={<IconUserPlus size={18} />} onClick={() => setInviting(true)}>
          เชิญผู้ใช้
        </Button>
      </Group>
      <DataTable
        caption="ผู้ใช้ที่ท่านดูแล"
        rows={people.data}
        rowKey={(row) => row.id}
        csv="ผู้ใช้"
        empty={<Empty title="ยังไม่มีผู้ใช้">กดเชิญผู้ใช้เพื่อเพิ่มคนแรก</Empty>}
        columns={[
          {
            head: 'ชื่อ',
            cell: (row) => (
              <>
                <Text fw={600}>{row.name}</Text>
                <Text size="sm" c="dimmed">
                  {row.position}
                </Text>
              </>
            ),
            text: (row) => row.name,
            sort: (row) => row.name,
          },
          { head: 'ชื่อผู้ใช้', cell: (row) => row.login, text: (row) => row.login, sort: (row) => row.login },
          { head: 'หน่วยงานและบทบาท', cell: membershipText, text: membershipText, sort: membershipText },
          {
            head: 'สถานะ',
            cell: (row) => <Badge variant="default">{state(row)}</Badge>,
            text: state,
            sort: state,
          },
          { head: 'ทำรายการ', cell: actions, screenOnly: true },
        ]}
      />
      {inviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={(made, name) => {
            setInviting(false);
            setLink({ link: made, name });
          }}
        />
      )}
      {one && (
        <PersonDialog
          person={one}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            tellDone('บันทึกแล้ว');
          }}
        />
      )}
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={`ออกลิงก์ตั้งรหัสผ่านให้ ${asked?.name ?? ''}`}
        confirm="ออกลิงก์"
        busy={makeLink.isPending}
        onConfirm={() => asked && resetFor(asked)}
      >
        ลิงก์เดิมที่ยังไม่ได้ใช้จะใช้ไม่ได้อีก รหัสผ่านปัจจุบันยังใช้ได้จนกว่าเจ้าตัวจะเปิดลิงก์ใหม่
      </ConfirmDialog>
      <LinkDialog link={link?.link ?? null} name={link?.name ?? ''} onClose={() => setLink(null)} />
    </Stack>
  );
}
