import { Button, Group, Modal, Select, Stack, Switch, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type FoundOrganisation, type PersonAnswer, personAnswer } from '../../../schemas/accounts.js';
import { OrganisationSearch } from '../account/organisation-search.js';
import { call, useInvalidate } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { findAdministered } from './find-office.js';
import { NameFields } from './person-fields.js';
import { RoleFields } from './role-fields.js';

interface Props {
  person: PersonAnswer;
  onClose: () => void;
  onSaved: () => void;
}

/** A person's name and account, and what they may do in one of the administrator's organisations. */
export function PersonDialog({ person, onClose, onSaved }: Props) {
  const [name, setName] = useState(person.name);
  const [position, setPosition] = useState(person.position ?? '');
  const [active, setActive] = useState(person.active);
  const [memberships, setMemberships] = useState(person.memberships);
  const [adding, setAdding] = useState(false);
  const [at, setAt] = useState(person.memberships[0]!.organisation.code);
  const here = memberships.find(({ organisation }) => organisation.code === at)!;
  const invalidate = useInvalidate();
  const path = `/api/people/${person.id}`;
  const set = (change: Partial<typeof here>) =>
    setMemberships(memberships.map((one) => (one === here ? { ...one, ...change } : one)));

  const add = (organisation: FoundOrganisation | null) => {
    if (!organisation) return;
    const { code, name: named } = organisation;
    if (!memberships.some((one) => one.organisation.code === code)) {
      setMemberships([...memberships, { organisation: { code, name: named }, roles: [], secret: false }]);
    }
    setAt(code);
    setAdding(false);
  };
  const isNew = !person.memberships.some(({ organisation }) => organisation.code === at);

  const save = useMutation({
    mutationFn: async () => {
      const account = { name, position: position.trim() || null, active };
      const was = { name: person.name, position: person.position, active: person.active };
      if (person.whole && JSON.stringify(account) !== JSON.stringify(was)) {
        await call(personAnswer, path, { method: 'PATCH', body: account });
      }
      for (const [index, one] of memberships.entries()) {
        const was = person.memberships[index];
        if (one === was || (!was && one.roles.length === 0)) continue;
        const { organisation, roles, secret } = one;
        const body = { organisation: organisation.code, roles, secret };
        await call(personAnswer, `${path}/membership`, { method: 'PUT', body });
      }
    },
    onSuccess: onSaved,
    // Also after a failure: what came before it is saved.
    onSettled: () => invalidate('/api/people', '/api/session', '/api/offices'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={`แก้ไข ${person.name}`} closeButtonProps={{ 'aria-label': 'ปิด' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {person.whole ? (
            <>
              <NameFields
                name={{ value: name, onChange: setName }}
                position={{ value: position, onChange: setPosition }}
              />
              <Switch
                label="เปิดใช้บัญชี"
                description="เมื่อปิด จะออกจากระบบทุกเครื่องทันที ประวัติที่ทำไว้ยังอยู่"
                checked={active}
                onChange={(event) => setActive(event.currentTarget.checked)}
              />
            </>
          ) : (
            <Text c="dimmed">บุคคลนี้อยู่ในหน่วยงานที่ท่านไม่ได้ดูแลด้วย จึงแก้ได้เฉพาะบทบาทในหน่วยงานของท่าน</Text>
          )}
          {memberships.length > 1 && (
            <Select
              label="หน่วยงาน"
              allowDeselect={false}
              data={memberships.map(({ organisation }) => ({ value: organisation.code, label: organisation.name }))}
              value={at}
              onChange={(code) => code && setAt(code)}
            />
          )}
          {memberships.length === 1 && <Text fw={600}>{here.organisation.name}</Text>}
          {adding ? (
            <OrganisationSearch
              label="เพิ่มในหน่วยงาน"
              description="หน่วยงานที่ท่านดูแล บุคคลนี้ใช้บัญชีเดิมและเลือกหน่วยงานที่ทำงานในนามได้เอง"
              value={null}
              onChange={add}
              find={findAdministered}
            />
          ) : (
            <Group>
              <Button variant="default" size="xs" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
                เพิ่มในหน่วยงานอื่น
              </Button>
            </Group>
          )}
          <RoleFields
            roles={here.roles}
            secret={here.secret}
            onRoles={(roles) => set({ roles })}
            onSecret={(secret) => set({ secret })}
          />
          {here.roles.length === 0 && (
            <Text c="dimmed">
              {isNew
                ? 'ยังไม่มีบทบาท: เลือกอย่างน้อยหนึ่งบทบาท จึงจะเพิ่มในหน่วยงานนี้'
                : 'ไม่มีบทบาทเหลือ: เมื่อบันทึก บุคคลนี้จะออกจากหน่วยงานนี้'}
            </Text>
          )}
          {save.isError && <ErrorNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              ไม่บันทึก
            </Button>
            <Button type="submit" loading={save.isPending}>
              บันทึก
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
