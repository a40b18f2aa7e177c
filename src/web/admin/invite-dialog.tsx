import { Button, Group, Modal, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { Role } from '../../../schemas/access.js';
import {
  type FoundOrganisation,
  inviteAnswer,
  type inviteRequest,
  login as loginSchema,
  type OneTimeLink,
} from '../../../schemas/accounts.js';
import { OrganisationSearch } from '../account/organisation-search.js';
import { useChange } from '../api.js';
import { useSession } from '../session.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { findAdministered } from './find-office.js';
import { LoginField, NameFields } from './person-fields.js';
import { RoleFields } from './role-fields.js';

interface Props {
  onClose: () => void;
  onInvited: (link: OneTimeLink, name: string) => void;
}

/** A new person: who they are, where, and what they may do there. */
export function InviteDialog({ onClose, onInvited }: Props) {
  const { organisation: own } = useSession();
  const [organisation, setOrganisation] = useState<FoundOrganisation | null>({ ...own, within: null });
  const [name, setName] = useState('');
  const [position, setPosition] = useState('');
  const [login, setLogin] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [secret, setSecret] = useState(false);
  const [told, setTold] = useState(false);
  const invite = useChange(inviteAnswer, (body: z.infer<typeof inviteRequest>) => ({ path: '/api/people', body }), [
    '/api/people',
    '/api/offices',
  ]);
  const goodLogin = loginSchema.safeParse(login).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (!organisation || !goodLogin || roles.length === 0) return;
    invite.mutate(
      { login, name, position: position.trim() || null, organisation: organisation.code, roles, secret },
      { onSuccess: ({ link }) => onInvited(link, name) },
    );
  };
  return (
    <Modal opened onClose={onClose} title="เชิญผู้ใช้" closeButtonProps={{ 'aria-label': 'ปิด' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <NameFields
            name={{ value: name, onChange: setName }}
            position={{ value: position, onChange: setPosition }}
            focus
          />
          <LoginField value={login} onChange={setLogin} wrong={told && !goodLogin} />
          <OrganisationSearch
            label="หน่วยงาน"
            description="หน่วยงานที่ยังไม่เคยใช้ระบบจะเปิดใช้พร้อมกันนี้"
            value={organisation}
            onChange={setOrganisation}
            find={findAdministered}
          />
          <RoleFields
            {...{ roles, secret }}
            onRoles={setRoles}
            onSecret={setSecret}
            error={told && roles.length === 0 ? 'เลือกอย่างน้อยหนึ่งบทบาท' : undefined}
          />
          {invite.isError && <ErrorNotice error={invite.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              ไม่เชิญ
            </Button>
            <Button type="submit" loading={invite.isPending}>
              เชิญและออกลิงก์
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
