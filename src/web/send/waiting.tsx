import { Anchor, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { newDraftAnswer, type WaitingLetter } from '../../../schemas/sending.js';
import { useChange } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { DataTable } from '../ui/data-table.js';
import { ThaiDigitInput } from '../ui/digit-input.js';
import { Empty } from '../ui/empty.js';
import { day, thai } from '../ui/format.js';
import { tellFailed } from '../ui/tell.js';
import { dueText, LetterCell } from './words.js';

const nameOf = ({ reference, subject }: WaitingLetter) => thai(reference ?? subject ?? 'หนังสือไม่มีเลขที่');

/** Letters that ask to be passed on and have not been, the longest here first. */
export function Waiting({ letters }: { letters: WaitingLetter[] }) {
  const session = useSession();
  const clerk = hasRole(session, 'clerk');
  const [, go] = useLocation();
  const [leadDays, setLeadDays] = useState<number | null>(null);
  const create = useChange(
    newDraftAnswer,
    ({ receipt, firstPage, rank }: WaitingLetter) => ({
      path: '/api/drafts',
      body: { receipt, firstPage, rank, leadDays: leadDays || null },
    }),
    ['/api/sending'],
  );
  const begin = (letter: WaitingLetter) =>
    create.mutate(letter, {
      onSuccess: ({ id }) => go(`/send/draft/${id}`),
      onError: (error) => tellFailed(error, 'ทำร่างไม่ได้'),
    });
  if (letters.length === 0) {
    return (
      <Empty title="ไม่มีหนังสือที่รอส่งต่อ">
        หนังสือที่ขอให้แจ้งต่อจะมาอยู่ที่นี่เมื่ออ่านเสร็จ{' '}
        <Anchor component={Link} href="/upload" underline="always">
          รับหนังสือเข้า
        </Anchor>
      </Empty>
    );
  }
  return (
    <>
      {clerk && (
        <Group mb="md" className="no-print" align="flex-end">
          <ThaiDigitInput
            label="ให้ส่งกลับถึงเราก่อนกำหนดของหนังสือ (วันทำการ)"
            description="เว้นว่างไว้ถ้าหน่วยงานไม่ตั้งกำหนดของตนเอง"
            value={leadDays}
            onChange={setLeadDays}
            w={340}
            maw="100%"
          />
        </Group>
      )}
      <DataTable
        caption={`หนังสือที่ต้องส่งต่อและยังไม่ได้ส่ง ${thai(letters.length)} ฉบับ`}
        rows={letters}
        rowKey={({ receipt, firstPage, rank }) => `${receipt}-${firstPage}-${rank}`}
        csv="หนังสือรอส่งต่อ"
        columns={[
          { head: 'หนังสือ', cell: (row) => <LetterCell letter={row} />, text: nameOf, width: '45%' },
          {
            head: 'มาถึงแล้ว',
            cell: (row) => (
              <>
                <Text fw={600}>{row.waited === 0 ? 'วันนี้' : `${thai(row.waited)} วัน`}</Text>
                <Text size="sm" c="dimmed">
                  {day(row.arrivedOn)}
                </Text>
              </>
            ),
            text: (row) => row.waited,
            sort: (row) => row.waited,
          },
          {
            head: 'กำหนด',
            cell: (row) => (
              <>
                <Text
                  fw={600}
                  c={
                    row.due && !row.due.applicant && row.due.workingDaysLeft <= 2
                      ? 'var(--mantine-color-error)'
                      : undefined
                  }
                >
                  {dueText(row.due)}
                </Text>
                {row.due && (
                  <Text size="sm" c="dimmed">
                    {day(row.due.date)}
                  </Text>
                )}
              </>
            ),
            text: (row) => row.due?.date ?? null,
            sort: (row) => row.due?.workingDaysLeft ?? null,
          },
          {
            head: 'ทำต่อ',
            screenOnly: true,
            cell: (row) =>
              row.draft !== null ? (
                <Button component={Link} href={`/send/draft/${row.draft}`} variant="default">
                  เปิดร่าง
                </Button>
              ) : (
                clerk && (
                  <Button
                    aria-label={`ร่างหนังสือนำส่ง ${nameOf(row)}`}
                    loading={create.isPending && create.variables === row}
                    onClick={() => begin(row)}
                  >
                    ร่างหนังสือนำส่ง
                  </Button>
                )
              ),
          },
        ]}
      />
    </>
  );
}
