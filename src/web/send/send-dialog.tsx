import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type Draft, type SentAnswer, sentAnswer } from '../../../schemas/sending.js';
import { thaiDay } from '../../domain/calendar.js';
import { useChange } from '../api.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { DateInputTh } from '../ui/date-input.js';
import { ThaiDigitInput } from '../ui/digit-input.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { thai } from '../ui/format.js';
import { tellDone } from '../ui/tell.js';

const WITHHELD: Record<NonNullable<SentAnswer['withheld']>, string> = {
  'pages-shared': 'หน้าของหนังสือปนกับฉบับอื่น จึงยังไม่ส่งเข้ากล่องของผู้รับ',
  'not-seen': 'หนังสือที่ได้รับถูกเรียกคืนหรือแบ่งฉบับใหม่ จึงไม่ได้ส่งเข้ากล่องของผู้รับ',
};

/** What became of sending, in one sentence. */
function toldOf({ number, year, notified, withheld }: SentAnswer): string {
  const inboxes = withheld
    ? WITHHELD[withheld]
    : notified.length > 0
      ? `ส่งเข้ากล่องหนังสือของ ${notified.length} หน่วยงานที่ใช้เวียน`
      : 'ไม่มีผู้รับที่ใช้เวียน';
  return thai(`ลงทะเบียนส่งเลขที่ ${number}/${year} แล้ว ${inboxes}`);
}

/** The letter went out: its number and its date, and into whose inbox it goes. */
export function SendDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const [own, setOwn] = useState('next');
  const [number, setNumber] = useState<number | null>(null);
  const [day, setDay] = useState<string | null>(thaiDay(new Date()));
  const send = useChange(
    sentAnswer,
    () => ({ path: `/api/drafts/${draft.id}/sent`, body: { number: own === 'own' ? number : null, day } }),
    ['/api/drafts', '/api/sending', '/api/sent'],
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title="ลงทะเบียนว่าส่งแล้ว"
      confirm="ลงทะเบียนส่ง"
      busy={send.isPending}
      disabled={day === null || (own === 'own' && number === null)}
      onConfirm={() =>
        send.mutate(undefined, {
          onSuccess: (answer) => {
            tellDone(toldOf(answer));
            onClose();
          },
        })
      }
    >
      <Stack gap="sm">
        <Text>ลงทะเบียนส่ง (แบบที่ ๑๔) และส่งหนังสือเข้ากล่องของผู้รับที่ใช้เวียน เลขที่ลงแล้วยกเลิกได้แต่ไม่นำมาใช้ใหม่</Text>
        <Radio.Group label="เลขทะเบียนส่ง" value={own} onChange={setOwn}>
          <Stack gap="xs" mt="xs">
            <Radio value="next" label="ใช้เลขถัดไปของทะเบียน" />
            <Radio value="own" label="ใช้เลขที่ออกไว้แล้ว" />
          </Stack>
        </Radio.Group>
        {own === 'own' && <ThaiDigitInput label="เลขที่ออกไว้" value={number} onChange={setNumber} />}
        <DateInputTh label="ลงวันที่" value={day} onChange={setDay} />
        {send.isError && <ErrorNotice error={send.error} />}
      </Stack>
    </ConfirmDialog>
  );
}
