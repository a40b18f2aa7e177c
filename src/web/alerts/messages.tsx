import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import {
  type MessageItem,
  type MessageState,
  messageItem,
  messageStates,
  messagesAnswer,
} from '../../../schemas/alerts.js';
import { query, useChange, useGet } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime, thai } from '../ui/format.js';
import { Loading } from '../ui/loading.js';
import { Pager } from '../ui/pager.js';
import { tellDone, tellFailed } from '../ui/tell.js';
import { CHANNELS, KINDS, reasonOf, STATES } from './words.js';

const MESSAGES = '/api/alerts/messages';
const LIMIT = 50;
/** What a person has to see to stands first. */
const ORDER = Object.keys(STATES) as MessageState[];
type Answer = 'sent' | 'again';

/** The ledger of what left this wian for the organisation, those first of which nobody knows whether they arrived. */
export function Messages() {
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const wanted = asked.get('state');
  const state = messageStates.find((one) => one === wanted);
  const offset = Math.max(0, Math.trunc(Number(asked.get('offset'))) || 0);
  const list = useGet(messagesAnswer, `${MESSAGES}${query({ state, offset, limit: LIMIT })}`, {
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  });
  const [again, setAgain] = useState<MessageItem | null>(null);
  const resolve = useChange(
    messageItem,
    ({ id, as }: { id: number; as: Answer }) => ({ path: `${MESSAGES}/${id}/resolve`, body: { as } }),
    ['/api/alerts'],
  );
  const settle = (id: number, as: Answer) =>
    resolve.mutate(
      { id, as },
      {
        onSuccess: () => {
          setAgain(null);
          tellDone(as === 'sent' ? 'บันทึกว่าถึงแล้ว' : 'จะส่งอีกครั้ง');
        },
        onError: (error) => tellFailed(error),
      },
    );
  const to = (next: { state?: string | undefined; offset?: number }) =>
    go(`/alerts/messages${query({ state: next.state, offset: next.offset || null })}`);
  if (list.isPending) return <Loading what="ข้อความ" />;
  if (list.isError) return <ErrorNotice error={list.error} retry={list.refetch} />;
  const { items, total, counts } = list.data;
  return (
    <Stack gap="md">
      {counts.unknown > 0 && (
        <Alert color="orange" title={`ไม่ทราบผล ${thai(counts.unknown)} ข้อความ`}>
          {STATES.unknown.hint} ถ้าถึงแล้วกด ถึงแล้ว ถ้าไม่ถึงกด ส่งอีกครั้ง ระบบไม่ส่งซ้ำเองเพื่อไม่ให้ผู้รับได้สองครั้ง
        </Alert>
      )}
      <Group gap="xs" role="group" aria-label="กรองตามสถานะ">
        <Button size="sm" variant={state ? 'default' : 'filled'} aria-pressed={!state} onClick={() => to({})}>
          ทั้งหมด
        </Button>
        {ORDER.filter((one) => counts[one] > 0 || one === state).map((one) => (
          <Button
            key={one}
            size="sm"
            variant={one === state ? 'filled' : 'default'}
            aria-pressed={one === state}
            onClick={() => to({ state: one })}
          >
            {STATES[one].name} ({thai(counts[one])})
          </Button>
        ))}
      </Group>
      <DataTable
        caption="ข้อความที่ส่งในนามหน่วยงาน ที่ไม่ทราบผลก่อน แล้วจึงล่าสุด"
        rows={items}
        rowKey={({ id }) => id}
        empty={<Empty title="ยังไม่มีข้อความ">เมื่อมีผู้เลือกรับแจ้งทางอีเมลหรือ LINE ข้อความที่ส่งจะอยู่ที่นี่</Empty>}
        columns={[
          { head: 'ผู้รับ', cell: (row) => <Recipient message={row} /> },
          {
            head: 'ข้อความ',
            cell: ({ kind, lines }) => `${KINDS[kind]}${lines > 0 ? ` ${thai(lines)} เรื่อง` : ''}`,
          },
          { head: 'เวลา', cell: ({ settledAt, notBefore }) => dateTime(settledAt ?? notBefore), width: '11rem' },
          { head: 'สถานะ', cell: (row) => <State message={row} /> },
          {
            head: 'คำตอบ',
            screenOnly: true,
            cell: (row) =>
              row.state === 'unknown' || row.state === 'failed' ? (
                <Group gap="xs">
                  {row.state === 'unknown' && (
                    <Button size="xs" loading={resolve.isPending} onClick={() => settle(row.id, 'sent')}>
                      ถึงแล้ว
                    </Button>
                  )}
                  <Button size="xs" variant="default" onClick={() => setAgain(row)}>
                    ส่งอีกครั้ง
                  </Button>
                </Group>
              ) : (
                '-'
              ),
          },
        ]}
      />
      <Pager of="รายการ" limit={LIMIT} total={total} offset={offset} go={(next) => to({ state, offset: next })} />
      <ConfirmDialog
        opened={again !== null}
        onClose={() => setAgain(null)}
        title="ส่งอีกครั้ง"
        confirm="ส่งอีกครั้ง"
        busy={resolve.isPending}
        onConfirm={() => settle(again!.id, 'again')}
      >
        <Text>
          {again?.state === 'unknown'
            ? `ถ้าครั้งก่อนถึงแล้ว ${again.recipient} จะได้ข้อความนี้สองครั้ง ข้อความจะบอกว่าเป็นการส่งซ้ำ`
            : 'แก้เหตุที่ส่งไม่สำเร็จก่อน มิฉะนั้นจะไม่สำเร็จอีก'}
        </Text>
      </ConfirmDialog>
    </Stack>
  );
}

function Recipient({ message: { recipient, channel, to } }: { message: MessageItem }) {
  return (
    <>
      {recipient}
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {CHANNELS[channel]} {to !== recipient && to}
      </Text>
    </>
  );
}

function State({ message }: { message: MessageItem }) {
  const { name, color } = STATES[message.state];
  const reason = reasonOf(message);
  return (
    <>
      <Badge color={color} variant="light" tt="none">
        {name}
      </Badge>
      {message.attempts > 1 && <Text size="sm">ลองแล้ว {thai(message.attempts)} ครั้ง</Text>}
      {reason && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Text>
      )}
    </>
  );
}
