import { and, eq } from 'drizzle-orm';
import type { Letter } from '../../schemas/record.js';
import { addDays } from '../../src/domain/calendar.js';
import { notices } from '../../src/notices/notices.table.js';
import { sendNotices } from '../../src/notices/send.js';
import { offices } from '../../src/people/accounts.table.js';
import { fileOf } from './http.js';
import { citationOf, deadlineOf, letterOf } from './letters.js';
import { stampOf } from './relay.js';
import type { TestStore } from './store.js';

/** The province of Phrae, its districts, and Nan beside it. */
export const PHRAE = '54';
export const NAN = '55';
export const MUEANG = '5401';
export const RONG_KWANG = '5402';
export const LONG = '5403';
export const SUNG_MEN = '5404';

export const DLA = 'กรมส่งเสริมการปกครองท้องถิ่น';
export const SURVEY = 'การสำรวจข้อมูลผู้สูงอายุ ประจำปี ๒๕๖๘';

const central = (name: string) => ({ name, level: 'central' as const, province: null });
const phrae = { name: 'จังหวัดแพร่', level: 'province' as const, province: 'แพร่' };
const to = (text: string): Letter['recipients'] => [{ text, scope: 'all', confidence: 1, evidence: [] }];

/** What the department wrote and the province passed on, as the province bound it: its own letter first. */
export interface Bundle {
  subject: string;
  /** Number and day of the department's letter, and as the province cites it. */
  department: { ref: string; date: string; cited?: { reference: string; date: string } };
  province: { ref: string; date: string };
  deadline: string | null;
  /** The day on the province's receive stamp. */
  stamp?: string | null;
  /** A letter of the Prime Minister's office above, which is not there. */
  above?: { reference: string; date: string };
  secrecy?: Letter['secrecy'];
}

export function bundleOf({ subject, department, province, deadline, stamp, above, secrecy }: Bundle): Letter[] {
  const shown = letterOf({ ref: department.ref }).reference!.normalized!;
  const cited = department.cited ?? { reference: shown, date: department.date };
  const due = deadline === null ? [] : [deadlineOf({ date: deadline, text: `ภายในวันที่ ${deadline}` })];
  return [
    letterOf({
      ref: province.ref,
      date: province.date,
      issuer: phrae,
      subject,
      recipients: to('นายอำเภอทุกอำเภอ'),
      references: [citationOf({ issuer: DLA, ...cited })],
      deadlines: due,
      ...(secrecy && { secrecy }),
    }),
    letterOf({
      ref: department.ref,
      date: department.date,
      issuer: central(DLA),
      subject,
      recipients: to('ผู้ว่าราชการจังหวัดทุกจังหวัด'),
      references: above ? [citationOf({ issuer: 'สำนักงาน ก.พ.ร.', ...above })] : [],
      deadlines: due,
      received: stamp ? [stampOf('ศาลากลางจังหวัดแพร่', stamp)] : [],
    }),
  ];
}

/** The survey: the province cites ว 424 of 29 January, and the letter behind it is ว 524 of 27 January. */
export const survey: Bundle = {
  subject: SURVEY,
  department: {
    ref: 'มท ๐๘๑๐.๗/ว ๕๒๔',
    date: '2025-01-27',
    cited: { reference: 'มท 0810.7/ว 424', date: '2025-01-29' },
  },
  province: { ref: 'พร ๐๐๒๓.๓/ว ๓๐', date: '2025-02-12' },
  deadline: '2025-03-14',
  stamp: '2025-02-05',
  above: { reference: 'นร 1200/ว 3', date: '2025-01-10' },
};

/** Puts an office into wian. */
export async function joined(store: Into, ...organisations: string[]): Promise<void> {
  const joinedAt = new Date('2024-01-01T00:00:00Z');
  for (const organisation of organisations)
    await store.db.insert(offices).values({ organisation, joinedAt }).onConflictDoNothing();
}

/** Sends the first letter of a file to its addressees, at nine o'clock of a day. */
export const sentOn = (store: Into, receipt: number, date: string, organisation = PHRAE) =>
  store.db.transaction((tx) =>
    sendNotices(store, tx, {
      organisation,
      receipt,
      firstPage: 1,
      rank: 0,
      lastPage: 1,
      at: morning(date),
      by: 'test',
    }),
  );

export const morning = (date: string) => new Date(`${date}T02:00:00Z`);

type Done = 'receivedAt' | 'readAt' | 'acknowledgedAt' | 'forwardedAt' | 'doneAt';
/** What a body did with a letter, each on its day. */
export async function did(
  store: Into,
  organisation: string,
  receipt: number,
  days: Partial<Record<Done, string>>,
): Promise<void> {
  const set = Object.fromEntries(Object.entries(days).map(([what, date]) => [what, morning(date)]));
  await store.db
    .update(notices)
    .set(set)
    .where(and(eq(notices.organisation, organisation), eq(notices.receipt, receipt)));
}

/** The survey as three organisations have it; the receipts of their files. */
export async function surveySample(store: TestStore) {
  await joined(store, PHRAE, NAN, MUEANG, RONG_KWANG, LONG);
  const bundle = await fileOf(store, PHRAE, bundleOf(survey), 'แพร่ ว ๓๐.pdf');
  await sentOn(store, bundle, '2025-02-13');
  await did(store, MUEANG, bundle, {
    receivedAt: '2025-02-14',
    readAt: '2025-02-14',
    acknowledgedAt: '2025-02-17',
    forwardedAt: '2025-02-19',
  });
  await did(store, RONG_KWANG, bundle, { receivedAt: '2025-02-18', readAt: '2025-02-20' });
  // The papers of the body below: its own cover letter.
  const district = await fileOf(
    store,
    MUEANG,
    [
      letterOf({
        ref: 'พร ๐๑๑๘/ว ๗',
        date: '2025-02-19',
        issuer: { name: 'อำเภอเมืองแพร่', level: 'district', province: 'แพร่' },
        subject: SURVEY,
        references: [citationOf({ issuer: 'จังหวัดแพร่', reference: 'พร 0023.3/ว 30', date: '2025-02-12' })],
      }),
    ],
    'เมืองแพร่ ว ๗.pdf',
  );
  const nan = await fileOf(
    store,
    NAN,
    [
      letterOf({
        ref: 'นน ๐๐๒๓.๓/ว ๑๑',
        date: '2025-02-11',
        issuer: { name: 'จังหวัดน่าน', level: 'province', province: 'น่าน' },
        subject: SURVEY,
        recipients: to('นายอำเภอทุกอำเภอ'),
        references: [citationOf({ issuer: DLA, reference: 'มท 0810.7/ว 524', date: '2025-01-27' })],
      }),
    ],
    'น่าน ว ๑๑.pdf',
  );
  return { bundle, district, nan };
}

/** Where the samples are put: a store under test, or the application of a walk. */
type Into = Pick<TestStore, 'db'>;
type Take = (letters: Letter[]) => Promise<number>;

/**
 * Matters one every two weeks from `first` on, each relayed within other days: what figures are counted over. `take` takes a file in for Phrae.
 * Resolves to their receipts.
 */
export async function pastMatters(
  store: Into,
  take: Take,
  { count, first: begin }: { count: number; first: string },
): Promise<number[]> {
  await joined(store, PHRAE, MUEANG, RONG_KWANG, LONG);
  const receipts: number[] = [];
  for (let at = 0; at < count; at++) {
    const department = addDays(begin, at * 14);
    const province = addDays(department, 4 + ((at * 7) % 15));
    const receipt = await take(
      bundleOf({
        subject: `แนวทางการดำเนินงานของศูนย์พัฒนาเด็กเล็ก เรื่องที่ ${at + 1}`,
        department: { ref: `มท ๐๘๑๖.๔/ว ${1000 + at * 17}`, date: department },
        province: { ref: `พร ๐๐๒๓.๓/ว ${100 + at * 5}`, date: province },
        deadline: addDays(province, 3 + ((at * 5) % 30)),
        stamp: at % 3 === 0 ? null : addDays(department, 2),
      }),
    );
    receipts.push(receipt);
    await sentOn(store, receipt, addDays(province, 1));
    const first = addDays(province, 2 + (at % 4));
    await did(store, MUEANG, receipt, {
      receivedAt: first,
      readAt: first,
      acknowledgedAt: addDays(first, 1),
      forwardedAt: addDays(first, 1 + (at % 6)),
      ...(at % 2 === 0 && { doneAt: addDays(first, 9) }),
    });
    if (at % 2 !== 0) continue;
    await did(store, RONG_KWANG, receipt, { receivedAt: addDays(first, 2), forwardedAt: addDays(first, 5 + (at % 5)) });
  }
  return receipts;
}
