import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
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
          <TextInput
            label="ชื่อ-นามสกุล"
            autoComplete="off"
            required
            withAsterisk={false}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="ตำแหน่ง (ถ้ามี)"
            autoComplete="off"
            value={position}
            onChange={(event) => setPosition(event.currentTarget.value)}
          />
          <TextInput
            label="ชื่อผู้ใช้"
            description="อักษรอังกฤษตัวเล็ก ตัวเลข จุด หรือขีด อย่างน้อย ๓ ตัว"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            value={login}
            error={told && !goodLogin ? 'ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข จุด และขีด ๓ ถึง ๔๐ ตัว' : undefined}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
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
