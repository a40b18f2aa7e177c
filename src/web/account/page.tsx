import { Badge, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { type OwnSession, ownSession } from '../../../schemas/accounts.js';
import { useChange, useGet } from '../api.js';
import { useSession } from '../session.js';
import { DataTable } from '../ui/data-table.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { PasswordFields, toggleProps, wrongWith } from './password-fields.js';
import { ROLES } from './words.js';

const SESSIONS = '/api/account/sessions';
const done = z.object({ done: z.literal(true) });

/** One's own account: what one is, the password, and where one is signed in. */
export default function Account() {
  const { person, organisation, roles, secret } = useSession();
  return (
    <Stack gap="xl" maw={880}>
      <div>
        <PageHead title="บัญชีของฉัน">
          {person.name} ({person.login})
        </PageHead>
        <Text>
          {organisation.name}: {roles.map((role) => ROLES[role].name).join(', ')}
          {secret && ' มีสิทธิ์อ่านหนังสือชั้นความลับ'}
        </Text>
      </div>
      <Password />
      <Sessions />
    </Stack>
  );
}

function Password() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [told, setTold] = useState(false);
  const change = useChange(
    done,
    (body: { current: string; password: string }) => ({ path: '/api/account/password', method: 'PUT', body }),
    [SESSIONS],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (wrongWith(password, again) !== null) return;
    change.mutate(
      { current, password },
      {
        onSuccess: () => {
          for (const set of [setCurrent, setPassword, setAgain]) set('');
          setTold(false);
          tellDone('เปลี่ยนรหัสผ่านแล้ว เครื่องอื่นที่เข้าสู่ระบบไว้ออกจากระบบแล้ว');
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={460}>
        <Title order={2} size="h4">
          เปลี่ยนรหัสผ่าน
        </Title>
        <PasswordInput
          label="รหัสผ่านปัจจุบัน"
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={toggleProps}
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordFields {...{ password, again, told }} onPassword={setPassword} onAgain={setAgain} />
        {change.isError && <ErrorNotice error={change.error} />}
        <div>
          <Button type="submit" loading={change.isPending}>
            เปลี่ยนรหัสผ่าน
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** What a browser calls itself, as far as it tells people anything. */
function machineOf(agent: string | null): string {
  const browser = /(Edg|Chrome|Firefox|Safari)\//.exec(agent ?? '')?.[1]?.replace('Edg', 'Edge');
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent ?? '')?.[1];
  return [browser, system].filter(Boolean).join(' ') || 'ไม่ทราบ';
}

function Sessions() {
  const sessions = useGet(z.array(ownSession), SESSIONS);
  const end = useChange(done, (id: string) => ({ path: `${SESSIONS}/${id}`, method: 'DELETE' }), [SESSIONS]);
  if (sessions.isPending) return <Loading />;
  if (sessions.isError) return <ErrorNotice error={sessions.error} retry={() => sessions.refetch()} />;
  const action = (row: OwnSession) =>
    row.current ? (
      <Badge variant="light">เครื่องนี้</Badge>
    ) : (
      <Button
        variant="default"
        size="compact-sm"
        onClick={() =>
          end.mutate(row.id, {
            onSuccess: () => tellDone('ให้เครื่องนั้นออกจากระบบแล้ว'),
            onError: (error) => tellFailed(error),
          })
        }
      >
        ให้ออกจากระบบ
      </Button>
    );
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        เครื่องที่เข้าสู่ระบบอยู่
      </Title>
      <DataTable
        caption="เครื่องที่เข้าสู่ระบบด้วยบัญชีนี้"
        rows={sessions.data}
        rowKey={(row) => row.id}
        columns={[
          { head: 'เครื่อง', cell: (row) => machineOf(row.agent) },
          { head: 'เข้าเมื่อ', cell: (row) => dateTime(row.createdAt) },
          { head: 'ใช้ล่าสุด', cell: (row) => dateTime(row.seenAt) },
          { head: 'ออกจากระบบ', cell: action, screenOnly: true },
        ]}
      />
    </section>
  );
}
