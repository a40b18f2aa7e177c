import { findDates } from '../src/domain/dates.js';
import { findDeadlines } from '../src/domain/deadlines.js';
import { findTimes } from '../src/domain/times.js';

/**
 * How the time of the date and deadline parsers grows with a text: hostile texts of n, 2n, 4n and 8n characters, each measured
 * after a warm-up, the least of several rounds. `growth` is the time for 8n over eight times that for n: about 1 where it is
 * linear. Run with `npm run bench:parsers [n]`.
 */
const SIZE = Number(process.argv[2] ?? 20_000);
const ROUNDS = 5;

/** Texts that make a parser look far for little: triggers without dates, dates without triggers, marks, blanks, digits. */
const HOSTILE: Readonly<Record<string, string>> = {
  'a letter': 'ขอให้รายงานผลการดำเนินการให้จังหวัดทราบภายในวันที่ ๑๐ มีนาคม ๒๕๖๘ เวลา ๑๖.๓๐ น.\n',
  'dates alone': '๑๐ มีนาคม ๒๕๖๘ ',
  'days joined': '๑,๒,๓,๔,๕,๖,๗,๘,๙,๑๐,๑๑,๑๒ มีนาคม ๒๕๖๘ และ ',
  ranges: '๑ ม.ค. - ๒ ก.พ. - ๓ มี.ค. ',
  'triggers alone': 'ภายในวันที่ ก่อนวันที่ ถึงวันที่ ',
  changes: 'ขยายเวลา จากเดิมวันที่ ๑ มีนาคม ๒๕๖๘ เลื่อนเป็นวันที่ ๒ มีนาคม ๒๕๖๘ ยกเลิกการประชุม ',
  'changes alone': 'เลื่อนขยายเวลายกเลิกการประชุม',
  counts: 'ภายใน ๑๕ วัน นับแต่วันที่ ภายในสิบห้าสิบห้าสิบห้า ',
  recurring: 'ทุกวันที่ ๕ ทุกวันศุกร์ ทุกไตรมาส ภายในวันที่ ๑ ของทุกเดือน ',
  urging: 'ให้ดำเนินการโดยด่วน ',
  'letters cited': 'หนังสือกรม ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๑ มีนาคม ๒๕๖๘ เลื่อน ',
  'list items': '๑. \n- \nรุ่นที่ ๑ วันที่ ๓ - ๔ มีนาคม ๒๕๖๘\n',
  months: 'มกราคมกุมภาพันธ์มีนาคม',
  'short months': 'ม.ค.ก.พ.มี.ค.',
  times: 'เวลา ๐๙.๐๐ - ๑๒.๐๐ น. ของ ',
  digits: '๑๒๓๔๕๖๗๘๙๐',
  marks: 'ภ\u0e48\u0e48\u0e48\u0e48า\u0e48\u0e48ย\u0e48\u0e48ใ\u0e48น',
  blanks: ' ',
  'line breaks': '\n',
  'one word': 'ก',
  dots: 'วันที่ ......................................................... ',
};

function filled(piece: string, size: number): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

function read(text: string): void {
  findDates(text, { letterDate: '2025-02-01' });
  findTimes(text);
  const body = { text, locate: () => [], confidence: () => 1 };
  findDeadlines({ body, letterDate: '2025-02-01', kind: 'external', issuer: null, recipients: [] });
}

/** The least of several rounds, in milliseconds. */
function timed(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    read(text);
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

for (const piece of Object.values(HOSTILE)) read(filled(piece, 2000));
console.log(`${'text'.padEnd(16)}${[1, 2, 4, 8].map((k) => `${SIZE * k}`.padStart(10)).join('')}    growth`);
let worst = 0;
for (const [name, piece] of Object.entries(HOSTILE)) {
  const times = [1, 2, 4, 8].map((k) => timed(filled(piece, SIZE * k)));
  const growth = times[3]! / (8 * Math.max(times[0]!, 0.05));
  worst = Math.max(worst, growth);
  console.log(
    `${name.padEnd(16)}${times.map((ms) => `${ms.toFixed(1)} ms`.padStart(10)).join('')}    ${growth.toFixed(2)}`,
  );
}
console.log(`worst growth ${worst.toFixed(2)}`);
