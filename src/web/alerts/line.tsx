import { Anchor, Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AlertLine } from '../../../schemas/alerts.js';
import { lineText } from '../../domain/alerts/line-text.js';

interface Props {
  line: AlertLine;
  /** ISO day for which the line was worked out, and the one on which it is read: of another day it says nothing of วันนี้. */
  day: string;
  on: string;
  /** Stands in the place of what has to be known first: of a line that is not told, whose step is not of that day. */
  instead?: string;
  /** Beside what has to be known first. */
  mark?: ReactNode;
  onOpen?: () => void;
}

/** A line in the words of the messages, with the way to its letter. */
export function LineView({ line, day, on, instead, mark, onOpen }: Props) {
  const { head, alarming, title, rows } = lineText(line, { day, on });
  return (
    <>
      <Group gap="xs">
        <Badge color={alarming && instead === undefined ? 'red' : 'gray'} variant="light" size="lg" tt="none">
          {instead ?? (line.veiled ? 'หนังสือชั้นความลับ' : head)}
        </Badge>
        {mark}
      </Group>
      <Anchor component={Link} href={line.path} data-row fw={600} mt={4} display="block" onClick={onOpen}>
        {title}
      </Anchor>
      {rows.map((row) => (
        <Text key={row} size="sm">
          {row}
        </Text>
      ))}
    </>
  );
}
