import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/**
 * What stands where there is nothing yet: why, and what to do. `children` are the next step, mostly a link or a button.
 *
 *     <Empty title="ยังไม่มีหนังสือที่ต้องตรวจ">เมื่ออ่านไฟล์เสร็จ หนังสือจะมาอยู่ที่นี่</Empty>
 */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Paper withBorder p="lg" ta="center">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children && (
        <Text component="div" c="dimmed" mt="xs">
          {children}
        </Text>
      )}
    </Paper>
  );
}
