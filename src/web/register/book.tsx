import { Alert, Anchor, Badge, Button, Group, Menu, Pagination, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconPrinter, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { type ColumnName, listAnswer, type ReceivedBook, type RegisterEntry } from '../../../schemas/register.js';
import { buddhistYear, thaiDay } from '../../domain/calendar.js';
import { query, useGet } from '../api.js';
import { useSession } from '../session.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { DateInputTh } from '../ui/date-input.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { Doubt } from './doubts.js';
import styles from './register.module.css';
import { arrivalText, COLUMN, cellText, numberText } from './words.js';

const PAGE = 50;
const FORMATS = [
  ['pdf', 'PDF ตามแบบที่ ๑๓'],
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
] as const;

/** A register, a page at a time, with the columns of the form. */
export function Book({ book, onOpen }: { book: ReceivedBook; onOpen: (id: number) => void }) {
  const { secret } = useSession();
  const now = buddhistYear(thaiDay(new Date()));
  const [year, setYear] = useState<number | null>(now);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 300);
  const [page, setPage] = useState(1);
  const filter = { book, year, from, to, text };
  const list = useGet(listAnswer, `/api/register${query({ ...filter, page, limit: PAGE })}`, {
    placeholderData: (before) => before,
  });
  const first =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setPage(1);
    };
  const years = [...new Set([now, ...(list.data?.years ?? [])])].sort((a, b) => b - a);
  const filtered = Boolean(from || to || text);
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm" className="no-print">
        <Select
          label="ปี พ.ศ."
          w={110}
          allowDeselect={false}
          value={String(year ?? '')}
          data={years.map((one) => ({ value: String(one), label: thai(one) }))}
          onChange={(value) => first(setYear)(Number(value))}
        />
        <DateInputTh label="รับตั้งแต่วันที่" flex="0 1 190px" miw={140} value={from} onChange={first(setFrom)} />
        <DateInputTh label="ถึงวันที่" flex="0 1 190px" miw={140} value={to} onChange={first(setTo)} />
        <TextInput
          label="ค้นในทะเบียน"
          placeholder="เลขที่ เรื่อง จาก ถึง"
          leftSection={<IconSearch size={16} />}
          flex="1 1 180px"
          value={typed}
          onChange={({ currentTarget }) => first(setTyped)(currentTarget.value)}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDownload size={18} />}>
              ส่งออก
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {FORMATS.map(([format, label]) => (
              <Menu.Item
                key={format}
                component="a"
                href={`/api/register/export${query({ ...filter, format })}`}
                download
              >
                {label}
              </Menu.Item>
            ))}
            <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
              พิมพ์หน้านี้
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {book === 'received-secret' && !secret && (
        <Alert color="gray" className="no-print">
          แสดงเฉพาะเลขและวันที่ เนื้อหาเปิดได้เฉพาะผู้ที่ได้รับมอบหมายให้ดูหนังสือลับ ทุกครั้งที่เปิดมีบันทึกไว้
        </Alert>
      )}
      {list.isError ? (
        <ErrorNotice error={list.error} retry={list.refetch} />
      ) : list.data === undefined ? (
        <Loading what="ทะเบียน" />
      ) : (
        <>
          <DataTable
            caption={`${book === 'received' ? 'ทะเบียนหนังสือรับ' : 'ทะเบียนหนังสือลับ'} ปี ${thai(year)} ทั้งหมด ${thai(list.data.total)} รายการ`}
            columns={columnsOf(onOpen)}
            rows={list.data.entries}
            rowKey={({ id }) => id}
            empty={<Nothing filtered={filtered} secret={book === 'received-secret'} />}
          />
          {list.data.total > PAGE && (
            <Pagination
              className="no-print"
              total={Math.ceil(list.data.total / PAGE)}
              value={page}
              onChange={setPage}
              getItemProps={(number) => ({ 'aria-label': `หน้า ${thai(number)}`, children: thai(number) })}
              getControlProps={(control) => ({
                'aria-label': { first: 'หน้าแรก', previous: 'หน้าก่อน', next: 'หน้าถัดไป', last: 'หน้าสุดท้าย' }[control],
              })}
            />
          )}
        </>
      )}
    </Stack>
  );
}

function Nothing({ filtered, secret }: { filtered: boolean; secret: boolean }) {
  if (filtered) {
    return <Empty title="ไม่พบรายการที่ตรงกับที่ค้น">ลองลดคำค้น หรือขยายช่วงวันที่</Empty>;
  }
  if (secret) {
    return <Empty title="ยังไม่มีหนังสือลับในปีนี้">หนังสือที่มีชั้นความลับจะลงทะเบียนแยกมาที่นี่เอง</Empty>;
  }
  return (
    <Empty title="ยังไม่มีรายการในปีนี้">
      <Anchor component={Link} href="/register" underline="always">
        ไปที่หนังสือที่รอลงทะเบียน
      </Anchor>
    </Empty>
  );
}

function columnsOf(onOpen: (id: number) => void): Column<RegisterEntry>[] {
  const column = (name: ColumnName, width?: string): Column<RegisterEntry> => ({
    head: COLUMN[name],
    ...(width && { width }),
    cell: (entry) => (
      <>
        {name === 'reference' && entry.speed && (
          <Badge color="red" variant="light" mr={6}>
            {cellText('speed', entry.speed)}
          </Badge>
        )}
        <Struck of={entry}>{cellText(name, entry[name])}</Struck>
        <Doubt column={name} doubts={entry.doubts} />
      </>
    ),
  });
  return [
    {
      head: 'เลขทะเบียนรับ',
      width: '10%',
      cell: (entry) => (
        <>
          <Anchor
            component="button"
            type="button"
            ta="left"
            underline="always"
            fw={700}
            fz="inherit"
            className={styles.number}
            onClick={() => onOpen(entry.id)}
          >
            <Struck of={entry}>{numberText(entry)}</Struck>
          </Anchor>
          <Text size="sm" c="dimmed">
            {arrivalText(entry.at)}
          </Text>
          {entry.cancelled && (
            <Badge color="gray" variant="light">
              ยกเลิก
            </Badge>
          )}
        </>
      ),
    },
    column('reference', '13%'),
    column('date', '10%'),
    column('sender', '12%'),
    column('addressee', '15%'),
    {
      head: COLUMN.subject,
      width: '20%',
      cell: (entry) => (
        <>
          <Struck of={entry}>{entry.veiled ? '(หนังสือลับ)' : cellText('subject', entry.subject)}</Struck>
          <Doubt column="subject" doubts={entry.doubts} />
          {entry.offers.length > 0 && (
            <Badge color="blue" variant="light" className="no-print">
              หนังสือแก้ไขแล้ว
            </Badge>
          )}
          {entry.wrongBook && (
            <Badge color="red" variant="light">
              อยู่ผิดเล่ม
            </Badge>
          )}
        </>
      ),
    },
    column('action', '9%'),
    {
      head: COLUMN.remarks,
      width: '10%',
      cell: ({ cancelled, remarks }) => (
        <>
          {cancelled && <div>ยกเลิก: {cancelled.reason || '-'}</div>}
          {(remarks || !cancelled) && cellText('remarks', remarks)}
        </>
      ),
    },
  ];
}

/** A cancelled line stays legible, struck out. */
function Struck({ of, children }: { of: RegisterEntry; children: string }) {
  return of.cancelled ? <s>{children}</s> : children;
}
