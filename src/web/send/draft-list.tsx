import { Anchor, Badge } from '@mantine/core';
import { Link } from 'wouter';
import type { DraftSummary } from '../../../schemas/sending.js';
import { DataTable } from '../ui/data-table.js';
import { Empty } from '../ui/empty.js';
import { dateTime, thai } from '../ui/format.js';
import { LetterCell } from './words.js';

/** The office's drafts, those changed last first, with the days from arrival to sending. */
export function DraftList({ drafts }: { drafts: DraftSummary[] }) {
  return (
    <DataTable
      caption={`ร่างหนังสือนำส่ง ${thai(drafts.length)} ฉบับ`}
      rows={drafts}
      rowKey={({ id }) => id}
      csv="ร่างหนังสือนำส่ง"
      empty={<Empty title="ยังไม่มีร่าง">เริ่มจากหนังสือในแท็บ “รอส่งต่อ”</Empty>}
      columns={[
        {
          head: 'ร่าง',
          cell: ({ id }) => (
            <Anchor component={Link} href={`/send/draft/${id}`} underline="always">
              เปิดร่างที่ {thai(id)}
            </Anchor>
          ),
          text: ({ id }) => id,
        },
        {
          head: 'หนังสือที่ส่งต่อ',
          width: '45%',
          cell: ({ letter }) => <LetterCell letter={letter} />,
          text: ({ letter }) => letter.reference ?? letter.subject,
        },
        { head: 'แก้ไขล่าสุด', cell: ({ changedAt }) => dateTime(changedAt), sort: ({ changedAt }) => changedAt },
        {
          head: 'สถานะ',
          cell: ({ sent }) =>
            sent === null ? (
              <Badge variant="light">ยังไม่ส่ง</Badge>
            ) : sent.cancelled ? (
              <Badge color="gray" variant="light">
                เลขส่งถูกยกเลิก
              </Badge>
            ) : (
              `ส่งแล้ว เลขที่ ${thai(sent.number)}/${thai(sent.year)}`
            ),
          text: ({ sent }) => (sent && !sent.cancelled ? `${sent.number}/${sent.year}` : ''),
        },
        {
          head: 'วันตั้งแต่มาถึง',
          right: true,
          cell: ({ days }) => thai(days),
          text: ({ days }) => days,
          sort: ({ days }) => days,
        },
      ]}
    />
  );
}
