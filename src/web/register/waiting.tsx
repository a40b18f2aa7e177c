import { Anchor, Badge, Button, Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { IconRubberStamp } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { type LetterPlace, type WaitingLetter, waitingAnswer } from '../../../schemas/register.js';
import { query, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { useKeys } from '../ui/keys.js';
import { Loading } from '../ui/loading.js';
import { Doubt } from './doubts.js';
import { RegisterDialog } from './register-dialog.js';
import { arrivalText, COLUMN, cellText } from './words.js';

const AT_ONCE = 200;
const keyOf = ({ receipt, firstPage, rank }: LetterPlace) => `${receipt} ${firstPage} ${rank}`;
const FROM = { hand: 'กรอกเอง', stamp: 'ตามตรารับ', upload: 'เวลาที่นำเข้า', notice: 'เวลาที่ส่งมา' } as const;

/** Letters that have no number yet: one or many are registered at a time. */
export function Waiting({ onOpen }: { onOpen: (id: number) => void }) {
  const session = useSession();
  const clerk = hasRole(session, 'clerk');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<readonly WaitingLetter[]>([]);
  const [own, setOwn] = useState(false);
  const list = useGet(waitingAnswer, `/api/register/waiting${query({ limit: AT_ONCE, own })}`, {
    placeholderData: (before) => before,
  });
  const letters = list.data?.letters ?? [];
  const may = (letter: WaitingLetter) => clerk && !letter.veiled;
  const open = letters.filter(may);
  // What may be the same paper twice is chosen one by one, by who has looked.
  const single = open.filter(({ rescanAsked }) => !rescanAsked);
  const confirmed = single.filter((one) => one.confirmed);
  const taken = open.filter(({ letter }) => chosen.has(keyOf(letter)));
  const next = open[0];
  useKeys(next ? { KeyN: { does: 'ลงทะเบียนฉบับถัดไป', run: () => setAsked([next]) } } : {});

  if (list.isError) return <ErrorNotice error={list.error} retry={list.refetch} />;
  if (list.data === undefined) return <Loading what="หนังสือที่รอลงทะเบียน" />;
  const ownLetters = (own || list.data.own > 0) && (
    <Switch
      className="no-print"
      label={`แสดงหนังสือที่หน่วยงานนี้ออกเอง (${thai(list.data.own)}) ซึ่งปกติลงทะเบียนหนังสือส่ง`}
      checked={own}
      onChange={({ currentTarget }) => {
        setOwn(currentTarget.checked);
        setChosen(new Set());
      }}
    />
  );
  if (letters.length === 0) {
    return (
      <Stack gap="md">
        <Empty title="ไม่มีหนังสือรอลงทะเบียน">
          หนังสือที่อ่านเสร็จแล้วจะมารอที่นี่{' '}
          {clerk && (
            <>
              <Anchor component={Link} href="/upload" underline="always">
                รับหนังสือเข้า
              </Anchor>{' '}
              <Anchor component={Link} href="/send" underline="always">
                ส่งต่อหนังสือที่ลงทะเบียนแล้ว
              </Anchor>
            </>
          )}
        </Empty>
        {ownLetters}
      </Stack>
    );
  }
  const choose = (rows: readonly WaitingLetter[]) => setChosen(new Set(rows.map(({ letter }) => keyOf(letter))));
  return (
    <Stack gap="md">
      {clerk && (
        <Group gap="sm" className="no-print">
          <Button
            leftSection={<IconRubberStamp size={18} />}
            disabled={taken.length === 0}
            onClick={() => setAsked(taken)}
          >
            {taken.length === 0 ? 'ลงทะเบียนที่เลือก' : `ลงทะเบียน ${thai(taken.length)} ฉบับ`}
          </Button>
          {confirmed.length > 0 && (
            <Button variant="default" onClick={() => choose(confirmed)}>
              เลือกที่ตรวจแล้วทั้งหมด ({thai(confirmed.length)})
            </Button>
          )}
          <Button variant="default" onClick={() => choose(taken.length >= single.length ? [] : single)}>
            {taken.length >= single.length && taken.length > 0 ? 'ไม่เลือก' : 'เลือกทั้งหมด'}
          </Button>
        </Group>
      )}
      {list.data.total > letters.length && (
        <Text>
          แสดง {thai(letters.length)} ฉบับแรกจาก {thai(list.data.total)} ฉบับ เมื่อลงทะเบียนแล้ว ฉบับถัดไปจะขึ้นมาแทน
        </Text>
      )}
      <DataTable
        caption={`หนังสือ${own ? 'ที่หน่วยงานนี้ออกเอง ' : ''}ที่ยังไม่มีเลขทะเบียนรับ ${thai(list.data.total)} ฉบับ`}
        columns={columnsOf({
          clerk,
          may,
          isChosen: (one) => chosen.has(keyOf(one.letter)),
          choose: (one, on) => {
            const changed = new Set(chosen);
            if (on) changed.add(keyOf(one.letter));
            else changed.delete(keyOf(one.letter));
            setChosen(changed);
          },
          register: (one) => setAsked([one]),
        })}
        rows={letters}
        rowKey={({ letter }) => keyOf(letter)}
      />
      {ownLetters}
      {asked.length > 0 && (
        <RegisterDialog
          letters={asked}
          onClose={() => setAsked([])}
          onDone={(entries) => {
            setChosen(new Set());
            if (entries.length === 1) onOpen(entries[0]!.id);
          }}
        />
      )}
    </Stack>
  );
}

interface Rows {
  clerk: boolean;
  may: (letter: WaitingLetter) => boolean;
  isChosen: (letter: WaitingLetter) => boolean;
  choose: (letter: WaitingLetter, on: boolean) => void;
  register: (letter: WaitingLetter) => void;
}

/** How a row is called by what reads the page aloud. */
const nameOf = ({ columns, file }: WaitingLetter) => columns.reference ?? columns.subject ?? file;

function columnsOf({ clerk, may, isChosen, choose, register }: Rows): Column<WaitingLetter>[] {
  const column = (name: 'reference' | 'date' | 'sender' | 'addressee'): Column<WaitingLetter> => ({
    head: COLUMN[name],
    width: { reference: '12%', date: '9%', sender: '13%', addressee: '17%' }[name],
    cell: ({ columns, doubts }) => (
      <>
        {cellText(name, columns[name])}
        <Doubt column={name} doubts={doubts} />
      </>
    ),
  });
  return [
    ...(clerk
      ? [
          {
            head: 'เลือก',
            width: '4rem',
            screenOnly: true,
            cell: (row: WaitingLetter) => (
              <Checkbox
                aria-label={`เลือก ${nameOf(row)}`}
                checked={isChosen(row)}
                disabled={!may(row)}
                onChange={({ currentTarget }) => choose(row, currentTarget.checked)}
              />
            ),
          },
        ]
      : []),
    {
      head: COLUMN.subject,
      width: '22%',
      cell: (row) => (
        <>
          <Anchor component={Link} href={`/letters/${row.letter.receipt}/${row.letter.ordinal}`} underline="always">
            {row.veiled ? '(หนังสือลับ)' : (row.columns.subject ?? row.file)}
          </Anchor>
          <Doubt column="subject" doubts={row.doubts} />
          <Group gap={6} mt={4}>
            {row.columns.speed && (
              <Badge color="red" variant="light">
                {cellText('speed', row.columns.speed)}
              </Badge>
            )}
            {row.book === 'received-secret' && (
              <Badge color="grape" variant="light">
                ลงทะเบียนลับ
              </Badge>
            )}
            {row.rescanAsked && (
              <Anchor component={Link} href={`/check/${row.letter.receipt}/0`} size="sm" underline="always">
                อาจเป็นสแกนซ้ำ ตอบก่อนลงทะเบียน
              </Anchor>
            )}
            <Badge color={row.confirmed ? 'green' : 'gray'} variant="light">
              {row.confirmed ? 'ตรวจแล้ว' : 'ยังไม่ได้ตรวจ'}
            </Badge>
          </Group>
        </>
      ),
    },
    column('reference'),
    column('date'),
    column('sender'),
    column('addressee'),
    {
      head: 'วันเวลาที่ได้รับ',
      cell: ({ arrival: { at, by, check } }) => (
        <>
          {arrivalText(at)}
          <Text size="sm" c="dimmed">
            {FROM[by]}
          </Text>
          {check && (
            <Badge color="orange" variant="light">
              ต้องตรวจ
            </Badge>
          )}
          {check && <Text size="sm">{check}</Text>}
        </>
      ),
    },
    ...(clerk
      ? [
          {
            head: 'ลงทะเบียน',
            screenOnly: true,
            cell: (row: WaitingLetter) =>
              may(row) ? (
                <Button size="xs" variant="light" onClick={() => register(row)} aria-label={`ลงทะเบียน ${nameOf(row)}`}>
                  ลงทะเบียน
                </Button>
              ) : (
                <Text size="sm">เฉพาะผู้ที่ได้รับมอบหมาย</Text>
              ),
          },
        ]
      : []),
  ];
}
