import { Alert, Badge, Button, Group, Menu, Stack, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { type SentBook, type SentEntry, sentEntry, sentList } from '../../../schemas/sending.js';
import { buddhistYear, thaiDay } from '../../domain/calendar.js';
import { query, useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { DateInputTh } from '../ui/date-input.js';
import { ThaiDigitInput } from '../ui/digit-input.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, day, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { tellDone, tellFailed } from '../ui/tell.js';

const FORMATS = [
  ['pdf', 'PDF ตามแบบที่ ๑๔'],
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
] as const;
/** Lines of a list; the file that is exported has all. */
const SHOWN = 500;

/** ทะเบียนหนังสือส่ง of a year. */
export function Sent({ book }: { book: SentBook }) {
  const session = useSession();
  const clerk = hasRole(session, 'clerk');
  const [year, setYear] = useState<number | null>(buddhistYear(thaiDay(new Date())));
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<SentEntry | null>(null);
  const [reason, setReason] = useState('');
  const filter = { book, year: year !== null && year > 2400 && year < 2800 ? year : null, from, to, text: text.trim() };
  const list = useGet(sentList, `/api/sent${query({ ...filter, limit: SHOWN })}`, { placeholderData: (old) => old });
  const cancel = useChange(
    sentEntry,
    (entry: SentEntry) => ({ path: `/api/sent/${entry.id}/cancel`, body: { reason } }),
    ['/api/sent', '/api/sending', '/api/drafts'],
  );
  const struck = (entry: SentEntry, shown: string) => (entry.cancelled ? <s>{shown}</s> : shown);
  const columns: Column<SentEntry>[] = [
    {
      head: 'เลขทะเบียนส่ง',
      cell: (entry) => (
        <>
          {struck(entry, thai(entry.number))}{' '}
          {entry.cancelled && (
            <Badge color="gray" variant="light">
              ยกเลิก
            </Badge>
          )}
        </>
      ),
      sort: ({ number }) => number,
    },
    { head: 'ที่', cell: (entry) => struck(entry, thai(entry.reference)) },
    { head: 'ลงวันที่', cell: (entry) => struck(entry, day(entry.date)) },
    { head: 'ถึง', cell: (entry) => struck(entry, entry.addressee ?? '-') },
    {
      head: 'เรื่อง',
      width: '28%',
      cell: (entry) => struck(entry, entry.veiled ? '(หนังสือลับ)' : (entry.subject ?? '-')),
    },
    {
      head: 'หมายเหตุ',
      cell: ({ cancelled, remarks }) => (cancelled ? `ยกเลิก: ${cancelled.reason || '-'}` : (remarks ?? '-')),
    },
    { head: 'ส่งเมื่อ', cell: ({ at }) => dateTime(at) },
    {
      head: 'จัดการ',
      screenOnly: true,
      cell: (entry) =>
        clerk &&
        !entry.cancelled &&
        !entry.veiled && (
          <Button
            variant="default"
            size="xs"
            aria-label={`ยกเลิกเลข ${thai(entry.number)}`}
            onClick={() => setAsked(entry)}
          >
            ยกเลิกเลข
          </Button>
        ),
    },
  ];
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm" className="no-print">
        <ThaiDigitInput label="ปี พ.ศ." w={110} value={year} onChange={setYear} />
        <DateInputTh label="ส่งตั้งแต่วันที่" flex="0 1 190px" miw={140} value={from} onChange={setFrom} />
        <DateInputTh label="ถึงวันที่" flex="0 1 190px" miw={140} value={to} onChange={setTo} />
        <TextInput
          label="ค้นในทะเบียน"
          placeholder="เลขที่ เรื่อง ถึง"
          flex={1}
          miw={180}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDownload size={18} />}>
              ส่งออก
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {FORMATS.map(([format, label]) => (
              <Menu.Item key={format} component="a" href={`/api/sent/export${query({ ...filter, format })}`} download>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {book === 'sent-secret' && !session.secret && (
        <Alert color="gray">แสดงเฉพาะเลขและวันที่ เนื้อหาเปิดได้เฉพาะผู้ที่ได้รับมอบหมายให้ดูหนังสือลับ</Alert>
      )}
      {list.isError ? (
        <ErrorNotice error={list.error} retry={list.refetch} />
      ) : list.data === undefined ? (
        <Loading what="ทะเบียนส่ง" />
      ) : (
        <DataTable
          caption={`ทะเบียนหนังสือส่ง ปี ${thai(year)} ทั้งหมด ${thai(list.data.total)} รายการ`}
          columns={columns}
          rows={list.data.entries}
          rowKey={({ id }) => id}
          empty={
            from || to || text ? (
              <Empty title="ไม่พบรายการที่ตรงกับที่ค้น">ลองลดคำค้น หรือขยายช่วงวันที่</Empty>
            ) : (
              <Empty title="ยังไม่มีรายการ">เมื่อกด “ส่งแล้ว” ในร่าง หนังสือจะลงทะเบียนส่งที่นี่</Empty>
            )
          }
        />
      )}
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={`ยกเลิกเลขทะเบียนส่ง ${thai(asked?.number)}`}
        confirm="ยกเลิกเลขนี้"
        danger
        busy={cancel.isPending}
        disabled={reason.trim() === ''}
        onConfirm={() =>
          cancel.mutate(asked!, {
            onSuccess: () => {
              tellDone('ยกเลิกเลขทะเบียนส่งแล้ว');
              setAsked(null);
              setReason('');
            },
            onError: (error) => tellFailed(error),
          })
        }
      >
        เลขนี้จะไม่ถูกใช้อีก ร่างแก้แล้วส่งใหม่ด้วยเลขใหม่ได้ หนังสือที่ส่งถึงกล่องของผู้รับแล้วยังอยู่
        <TextInput
          mt="sm"
          label="เหตุผล"
          required
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </ConfirmDialog>
    </Stack>
  );
}
