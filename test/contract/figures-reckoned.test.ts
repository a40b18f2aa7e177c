import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Dashboard, dashboard } from '../../schemas/dashboard.js';
import type { Letter } from '../../schemas/record.js';
import { addDays, daysBetween, weekdayOf } from '../../src/domain/calendar.js';
import { effectiveTable } from '../../src/holidays/built-in.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, noticeOf, personOf } from '../support/http.js';
import { stampOf } from '../support/relay.js';
import { bundleOf, MUEANG, NAN, PHRAE } from '../support/relay-sample.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const SEATS = { แพร่: 'ศาลากลางจังหวัดแพร่', น่าน: 'ศาลากลางจังหวัดน่าน' } as const;
type Province = keyof typeof SEATS;

/** A page that the test put in: who sees it, and what stands on it. */
interface Paper {
  matter: number;
  seenBy: Set<string>;
  date: string;
  /** The province that wrote it; null for the department. */
  by: Province | null;
  stamp: { of: Province; date: string } | null;
  deadline: string | null;
}

const MATTERS = 18;
const HOLDERS = [PHRAE, NAN, MUEANG];

/** Matters every 50 days from 2023 on: the department's letter bound behind the province's, and of some more papers of it elsewhere. */
async function made(store: TestStore): Promise<Paper[]> {
  const papers: Paper[] = [];
  for (let matter = 0; matter < MATTERS; matter++) {
    const department = addDays('2023-01-09', matter * 50);
    const deadline = matter % 4 === 3 ? null : addDays(department, 4 + ((matter * 7) % 40));
    const subject = `แนวทางการดำเนินงานของศูนย์พัฒนาเด็กเล็ก เรื่องที่ ${matter + 1}`;
    const ref = `มท ๐๘๑๖.๔/ว ${1000 + matter * 17}`;
    const take = async (by: Province, days: number, holder: string, stamped: boolean) => {
      const date = addDays(department, days);
      const stamp = stamped
        ? { of: by, date: addDays(department, matter % 4 === 0 ? days - 1 : 1 + (days % 3)) }
        : null;
      const [cover, upper] = bundleOf({
        subject,
        department: { ref, date: department },
        province: { ref: `${by === 'แพร่' ? 'พร' : 'นน'} ๐๐๒๓.๓/ว ${100 + matter * 5}`, date },
        deadline,
      }) as [Letter, Letter];
      const issuer = { name: `จังหวัด${by}`, level: 'province' as const, province: by };
      const received = stamp ? [stampOf(SEATS[by], stamp.date)] : [];
      const receipt = await fileOf(store, holder, [
        { ...cover, issuer },
        { ...upper, received },
      ]);
      const both = [
        { matter, seenBy: new Set([holder]), date, by, stamp: null, deadline },
        { matter, seenBy: new Set([holder]), date: department, by: null, stamp, deadline },
      ];
      papers.push(...both);
      // The cover letter alone, or both pages, are sent to another office.
      const lastPage = matter % 2 === 0 ? 1 : 2;
      const organisation = HOLDERS[(HOLDERS.indexOf(holder) + 1) % HOLDERS.length]!;
      if (matter % 5 === 0) {
        await noticeOf(store, { organisation, receipt, firstPage: 1, lastPage });
        for (const paper of both.slice(0, lastPage)) paper.seenBy.add(organisation);
      }
    };
    await take('แพร่', 3 + ((matter * 5) % 17), HOLDERS[matter % 3]!, matter % 3 !== 1);
    if (matter % 3 === 0) await take('น่าน', 6 + (matter % 9), matter % 2 === 0 ? PHRAE : NAN, true);
    if (matter % 6 === 1) {
      // The department's letter once more, by itself: the only paper with the province's stamp.
      const [, upper] = bundleOf({
        subject,
        department: { ref, date: department },
        province: { ref: 'พร ๐๐๒๓.๓/ว ๑', date: department },
        deadline,
      }) as [Letter, Letter];
      const stamp = { of: 'แพร่' as const, date: addDays(department, 2) };
      const holder = HOLDERS[matter % 3]!;
      await fileOf(store, holder, [{ ...upper, received: [stampOf(SEATS.แพร่, stamp.date)] }]);
      papers.push({ matter, seenBy: new Set([holder]), date: department, by: null, stamp, deadline });
    }
  }
  return papers;
}

const closed = new Set(
  effectiveTable([])
    .filter(({ province }) => province === null)
    .map(({ date }) => date),
);
/** Day by day. */
function workingDays(from: string, to: string): number {
  if (to < from) return -workingDays(to, from);
  let days = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (weekdayOf(day) % 6 !== 0 && !closed.has(day)) days++;
  }
  return days;
}

const middle = (days: number[]) => {
  const sorted = [...days].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length < 3 ? null : (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
};

/** The figures by what the test put in alone. */
function reckoned(papers: readonly Paper[], organisation: string, from: string, to: string) {
  const within = ({ date }: { date: string }) => from <= date && date <= to;
  const seen = papers.filter(({ seenBy }) => seenBy.has(organisation));
  const dated = seen.filter(within);
  const matters = new Set(dated.map(({ matter }) => matter));
  const days: number[] = [];
  const came = { n: 0, late: 0, expired: 0, withoutDeadline: 0, unknown: 0 };
  for (const cover of seen.filter((paper) => paper.by !== null && matters.has(paper.matter) && within(paper))) {
    const uppers = seen.filter(({ matter, by }) => matter === cover.matter && by === null);
    if (uppers.length === 0) continue;
    days.push(daysBetween(uppers[0]!.date, cover.date));
    const [arrived] = uppers.flatMap(({ stamp }) => (stamp?.of === cover.by ? [stamp.date] : [])).sort();
    if (arrived === undefined) came.unknown++;
    else if (cover.deadline === null) came.withoutDeadline++;
    else {
      came.n++;
      if (workingDays(arrived, cover.deadline) < 7) came.late++;
      if (cover.deadline < arrived) came.expired++;
    }
  }
  const hops = [{ from: 'central', to: 'province', n: days.length, median: middle(days), worst: Math.max(...days) }];
  return {
    letters: dated.length,
    matters: matters.size,
    hops: days.length === 0 ? [] : hops,
    came: days.length === 0 ? [] : [{ level: 'province', organisation: null, ...came }],
  };
}

const PERIODS = [
  ['2010-01-01', '2026-01-01'],
  ['2023-03-01', '2024-02-29'],
  ['2024-01-01', '2024-12-31'],
  ['2025-01-01', '2025-06-30'],
  ['2024-05-20', '2024-06-10'],
] as const;

describe.each(testDatabases())('the figures of $name, reckoned again by what was put in', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let papers: Paper[];

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.time = new Date('2025-08-01T03:00:00Z');
    papers = await made(store);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  it.each(PERIODS)('are the same from %s to %s, for whoever sees some of it', async (from, to) => {
    for (const organisation of [...HOLDERS, '5405']) {
      const answer = await appOf(store).inject({
        url: `/api/dashboard?from=${from}&to=${to}`,
        headers: as(personOf({ organisation, roles: ['viewer'] })),
      });
      const told: Dashboard = dashboard.parse(answer.json());
      const hops = told.hopLevels.map(({ from, to, n, median, worst }) => ({ from, to, n, median, worst }));
      const { letters, matters, arrivalLevels: came } = told;
      expect({ organisation, letters, matters, hops, came }).toEqual({
        organisation,
        ...reckoned(papers, organisation, from, to),
      });
    }
  });

  it('count something of each kind, or nothing was compared', () => {
    const all = HOLDERS.map((organisation) => reckoned(papers, organisation, ...PERIODS[0]));
    expect(all.every(({ hops }) => hops[0]!.n > 4)).toBe(true);
    for (const kind of ['n', 'late', 'expired', 'withoutDeadline', 'unknown'] as const) {
      expect(all.some(({ came }) => came[0]![kind] > 0)).toBe(true);
    }
  });
});
