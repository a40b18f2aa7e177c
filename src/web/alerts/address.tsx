import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type PersonAlertsAnswer, personAlertsAnswer } from '../../../schemas/alert-settings.js';
import { toArabicDigits } from '../../domain/numerals.js';
import { useChange } from '../api.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { time } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';

const ADDRESS = '/api/alerts/address';

/** One's address: nothing but a code goes to it until one has shown that it is one's own. */
export function Address({ own: { settings, toShow } }: { own: PersonAlertsAnswer }) {
  const [open, setOpen] = useState(false);
  const drop = useChange(personAlertsAnswer, () => ({ path: ADDRESS, method: 'DELETE' }), ['/api/alerts']);
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="address">
      <Title order={2} size="h4" id="address">
        ที่อยู่อีเมล
      </Title>
      {settings.email ? (
        <Group mt="xs" gap="sm">
          <Text>
            ใช้ <b>{settings.email}</b>
          </Text>
          {!open && !toShow && (
            <Button size="xs" variant="default" onClick={() => setOpen(true)}>
              เปลี่ยน
            </Button>
          )}
          <Button
            size="xs"
            variant="outline"
            color="red"
            loading={drop.isPending}
            onClick={() => drop.mutate(undefined, { onSuccess: () => tellDone('เลิกใช้ที่อยู่อีเมลแล้ว') })}
          >
            เลิกใช้
          </Button>
        </Group>
      ) : (
        <Text mt="xs">ยังไม่มี ใส่ที่อยู่แล้วระบบจะส่งรหัสไปให้ยืนยัน ระหว่างนั้นไม่มีเรื่องของหนังสือส่งไปที่ที่อยู่นั้น</Text>
      )}
      {drop.isError && <ErrorNotice error={drop.error} />}
      {toShow && <Code email={toShow.email} expiresAt={toShow.expiresAt} onDone={() => setOpen(false)} />}
      {(open || !settings.email || toShow) && <Enter again={toShow !== null} />}
    </Paper>
  );
}

function Enter({ again }: { again: boolean }) {
  const [email, setEmail] = useState('');
  const enter = useChange(personAlertsAnswer, () => ({ path: ADDRESS, body: { email: email.trim() } }), [
    '/api/alerts',
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(undefined, { onSuccess: () => setEmail('') });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" mt="sm" gap="sm">
        <TextInput
          label={again ? 'ใช้ที่อยู่อื่น หรือขอรหัสใหม่' : 'อีเมล'}
          type="email"
          autoComplete="email"
          required
          withAsterisk={false}
          miw={220}
          flex={1}
          maw={420}
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <Button type="submit" variant={again ? 'default' : 'filled'} loading={enter.isPending}>
          ส่งรหัสยืนยัน
        </Button>
      </Group>
      {enter.isError && <ErrorNotice error={enter.error} />}
    </form>
  );
}

function Code({ email, expiresAt, onDone }: { email: string; expiresAt: string; onDone: () => void }) {
  const [code, setCode] = useState('');
  const digits = toArabicDigits(code).replace(/\D/g, '');
  const show = useChange(personAlertsAnswer, () => ({ path: `${ADDRESS}/code`, body: { code: digits } }), [
    '/api/alerts',
  ]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show.mutate(undefined, {
      onSuccess: () => {
        onDone();
        tellDone('ยืนยันแล้ว เลือกช่องทางอีเมลได้');
      },
    });
  };
  return (
    <Alert color="blue" mt="sm" title={`ส่งรหัสไปที่ ${email} แล้ว`}>
      <form onSubmit={submit}>
        <Stack gap="xs">
          <Text>เปิดอีเมลแล้วใส่รหัส ๖ หลักภายใน {time(expiresAt)} ถ้าไม่พบ ให้ดูในอีเมลขยะ หรือตรวจว่าที่อยู่ถูกต้อง</Text>
          <Group align="flex-end" gap="sm">
            <TextInput
              label="รหัสยืนยัน"
              inputMode="numeric"
              autoComplete="one-time-code"
              w={140}
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
            />
            <Button type="submit" disabled={digits.length !== 6} loading={show.isPending}>
              ยืนยัน
            </Button>
          </Group>
          {show.isError && <ErrorNotice error={show.error} title="ยังยืนยันไม่ได้" />}
        </Stack>
      </form>
    </Alert>
  );
}
