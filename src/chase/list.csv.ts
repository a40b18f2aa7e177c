import type { ChaseItem, ChaseListAnswer } from '../../schemas/chase.js';
import { type CsvTable, csvTable } from '../dashboard/csv.js';
import { SECRECY_LABEL } from '../domain/labels.js';
import { CHASE_TEXT, STATE_TEXT } from '../domain/relay/words.js';

/** The chase list as spreadsheets take it, one row a letter and body. Of bodies of which nothing is known it says so, and nothing else. */
export function chaseCsv({ for: what, items }: ChaseListAnswer): string {
  interface Row {
    item: ChaseItem;
    code: string;
    name: string;
    state: string;
  }
  const rows = items.flatMap((item): Row[] => [
    ...item.missing.names.map((body) => ({ item, ...body, state: CHASE_TEXT[what] })),
    ...item.unknown.names.map((body) => ({ item, ...body, state: STATE_TEXT.unknown })),
  ]);
  const table: CsvTable<Row> = [
    ['รหัสหนังสือ', ({ item }) => item.key],
    ['เลขที่หนังสือ', ({ item }) => item.reference],
    ['ลงวันที่', ({ item }) => item.date],
    ['เรื่อง', ({ item }) => item.subject ?? (item.secrecy && `หนังสือชั้น${SECRECY_LABEL[item.secrecy]}`)],
    ['ส่งเมื่อ', ({ item }) => item.sentAt],
    ['กำหนด', ({ item }) => item.deadline?.dueOn ?? null],
    ['เหลือ (วัน)', ({ item }) => item.deadline?.daysLeft ?? null],
    ['เหลือ (วันทำการ)', ({ item }) => item.deadline?.workingDaysLeft ?? null],
    ['ยังไม่ยืนยันกำหนด', ({ item }) => (item.deadline && !item.deadline.confirmed ? 'ต้องตรวจ' : null)],
    ['รหัสหน่วยงาน', ({ code }) => code],
    ['หน่วยงาน', ({ name }) => name],
    ['สถานะ', ({ state }) => state],
    ['เตือนครั้งล่าสุด', ({ item }) => item.reminded?.on ?? null],
  ];
  return csvTable(table, rows);
}
