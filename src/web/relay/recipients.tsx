import { Badge, Box, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  type ChainNode,
  type RecipientState,
  type RecipientStatus,
  recipientsAnswer,
} from '../../../schemas/matters.js';
import { STATE_TEXT } from '../../domain/relay/words.js';
import { useGet } from '../api.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { Chase } from './chase.js';

const COLOR: Record<RecipientState, string> = {
  unknown: 'gray',
  waiting: 'orange',
  received: 'blue',
  read: 'blue',
  acknowledged: 'teal',
  forwarded: 'teal',
  done: 'green',
};

const moment = (head: string, of: (row: RecipientStatus) => string | null): Column<RecipientStatus> => ({
  head,
  cell: (row) => (row.state === 'unknown' ? 'ไม่ทราบ' : dateTime(of(row))),
  text: of,
  sort: of,
});

const columns: readonly Column<RecipientStatus>[] = [
  { head: 'หน่วยงาน', cell: ({ name }) => name, text: ({ name }) => name, sort: ({ name }) => name },
  {
    head: 'สถานะ',
    cell: ({ state }) => (
      <Badge color={COLOR[state]} variant="light" tt="none">
        {STATE_TEXT[state]}
      </Badge>
    ),
    text: ({ state }) => STATE_TEXT[state],
    sort: ({ state }) => STATE_TEXT[state],
  },
  moment('รับ', ({ receivedAt }) => receivedAt),
  moment('อ่าน', ({ readAt }) => readAt),
  moment('รับทราบ', ({ acknowledgedAt }) => acknowledgedAt),
  moment('ส่งต่อ', ({ forwardedAt }) => forwardedAt),
  moment('ดำเนินการ', ({ doneAt }) => doneAt),
];

const SHOWN = {
  all: () => true,
  open: ({ state }: RecipientStatus) => state !== 'unknown' && state !== 'done',
  unknown: ({ state }: RecipientStatus) => state === 'unknown',
} as const;
type Shown = keyof typeof SHOWN;

/** The bodies that a letter was sent down to: how many did what, who, and a reminder of those who have not. */
export function Recipients({ node }: { node: ChainNode }) {
  const [shown, setShown] = useState<Shown>('all');
  const key = node.key!;
  const answer = useGet(recipientsAnswer, `/api/relay/${key}/recipients`);
  const { total, received, acknowledged, forwarded, done, waiting, unknown } = node.sent!;
  return (
    <Box component="section" mt="lg" aria-label={`ผู้รับของ ${node.reference ?? organisation(node)}`}>
      <Title order={2} size="h4">
        ส่งลงไปแล้ว {thai(total)} แห่ง: {thai(node.reference)}
      </Title>
      <Text>
        รับแล้ว {thai(received)} · รับทราบ {thai(acknowledged)} · ส่งต่อ {thai(forwarded)} · ดำเนินการแล้ว {thai(done)} ·
        ยังไม่เปิดรับ {thai(waiting)} · ไม่ทราบ {thai(unknown)}
      </Text>
      {unknown > 0 && (
        <Text size="sm" c="dimmed">
          ไม่ทราบ คือหน่วยงานที่ไม่ได้ใช้ระบบเวียน อาจได้รับทางอื่นแล้ว
        </Text>
      )}
      {answer.isPending && <Loading what="สถานะของผู้รับ" />}
      {answer.isError && <ErrorNotice error={answer.error} retry={answer.refetch} />}
      {answer.isSuccess && (
        <>
          <Group my="xs" className="no-print">
            <SegmentedControl
              aria-label="แสดงหน่วยงาน"
              value={shown}
              onChange={(value) => setShown(value as Shown)}
              data={[
                { value: 'all', label: 'ทั้งหมด' },
                { value: 'open', label: 'ยังไม่ดำเนินการ' },
                { value: 'unknown', label: 'ไม่ทราบ' },
              ]}
            />
          </Group>
          <DataTable
            caption="สถานะของหน่วยงานที่รับหนังสือ"
            columns={columns}
            rows={answer.data.recipients.filter(SHOWN[shown])}
            rowKey={({ code }) => code}
            csv={`สถานะผู้รับ-${key}`}
            empty={<Empty title="ไม่มีหน่วยงานในรายการนี้" />}
          />
          <Chase letter={key} />
        </>
      )}
    </Box>
  );
}

const organisation = (node: ChainNode) => node.organisation ?? '';
