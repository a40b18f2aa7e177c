import { Button, Menu } from '@mantine/core';
import { IconBuilding, IconLogout, IconUser, IconUserCog } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { z } from 'zod';
import { sessionAnswer } from '../../../schemas/access.js';
import { useEnter } from '../account/enter.js';
import { call, client, SESSION } from '../api.js';
import { useSession } from '../session.js';
import { tellFailed } from '../ui/tell.js';

const done = z.object({ done: z.literal(true) });

/** Who is signed in, for which of their organisations, and what they can do with their account. */
export function PersonMenu() {
  const { person, organisation, organisations } = useSession();
  const enter = useEnter();
  const onError = (error: Error) => tellFailed(error);
  const change = useMutation({
    mutationFn: (code: string) =>
      call(sessionAnswer, `${SESSION}/organisation`, { method: 'PUT', body: { organisation: code } }),
  });
  const leave = useMutation({ mutationFn: () => call(done, SESSION, { method: 'DELETE' }) });
  const signOut = () =>
    leave.mutate(undefined, {
      onSuccess: () => {
        client.clear();
        // What stands in the memory of the page goes with it.
        window.location.assign('/sign-in');
      },
      onError,
    });
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="subtle" px="xs" aria-label={`บัญชีของ ${person.name}`}>
          <IconUser size={20} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.name}</Menu.Label>
        <Menu.Item component={Link} href="/account" leftSection={<IconUserCog size={18} />}>
          บัญชีของฉัน
        </Menu.Item>
        {organisations.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>ทำงานในนามของ</Menu.Label>
            {organisations.map(({ code, name }) => (
              <Menu.Item
                key={code}
                leftSection={<IconBuilding size={18} />}
                disabled={code === organisation.code}
                onClick={() => change.mutate(code, { onSuccess: (session) => enter(session, '/'), onError })}
              >
                {name}
                {code === organisation.code && ' (อยู่ขณะนี้)'}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} />} onClick={signOut}>
          ออกจากระบบ
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
