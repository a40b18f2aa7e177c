import { Container, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ColorScheme } from '../shell/color-scheme.js';

/** What stands around the pages that are seen before signing in. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <Container size={460} py="xl">
      <Group justify="space-between" mb="md">
        <Text fw={700} fz="lg">
          เวียน
        </Text>
        <ColorScheme />
      </Group>
      <Paper component="main" withBorder p="lg">
        {children}
      </Paper>
    </Container>
  );
}
