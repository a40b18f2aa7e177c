import { Button, Menu } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useSession } from '../session.js';

/** Who is signed in, and what they can do with their account. */
export function PersonMenu() {
  const { person } = useSession();
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="subtle" px="xs" aria-label={`บัญชีของ ${person.name}`}>
          <IconUser size={20} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.name}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
