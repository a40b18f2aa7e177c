import { Button, Group, Text } from '@mantine/core';
import { thai } from './format.js';

interface PagerProps {
  /** What is counted: `ฉบับ`, `รายการ`. */
  of: string;
  offset: number;
  /** Rows of a page. */
  limit: number;
  total: number;
  go: (offset: number) => void;
}

/** Where one is in a list of several pages, and the way to the page before and behind; nothing where there is one alone. */
export function Pager({ of, offset, limit, total, go }: PagerProps) {
  if (total <= limit) return null;
  return (
    <Group mt="md" justify="space-between" component="nav" aria-label="หน้าของรายการ">
      <Button variant="default" disabled={offset === 0} onClick={() => go(Math.max(0, offset - limit))}>
        ก่อนหน้า
      </Button>
      <Text>
        {of}ที่ {thai(offset + 1)} ถึง {thai(Math.min(offset + limit, total))} จาก {thai(total)}
      </Text>
      <Button variant="default" disabled={offset + limit >= total} onClick={() => go(offset + limit)}>
        ถัดไป
      </Button>
    </Group>
  );
}
