import { Badge, Button, Group, MultiSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { type BelowStatus, belowAnswer, sendAnswer, withdrawAnswer } from '../../../schemas/notices.js';
import { organisation } from '../../../schemas/organisations.js';
import { query, useChange, useGet } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { DataTable } from '../ui/data-table.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { dateTime } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';
import { BELOW } from './words.js';

const CHANGED = ['/api/notices', '/api/relay'];
/** The latest that is known of it there. */
const lastOf = (one: BelowStatus): string | null =>
  one.withdrawnAt ?? one.doneAt ?? one.forwardedAt ?? one.acknowledgedAt ?? one.readAt ?? one.receivedAt ?? one.sentAt;

/** To whom the office sent a letter and how far it is there; sending it by hand, and taking it back. */
export function SentBelow({ receipt, ordinal }: { receipt: number; ordinal: number }) {
  const status = useGet(belowAnswer, `/api/notices${query({ receipt, ordinal })}`);
  const [dialog, setDialog] = useState<'send' | 'withdraw' | null>(null);
  const withdraw = useChange(
    withdrawAnswer,
    () => ({ path: '/api/notices/withdraw', body: { receipt, ordinal } }),
    CHANGED,
  );
  if (status.isError) return <ErrorNotice error={status.error} retry={status.refetch} />;
  const { sentAt, recipients } = status.data ?? { sentAt: null, recipients: [] };
  const inHand = recipients.some(({ state }) => state !== 'unknown' && state !== 'withdrawn');
  return (
    <>
      {sentAt ? (
        <>
          <DataTable
            caption={`ส่งครั้งแรก ${dateTime(sentAt)}`}
            csv="สถานะการส่ง"
            rows={recipients}
            rowKey={(row) => row.organisation.code}
            columns={[
              {
                head: 'หน่วยงาน',
                cell: (row) => row.organisation.name,
                text: (row) => row.organisation.name,
                sort: (row) => row.organisation.name,
              },
              {
                head: 'สถานะ',
                cell: (row) => (
                  <Badge color={row.state === 'unknown' ? 'gray' : 'blue'} variant="light" tt="none">
                    {BELOW[row.state]}
                  </Badge>
                ),
                text: (row) => BELOW[row.state],
                sort: (row) => BELOW[row.state],
              },
              { head: 'เมื่อ', cell: (row) => dateTime(lastOf(row)), text: (row) => lastOf(row), sort: lastOf },
            ]}
          />
          <Text size="sm" c="dimmed" mt="xs">
            ไม่ทราบ คือหน่วยงานที่ไม่ได้ใช้ระบบนี้ ต้องส่งเอกสารตามปกติ และระบบไม่รู้ว่าได้รับแล้วหรือยัง
          </Text>
        </>
      ) : (
        <Text>ยังไม่ได้ส่งหนังสือนี้ต่อให้หน่วยงานอื่นในระบบ</Text>
      )}
      <Group gap="xs" mt="sm" className="no-print">
        <Button variant="default" onClick={() => setDialog('send')}>
          ส่งให้หน่วยงานอื่น
        </Button>
        {inHand && (
          <Button variant="outline" color="red" onClick={() => setDialog('withdraw')}>
            เรียกคืนทั้งหมด
          </Button>
        )}
      </Group>
      {dialog === 'send' && <Send receipt={receipt} ordinal={ordinal} close={() => setDialog(null)} />}
      <ConfirmDialog
        opened={dialog === 'withdraw'}
        onClose={() => setDialog(null)}
        title="เรียกคืนหนังสือ"
        confirm="เรียกคืนจากทุกหน่วยงาน"
        danger
        busy={withdraw.isPending}
        onConfirm={() =>
          withdraw.mutate(undefined, {
            onSuccess: () => {
              setDialog(null);
              tellDone('เรียกคืนแล้ว');
            },
          })
        }
      >
        {withdraw.isError && <ErrorNotice error={withdraw.error} />}
        หน่วยงานที่ได้รับจะเปิดหนังสือนี้ไม่ได้อีก สิ่งที่ทำไปแล้วยังอยู่ในบันทึก และส่งใหม่ได้
      </ConfirmDialog>
    </>
  );
}

function Send({ receipt, ordinal, close }: { receipt: number; ordinal: number; close: () => void }) {
  const all = useGet(organisation.array(), '/api/organisations', { staleTime: 600_000 });
  const [chosen, setChosen] = useState<string[]>([]);
  const send = useChange(
    sendAnswer,
    (organisations: string[]) => ({ path: '/api/notices', body: { receipt, ordinal, organisations } }),
    CHANGED,
  );
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title="ส่งให้หน่วยงานอื่น"
      confirm="ส่ง"
      busy={send.isPending}
      disabled={chosen.length === 0}
      onConfirm={() =>
        send.mutate(chosen, {
          onSuccess: ({ organisations, unknown }) => {
            close();
            const paper = unknown.length > 0 ? ` ต้องส่งเอกสารเองถึง ${unknown.map(({ name }) => name).join(', ')}` : '';
            tellDone(organisations.length > 0 ? `ส่งเข้ากล่องหนังสือแล้ว${paper}` : `บันทึกแล้ว${paper}`);
          },
        })
      }
    >
      {all.isError && <ErrorNotice error={all.error} retry={all.refetch} />}
      {send.isError && <ErrorNotice error={send.error} />}
      <MultiSelect
        label="หน่วยงาน"
        description="พิมพ์บางส่วนของชื่อ เลือกได้หลายแห่ง หนังสือไปพร้อมสิ่งที่แนบมาเท่านั้น"
        searchable
        limit={30}
        nothingFoundMessage="ไม่พบชื่อนี้"
        data={(all.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
    </ConfirmDialog>
  );
}
