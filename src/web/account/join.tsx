import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { sessionAnswer } from '../../../schemas/access.js';
import {
  type FoundOrganisation,
  foundOrganisation,
  type LinkAnswer,
  linkAnswer,
  login as loginSchema,
} from '../../../schemas/accounts.js';
import { LoginField, NameFields } from '../admin/person-fields.js';
import { call, SESSION, useChange } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { PageHead } from '../ui/page-head.js';
import { LINK, useEnter } from './enter.js';
import { OrganisationSearch } from './organisation-search.js';
import { PasswordFields, wrongWith } from './password-fields.js';
import { PlainFrame } from './plain-frame.js';

const TITLES: Record<LinkAnswer['purpose'], string> = {
  'first-admin': 'ตั้งผู้ดูแลระบบคนแรก',
  invite: 'เริ่มใช้งาน',
  reset: 'ตั้งรหัสผ่านใหม่',
};

/** What a one-time link leads to. Its token stands behind `#`, where only this page reads it. */
export default function Join() {
  const [token] = useState(() => window.location.hash.slice(1));
  const link = useQuery({
    queryKey: [LINK, token],
    queryFn: ({ signal }) => call(linkAnswer, '/api/join/link', { method: 'POST', body: { token }, signal }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <PlainFrame>
      <PageHead title={link.data ? TITLES[link.data.purpose] : 'เปิดลิงก์'} />
      {token === '' && <Text>ที่อยู่นี้ไม่ครบ โปรดคัดลอกลิงก์ทั้งบรรทัดแล้วเปิดใหม่</Text>}
      {link.isLoading && <Loading />}
      {link.isError && <ErrorNotice error={link.error} title="เปิดลิงก์นี้ไม่ได้" />}
      {link.data && <JoinForm token={token} link={link.data} />}
    </PlainFrame>
  );
}

interface Sent {
  token: string;
  password: string;
  first?: { organisation: string; login: string; name: string; position: string | null };
}

function JoinForm({ token, link }: { token: string; link: LinkAnswer }) {
  const [organisation, setOrganisation] = useState<FoundOrganisation | null>(null);
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [position, setPosition] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [told, setTold] = useState(false);
  const enter = useEnter();
  const join = useChange(sessionAnswer, (body: Sent) => ({ path: '/api/join', body }), [SESSION]);
  const isFirst = link.purpose === 'first-admin';
  const goodLogin = loginSchema.safeParse(login).success;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (wrongWith(password, again) !== null || (isFirst && (!organisation || !goodLogin))) return;
    const first = organisation && { organisation: organisation.code, login, name, position: position.trim() || null };
    join.mutate(
      { token, password, ...(isFirst && first && { first }) },
      { onSuccess: (session) => enter(session, isFirst ? '/admin/people' : '/') },
    );
  };
  const find = (q: string, signal: AbortSignal) =>
    call(z.array(foundOrganisation), '/api/join/organisations', { method: 'POST', body: { token, q }, signal });

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {isFirst ? (
          <>
            <Text>เลือกหน่วยงานที่ใช้ระบบนี้ แล้วตั้งชื่อผู้ใช้ของท่าน หน่วยงานและผู้ใช้อื่นเพิ่มได้ภายหลัง</Text>
            <OrganisationSearch label="หน่วยงาน" value={organisation} onChange={setOrganisation} find={find} />
            <NameFields
              name={{ value: name, onChange: setName }}
              position={{ value: position, onChange: setPosition }}
              own
            />
            <LoginField value={login} onChange={setLogin} wrong={told && !goodLogin} own />
          </>
        ) : (
          <>
            <Text>
              {link.person?.name} {link.organisations.map((one) => one.name).join(', ')}
            </Text>
            <TextInput label="ชื่อผู้ใช้" autoComplete="username" readOnly value={link.person?.login ?? ''} />
          </>
        )}
        <PasswordFields {...{ password, again, told }} onPassword={setPassword} onAgain={setAgain} />
        {isFirst && told && !organisation && <Text c="red.9">ยังไม่ได้เลือกหน่วยงาน</Text>}
        {join.isError && <ErrorNotice error={join.error} />}
        <Button type="submit" loading={join.isPending}>
          {isFirst ? 'ตั้งผู้ดูแลระบบ' : 'บันทึกรหัสผ่านและเข้าสู่ระบบ'}
        </Button>
        <Text size="sm" c="dimmed">
          ลิงก์นี้ใช้ได้ครั้งเดียว ถึง {dateTime(link.expiresAt)}
        </Text>
      </Stack>
    </form>
  );
}
