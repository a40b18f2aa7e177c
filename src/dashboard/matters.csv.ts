import type { MatterChain, MatterSummary, RecipientStatus } from '../../schemas/matters.js';
import { EVIDENCE_TEXT, STATE_TEXT } from '../domain/relay/words.js';
import { type CsvTable, csvTable } from './csv.js';

/** The tables behind the pages of the relay, as spreadsheets take them: days are ISO, headings Thai. */

export function mattersCsv(matters: readonly MatterSummary[]): string {
  const table: CsvTable<MatterSummary> = [
    ['รหัส', ({ key }) => key],
    ['เรื่อง', ({ subject }) => subject],
    ['เลขที่', ({ reference }) => reference],
    ['จาก', ({ issuer }) => issuer],
    ['หนังสือฉบับแรก', ({ firstDate }) => firstDate],
    ['หนังสือฉบับล่าสุด', ({ lastDate }) => lastDate],
    ['จำนวนหนังสือ', ({ letters }) => letters],
    ['จำนวนหน่วยงาน', ({ organisations }) => organisations],
    ['จำนวนขั้น', ({ hops }) => hops],
    ['ขั้นที่ข้อมูลไม่ตรงกัน', ({ differences }) => differences],
    ['กำหนด', ({ deadline }) => deadline],
    ['เหลือ (วัน)', ({ daysLeft }) => daysLeft],
    ['เหลือ (วันทำการ)', ({ workingDaysLeft }) => workingDaysLeft],
  ];
  return csvTable(table, matters);
}

const KIND_TEXT = { letter: 'หนังสือ', cited: 'อ้างถึง ไม่มีหนังสือ', receiver: 'รับแล้ว ยังไม่มีหนังสือส่งต่อ' } as const;

export function chainCsv({ nodes, edges }: MatterChain): string {
  const table: CsvTable<MatterChain['nodes'][number]> = [
    ['หน่วยงาน', ({ organisation }) => organisation],
    ['ประเภท', ({ kind }) => KIND_TEXT[kind]],
    ['เลขที่', ({ reference }) => reference],
    ['ลงวันที่', ({ date }) => date],
    [
      'ต่อจาก',
      ({ id }) =>
        edges
          .filter(({ to }) => to === id)
          .map(({ from }) => nameOf(from))
          .join('; '),
    ],
    ['วันที่รับ', ({ arrival }) => arrival?.date ?? null],
    ['ทราบวันรับจาก', ({ arrival }) => arrival && EVIDENCE_TEXT[arrival.evidence]],
    ['เหลือเมื่อรับ (วัน)', ({ arrival }) => arrival?.daysLeft ?? null],
    ['เหลือเมื่อรับ (วันทำการ)', ({ arrival }) => arrival?.workingDaysLeft ?? null],
    ['ใช้เวลา (วัน)', ({ days }) => days],
    ['อยู่ที่หน่วยงาน (วัน)', ({ held }) => held],
    ['กำหนด', ({ deadline }) => deadline],
    ['เหลือเมื่อออกหนังสือ (วัน)', ({ daysLeft }) => daysLeft],
    ['เหลือเมื่อออกหนังสือ (วันทำการ)', ({ workingDaysLeft }) => workingDaysLeft],
    ['พ้นกำหนดก่อนถึงผู้รับ', ({ expiredBeforeReceipt }) => expiredBeforeReceipt.join('; ')],
    [
      'ข้อมูลไม่ตรงกัน',
      ({ id }) =>
        edges
          .filter(({ to }) => to === id)
          .flatMap(({ differences }) =>
            differences.map(({ text, suggestion }) => [text, suggestion].filter(Boolean).join(' ')),
          )
          .join('; '),
    ],
  ];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nameOf = (id: string) => byId.get(id)?.reference ?? byId.get(id)?.text ?? id;
  return csvTable(table, nodes);
}

export function recipientsCsv(recipients: readonly RecipientStatus[]): string {
  const table: CsvTable<RecipientStatus> = [
    ['รหัส', ({ code }) => code],
    ['หน่วยงาน', ({ name }) => name],
    ['สถานะ', ({ state }) => STATE_TEXT[state]],
    ['ส่งเมื่อ', ({ sentAt }) => sentAt],
    ['รับเมื่อ', ({ receivedAt }) => receivedAt],
    ['อ่านเมื่อ', ({ readAt }) => readAt],
    ['รับทราบเมื่อ', ({ acknowledgedAt }) => acknowledgedAt],
    ['ส่งต่อเมื่อ', ({ forwardedAt }) => forwardedAt],
    ['ดำเนินการเมื่อ', ({ doneAt }) => doneAt],
  ];
  return csvTable(table, recipients);
}
