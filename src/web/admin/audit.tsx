import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { type AuditItem, auditAnswer, personAnswer } from '../../../schemas/accounts.js';
import { call, query, useGet } from '../api.js';
import { DataTable } from '../ui/data-table.js';
import { DateInputTh } from '../ui/date-input.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { ACTIONS, detailText, GROUPS, MACHINES, NAMES, type Names } from './actions.js';

const whoOf = ({ actor, actorName }: AuditItem) =>
  actorName ?? (actor.startsWith('key:') ? `กุญแจเลขที่ ${thai(actor.slice(4))}` : (MACHINES[actor] ?? `ระบบ (${actor})`));
const whatOf = ({ action }: AuditItem) => ACTIONS[action] ?? action;
function Detail({ entry: { detail }, names }: { entry: AuditItem; names: Names }) {
  const first = ['before', 'after'].filter((name) => name in detail);
  const parts = [...new Set([...first, ...Object.keys(detail)])];
  return (
    <Stack gap={2}>
      {parts.map((name) => (
        <Text key={name} size="sm" style={{ overflowWrap: 'anywhere' }}>
          <Text span c="dimmed" size="sm">
            {NAMES[name] ?? name}:
          </Text>{' '}
          {detailText(detail[name], name, names)}
        </Text>
      ))}
      {parts.length === 0 && '-'}
    </Stack>
  );
}

/** Who did what and when, with what stood there before and after. */
export function AuditLog() {
  const [action, setAction] = useState<string | null>(null);
  const [person, setPerson] = useState<string | null>(null);
  const [receipt, setReceipt] = useState('');
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const people = useGet(z.array(personAnswer), '/api/people');
  const number = receipt.replace(/[๐-๙]/g, (digit) => String('๐๑๒๓๔๕๖๗๘๙'.indexOf(digit))).trim();
  const filter = { action, person, from, to, receipt: /^[1-9]\d{0,8}$/.test(number) ? number : null };
  const log = useInfiniteQuery({
    queryKey: [`/api/audit${query(filter)}`],
    queryFn: ({ pageParam, signal }) =>
      call(auditAnswer, `/api/audit${query({ ...filter, before: pageParam })}`, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const names: Names = {
    organisations: Object.assign({}, ...(log.data?.pages.map((page) => page.organisations) ?? [])),
    people: Object.assign({}, ...(log.data?.pages.map((page) => page.people) ?? [])),
  };
  const rows = log.data?.pages.flatMap(({ entries }) => entries) ?? [];
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm" className="no-print">
        <Select
          label="ประเภท"
          placeholder="ทั้งหมด"
          clearable
          clearButtonProps={{ 'aria-label': 'ล้างประเภท' }}
          data={GROUPS}
          value={action}
          onChange={setAction}
        />
        <Select
          label="ผู้ทำรายการ"
          placeholder="ทุกคน"
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'ล้างผู้ทำรายการ' }}
          nothingFoundMessage="ไม่พบ"
          data={(people.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={person}
          onChange={setPerson}
        />
        <TextInput
          label="เลขไฟล์"
          inputMode="numeric"
          w={110}
          value={receipt}
          onChange={(event) => setReceipt(event.currentTarget.value)}
        />
        <DateInputTh label="ตั้งแต่วันที่" value={from} onChange={setFrom} />
        <DateInputTh label="ถึงวันที่" value={to} onChange={setTo} />
      </Group>
      {log.isPending && <Loading what="บันทึก" />}
      {log.isError && <ErrorNotice error={log.error} retry={() => log.refetch()} />}
      {log.isSuccess && (
        <DataTable
          caption="บันทึกการใช้งาน ล่าสุดก่อน"
          rows={rows}
          rowKey={(row) => row.id}
          csv="บันทึกการใช้งาน"
          empty={<Empty title="ไม่มีรายการตามที่เลือก">ลองล้างตัวกรองบางช่อง</Empty>}
          columns={[
            { head: 'เมื่อ', cell: (row) => dateTime(row.at), text: (row) => row.at, width: '11rem' },
            { head: 'ใคร', cell: whoOf, text: whoOf },
            { head: 'ทำอะไร', cell: whatOf, text: whatOf },
            { head: 'ไฟล์', cell: (row) => thai(row.receipt), text: (row) => row.receipt, right: true },
            {
              head: 'เดิมและใหม่',
              cell: (row) => <Detail entry={row} names={names} />,
              text: (row) => JSON.stringify(row.detail),
            },
          ]}
        />
      )}
      {log.hasNextPage && (
        <Group justify="center" className="no-print">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            ดูรายการก่อนหน้านี้
          </Button>
        </Group>
      )}
    </Stack>
  );
}
