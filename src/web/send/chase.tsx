import { Anchor, Button, Checkbox, Group, List, NativeSelect, Text } from '@mantine/core';
import { IconBell, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { type ChaseItem, chaseListAnswer, type RemindAnswer, remindAnswer } from '../../../schemas/chase.js';
import { type ChaseFor, chaseFor } from '../../../schemas/matters.js';
import { SECRECY_LABEL } from '../../domain/labels.js';
import { CHASE_TEXT } from '../../domain/relay/words.js';
import { query, useChange, useGet } from '../api.js';
import { hasRole, useSession } from '../session.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, day, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { Pager } from '../ui/pager.js';
import { tellDone, tellFailed } from '../ui/tell.js';

const LIMIT = 20;
/** Names that a row shows; the rest is a click away. */
const NAMES = 5;

const nameOf = ({ reference, subject }: ChaseItem) => thai(reference ?? subject ?? 'หนังสือไม่มีเลขที่');

/** What the organisation sent down and still waits for, and a reminder to those bodies. */
export function Chase() {
  const session = useSession();
  const clerk = hasRole(session, 'clerk');
  const [what, setWhat] = useState<ChaseFor>('acknowledged');
  const [offset, setOffset] = useState(0);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState(false);
  const answer = useGet(chaseListAnswer, `/api/chase${query({ for: what, offset, limit: LIMIT })}`, {
    placeholderData: (before) => before,
  });
  const remind = useChange(
    remindAnswer,
    (letters: string[]) => ({ path: '/api/chase', body: { for: what, letters } }),
    ['/api/chase'],
  );
  const items = answer.data?.items ?? [];
  const marked = items.filter(({ key }) => chosen.has(key));
  const choose = (keys: readonly string[]) => setChosen(new Set(keys));
  const go = (to: number) => {
    setOffset(to);
    choose([]);
  };
  const send = () =>
    remind.mutate(
      marked.map(({ key }) => key),
      {
        onSuccess: (told) => {
          tellDone(toldText(told));
          choose([]);
        },
        onError: (error) => tellFailed(error, 'เตือนไม่สำเร็จ'),
        onSettled: () => setAsked(false),
      },
    );
  return (
    <>
      <Group mb="md" className="no-print" align="flex-end" justify="space-between">
        <NativeSelect
          label="ติดตามหน่วยงานที่"
          value={what}
          onChange={({ currentTarget }) => {
            setWhat(currentTarget.value as ChaseFor);
            go(0);
          }}
          data={chaseFor.options.map((value) => ({ value, label: CHASE_TEXT[value] }))}
          w={{ base: '100%', xs: 260 }}
        />
        <Button
          component="a"
          href={`/api/chase${query({ for: what, format: 'csv' })}`}
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          บันทึกทั้งหมดเป็น CSV
        </Button>
      </Group>
      {answer.isError && <ErrorNotice error={answer.error} retry={answer.refetch} />}
      {answer.isPending && <Loading what="หนังสือที่ต้องติดตาม" />}
      {answer.isSuccess && (
        <>
          {clerk && items.length > 0 && (
            <Group mb="xs" className="no-print">
              <Checkbox
                label="เลือกทุกฉบับในหน้านี้"
                checked={marked.length === items.length}
                indeterminate={marked.length > 0 && marked.length < items.length}
                onChange={({ currentTarget }) => choose(currentTarget.checked ? items.map(({ key }) => key) : [])}
              />
              <Button
                leftSection={<IconBell size={16} />}
                disabled={marked.length === 0}
                onClick={() => setAsked(true)}
              >
                {marked.length === 0 ? 'เตือนหน่วยงาน' : `เตือนหน่วยงาน (${thai(marked.length)} ฉบับ)`}
              </Button>
            </Group>
          )}
          <DataTable
            caption={`หนังสือที่ส่งแล้วและมีหน่วยงาน${CHASE_TEXT[what]} ${thai(answer.data.total)} ฉบับ`}
            rows={items}
            rowKey={({ key }) => key}
            columns={[...(clerk ? [box(chosen, choose)] : []), ...columns(what)]}
            empty={
              <Empty title={`ไม่มีหนังสือที่หน่วยงานปลายทาง${CHASE_TEXT[what]}`}>
                นับเฉพาะหน่วยงานที่ใช้ระบบเวียน หน่วยงานอื่นไม่ทราบสถานะ ดูรายชื่อได้ที่สายการเวียนของหนังสือ
              </Empty>
            }
          />
          <Pager of="ฉบับ" limit={LIMIT} total={answer.data.total} offset={offset} go={go} />
        </>
      )}
      <ConfirmDialog
        opened={asked}
        onClose={() => setAsked(false)}
        title="เตือนหน่วยงานปลายทาง"
        confirm={`เตือนหน่วยงานที่${CHASE_TEXT[what]}`}
        busy={remind.isPending}
        onConfirm={send}
      >
        <Text>
          ผู้รับผิดชอบของหน่วยงานที่{CHASE_TEXT[what]}จะได้รับแจ้งตามวิธีที่แต่ละคนเลือก นอกช่วงเวลาพัก หน่วยงานละหนึ่งครั้งต่อฉบับต่อวัน
          หน่วยงานจะเห็นว่าหน่วยงานของท่านเตือนเมื่อใด
        </Text>
        <List size="sm" mt="sm">
          {marked.slice(0, NAMES).map((item) => (
            <List.Item key={item.key}>
              {nameOf(item)}: {thai(item.missing.total)} แห่ง
            </List.Item>
          ))}
          {marked.length > NAMES && <List.Item>และอีก {thai(marked.length - NAMES)} ฉบับ</List.Item>}
        </List>
      </ConfirmDialog>
    </>
  );
}

function toldText({ letters }: RemindAnswer): string {
  const sum = (count: (one: RemindAnswer['letters'][number]) => number) =>
    letters.reduce((total, one) => total + count(one), 0);
  const told = sum((one) => one.told.length);
  const before = sum((one) => one.before);
  const again = before > 0 ? ` วันนี้เตือนไปแล้วก่อนหน้า ${thai(before)} ครั้ง จึงไม่เตือนซ้ำ` : '';
  return told === 0 ? `ไม่มีหน่วยงานที่ต้องเตือนเพิ่ม${again}` : `เตือนแล้ว ${thai(told)} ครั้ง${again}`;
}

const box = (chosen: ReadonlySet<string>, choose: (keys: string[]) => void): Column<ChaseItem> => ({
  head: 'เลือก',
  screenOnly: true,
  width: '4rem',
  cell: (row) => (
    <Checkbox
      aria-label={`เลือก ${nameOf(row)}`}
      checked={chosen.has(row.key)}
      onChange={({ currentTarget }) =>
        choose(currentTarget.checked ? [...chosen, row.key] : [...chosen].filter((key) => key !== row.key))
      }
    />
  ),
});

function leftText({ deadline }: ChaseItem): string {
  if (deadline === null) return 'ไม่มีกำหนดที่แน่นอน';
  const { daysLeft, workingDaysLeft, estimate, until } = deadline;
  const may = estimate || until !== null ? 'อาจ' : '';
  if (daysLeft < 0) return `${may}เลยกำหนด ${thai(-daysLeft)} วัน`;
  return daysLeft === 0 ? `${may}ครบกำหนดวันนี้` : `${may}เหลือ ${thai(workingDaysLeft)} วันทำการ`;
}

const columns = (what: ChaseFor): Column<ChaseItem>[] => [
  {
    head: 'หนังสือ',
    width: '28%',
    cell: (row) => (
      <>
        <Anchor component={Link} href={`/relay/${row.key}`} fw={600}>
          {nameOf(row)}
        </Anchor>
        <Text size="sm" c="dimmed">
          ลงวันที่ {day(row.date)} · ส่ง {dateTime(row.sentAt)}
        </Text>
        {row.secrecy ? <Text>หนังสือชั้น{SECRECY_LABEL[row.secrecy]}</Text> : row.subject && <Text>{row.subject}</Text>}
      </>
    ),
  },
  {
    head: 'กำหนด',
    cell: (row) => (
      <>
        <Text fw={600} c={row.deadline && row.deadline.workingDaysLeft <= 2 ? 'var(--mantine-color-error)' : undefined}>
          {leftText(row)}
        </Text>
        {row.deadline && (
          <Text size="sm" c="dimmed">
            {day(row.deadline.dueOn)}
            {row.deadline.until && ` หรืออย่างช้า ${day(row.deadline.until)}`}
            {!row.deadline.confirmed && ' (ต้องตรวจ)'}
          </Text>
        )}
      </>
    ),
  },
  {
    head: CHASE_TEXT[what],
    width: '26%',
    cell: ({ missing }) => (
      <>
        <Text fw={600}>{thai(missing.total)} แห่ง</Text>
        <Text size="sm">
          {missing.names
            .slice(0, NAMES)
            .map(({ name }) => name)
            .join(', ')}
          {missing.total > NAMES && ` และอีก ${thai(missing.total - NAMES)} แห่ง`}
        </Text>
      </>
    ),
  },
  {
    head: 'ทั้งหมด',
    cell: ({ counts }) => (
      <Text size="sm">
        ส่งถึง {thai(counts.total)} · รับแล้ว {thai(counts.received)} · อ่าน {thai(counts.read)} · รับทราบ{' '}
        {thai(counts.acknowledged)} · ส่งต่อ {thai(counts.forwarded)} · ดำเนินการแล้ว {thai(counts.done)} · ไม่ทราบ{' '}
        {thai(counts.unknown)}
      </Text>
    ),
  },
  {
    head: 'เตือนล่าสุด',
    cell: ({ reminded }) => (reminded ? `${day(reminded.on)} (${thai(reminded.bodies)} แห่ง)` : '-'),
  },
];
