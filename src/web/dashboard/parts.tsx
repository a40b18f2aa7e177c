import { Box, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Empty } from '../ui/empty.js';
import { thai } from '../ui/format.js';

/** Bars of one chart; the table has all. */
export const MOST_BARS = 12;
export const barHeight = (bars: number): number => 90 + bars * 44;

/** What colours say is said by the legend's words too. They can be told from one another and from the ground, light and dark. */
export const COLORS = { main: 'blue.7', warn: 'orange.6', bad: 'red.8', good: 'teal.7', none: 'gray.5' } as const;

/** An axis of counts and days. */
export const WHOLE = { allowDecimals: false } as const;

export const figure = (value: number): string => thai(value);

/** Of fewer a share of a hundred would say more than is known. */
const FEWEST_FOR_SHARE = 10;
export const share = (part: number, of: number): string =>
  of < FEWEST_FOR_SHARE ? '' : ` (ร้อยละ ${thai(Math.round((100 * part) / of))})`;

/** A figure of which there is nothing yet, and what makes it appear. */
export function Nothing({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      <Empty title={`ยังไม่มีข้อมูล${title}`}>{children}</Empty>
    </Box>
  );
}
