import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearch } from 'wouter';
import { sessionAnswer } from '../../../schemas/access.js';
import { SESSION, useChange } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { PageHead } from '../ui/page-head.js';
import { placeOf, useEnter } from './enter.js';
import { toggleProps } from './password-fields.js';
import { PlainFrame } from './plain-frame.js';

export default function SignIn() {
  const next = placeOf(new URLSearchParams(useSearch()).get('next'));
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEnter();
  const signIn = useChange(sessionAnswer, (body: { login: string; password: string }) => ({ path: SESSION, body }), [
    SESSION,
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ login, password }, { onSuccess: (session) => enter(session, next) });
  };
  return (
    <PlainFrame>
      <PageHead title="เข้าสู่ระบบ" />
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="ชื่อผู้ใช้"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            withAsterisk={false}
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            label="รหัสผ่าน"
            autoComplete="current-password"
            required
            withAsterisk={false}
            visibilityToggleButtonProps={toggleProps}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.isError && <ErrorNotice error={signIn.error} title="เข้าสู่ระบบไม่ได้" />}
          <Button type="submit" loading={signIn.isPending}>
            เข้าสู่ระบบ
          </Button>
          <Text size="sm" c="dimmed">
            ลืมรหัสผ่าน โปรดขอลิงก์ตั้งรหัสผ่านใหม่จากผู้ดูแลระบบของหน่วยงาน
          </Text>
        </Stack>
      </form>
    </PlainFrame>
  );
}
