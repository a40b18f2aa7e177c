import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

/**
 * The head of a page: its one h1, also the document's title. `actions` stand at the right (buttons), `children` below as a line of explanation.
 *
 *     <PageHead title="ทะเบียนหนังสือรับ" actions={<Button>…</Button>}>ปี ๒๕๖๙</PageHead>
 */
export function PageHead({ title, actions, children }: { title: string; actions?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} - เวียน`;
  }, [title]);
  return (
    <header>
      <Group justify="space-between" align="flex-start" gap="sm" mb="md">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {children && (
            <Text component="div" c="dimmed">
              {children}
            </Text>
          )}
        </div>
        {actions && (
          <Group gap="xs" className="no-print">
            {actions}
          </Group>
        )}
      </Group>
    </header>
  );
}
