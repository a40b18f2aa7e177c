import { Group, Loader, Text } from '@mantine/core';

/** While something is fetched. `what` names it where a page has several: `<Loading what="ทะเบียน" />`. */
export function Loading({ what }: { what?: string }) {
  return (
    <Group role="status" justify="center" p="xl" gap="sm">
      <Loader size="sm" aria-hidden />
      <Text>กำลังโหลด{what ?? ''}…</Text>
    </Group>
  );
}
