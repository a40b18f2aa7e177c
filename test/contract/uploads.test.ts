import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FileState, fileState, type HeldFile, heldFilesAnswer } from '../../schemas/files.js';
import type { Letter } from '../../schemas/record.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { files } from '../../src/circulars/circulars.table.js';
import { failFile } from '../../src/circulars/stages.usecases.js';
import type { Actor } from '../../src/people/actor.js';
import type { JobEvent } from '../../src/ports.js';
import { listWaiting } from '../../src/register/lists.usecases.js';
import { registerEntries } from '../../src/register/register.table.js';
import { registerLetters } from '../../src/register/register.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, bearer, member, X, Y } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { contentOf, type TestStore, testStore, work, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

let database: TestDatabase;
let store: TestStore;
let clerk: Actor;
let other: Actor;
let serial = 0;
/** The files that were there before a test. */
let before = new Set<number>();
/** A letter that no other test has. */
const letter = (given: Partial<Letter> & { ref?: string } = {}): Letter =>
  letterOf({ ref: `พร 0023.3/ว ${1000 * ++serial}`, date: '2025-01-27', subject: `เรื่องที่ ${serial}`, ...given });

beforeAll(async () => {
  database = await testDatabases()[0]!.open();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = testStore(database.db);
  store.time = new Date(Date.parse('2025-02-01T02:00:00Z') + ++serial * 60_000);
  clerk = await member(store, X, ['clerk']);
  other = await member(store, Y, ['clerk']);
  before = new Set((await store.db.select({ receipt: files.receipt }).from(files)).map(({ receipt }) => receipt));
  return () => store.dispose();
});

const app = () => appOf(store);
const ask = (actor: Actor | null, method: 'GET' | 'POST', url: string, payload?: object | string) =>
  app().inject({
    method,
    url,
    headers: {
      ...(actor ? as(actor) : bearer),
      ...(typeof payload === 'string' && { 'content-type': 'application/octet-stream' }),
    },
    ...(payload !== undefined && { payload }),
  });
const upload = async (actor: Actor | null, letters: Letter[], name = 'a.pdf') =>
  (
    await ask(actor, 'POST', `/api/files?name=${encodeURIComponent(name)}`, contentOf(letters.map((one) => [one])))
  ).json();
const held = async (actor: Actor | null): Promise<HeldFile[]> =>
  heldFilesAnswer.parse((await ask(actor, 'GET', '/api/files?limit=200')).json()).files;
const later = () => {
  store.time = new Date(store.time.getTime() + 60_000);
};
const register = (actor: Actor, receipt: number) =>
  registerLetters(store, { actor, letters: [{ receipt, firstPage: 1, rank: 0 }] });

describe('what an office takes in', () => {
  it('is its own, under its own name, and stands in its list, the newest first', async () => {
    const first = await upload(clerk, [letter()], 'หนึ่ง.pdf');
    later();
    const second = await upload(clerk, [letter()], 'สอง.pdf');
    await workAll(store);
    const [newest, before] = await held(clerk);
    expect([newest!.receipt, before!.receipt]).toEqual([second.receipt, first.receipt]);
    expect(newest).toMatchObject({
      name: 'สอง.pdf',
      status: 'done',
      pages: 1,
      pagesEnded: 1,
      letters: 1,
      uploadedBy: clerk.name,
      uploadedAt: store.time.toISOString(),
      offers: [],
    });
    expect((await held(other)).map(({ receipt }) => receipt)).not.toContain(first.receipt);
  });

  it('is known to the office that had it, and new to every other', async () => {
    const one = letter();
    const first = await upload(clerk, [one], 'หนึ่ง.pdf');
    expect(first).toMatchObject({ known: false, registered: [] });
    await workAll(store);
    expect(await upload(clerk, [one], 'อีกชื่อ.pdf')).toEqual({ ...first, known: true });
    expect((await held(clerk)).find(({ receipt }) => receipt === first.receipt)!.name).toBe('หนึ่ง.pdf');
    expect(await upload(other, [one], 'ของเรา.pdf')).toEqual({ ...first, known: false });
    expect(store.jobs).toEqual([]);
    const [theirs] = await held(other);
    expect(theirs).toMatchObject({ receipt: first.receipt, name: 'ของเรา.pdf', status: 'done', letters: 1 });
  });

  it('is told with the numbers of the office that asks, not with those of another', async () => {
    const one = letter();
    const { receipt } = await upload(clerk, [one]);
    await workAll(store);
    const { results } = await register(clerk, receipt);
    const { number, year } = results[0]!.entry!;
    expect((await upload(clerk, [one])).registered).toEqual([{ number, year }]);
    expect((await upload(other, [one])).registered).toEqual([]);
    expect((await upload(other, [one])).registered).toEqual([]);
    expect((await held(clerk)).find((file) => file.receipt === receipt)!.registered).toEqual([{ number, year }]);
  });

  it('by the operator of the machine is the first office’s', async () => {
    const { receipt } = await upload(null, [letter()], 'จากคำสั่ง.pdf');
    expect((await held(clerk)).map((file) => file.receipt)).toContain(receipt);
    expect((await held(other)).map((file) => file.receipt)).not.toContain(receipt);
  });

  it('stands in its list with the reason where it was refused for its size', async () => {
    const answer = await ask(clerk, 'POST', '/api/files?name=ใหญ่.pdf', 'x'.repeat(store.limits.maxFileBytes + 1));
    expect(answer.statusCode).toBe(413);
    const [refused] = await held(clerk);
    expect(refused).toMatchObject({ name: 'ใหญ่.pdf', status: 'failed', error: { code: 'file.too_large' } });
    expect((await held(other)).map(({ name }) => name)).not.toContain('ใหญ่.pdf');
  });

  it('can be entered in the register once more, under a number of its own that names the first', async () => {
    const one = letter();
    const { receipt } = await upload(clerk, [one]);
    expect((await ask(clerk, 'POST', `/api/files/${receipt}/again`)).statusCode).toBe(404);
    await workAll(store);
    const first = (await register(clerk, receipt)).results[0]!.entry!;
    const [again] = (await ask(clerk, 'POST', `/api/files/${receipt}/again`)).json();
    expect(again).toMatchObject({ number: first.number + 1, subject: one.subject, letter: null });
    expect(again.remarks).toMatch(/^ได้รับซ้ำ ดูเลขรับ [๐-๙]+\/๒๕๖๘$/);
    const lines = await store.db.select().from(registerEntries).where(eq(registerEntries.receipt, receipt));
    expect(lines).toHaveLength(1);
  });
});

describe('another scan of a letter that the office has', () => {
  async function twice(again: Partial<Letter> = { title: 'scanned again' }) {
    const one = letter();
    const first = await upload(clerk, [one], 'แรก.pdf');
    later();
    const second = await upload(clerk, [{ ...one, ...again }], 'สแกนใหม่.pdf');
    await workAll(store);
    return { one, first: first.receipt as number, second: second.receipt as number };
  }
  const fileOf = async (receipt: number, actor = clerk) =>
    (await held(actor)).find((file) => file.receipt === receipt)!;
  const answer = (receipt: number, of: number, same: boolean, actor = clerk) =>
    ask(actor, 'POST', `/api/files/${receipt}/rescan`, { of, same });

  it('is offered on the later one when it has been read, with the number that the first was given', async () => {
    const { one, first, second } = await twice();
    const { results } = await register(clerk, first);
    const { number, year } = results[0]!.entry!;
    expect((await fileOf(second)).offers).toEqual([
      {
        of: first,
        name: 'แรก.pdf',
        why: 'reference',
        reference: one.reference!.normalized,
        date: '2025-01-27',
        registered: [{ number, year }],
      },
    ]);
    expect((await fileOf(first)).offers).toEqual([]);
  });

  it('is asked beside what waits for the register until it is answered, so that many are not registered past it', async () => {
    const { first, second } = await twice();
    const waiting = async (receipt: number) =>
      (await listWaiting(store, { actor: clerk, page: 1, limit: 500 })).letters.find(
        (one) => one.letter.receipt === receipt,
      )!;
    expect((await waiting(first)).rescanAsked).toBe(false);
    expect((await waiting(second)).rescanAsked).toBe(true);
    await answer(second, first, false);
    expect((await waiting(second)).rescanAsked).toBe(false);
  });

  it('is what a clerk says, who may think better of it; each answer stays', async () => {
    const { first, second } = await twice();
    expect((await answer(second, first, true)).statusCode).toBe(200);
    expect(await fileOf(second)).toMatchObject({ rescanOf: first, offers: [] });
    expect((await answer(second, first, false)).statusCode).toBe(200);
    expect(await fileOf(second)).toMatchObject({ rescanOf: null, offers: [] });
    const log = await store.db.select().from(auditLog).where(eq(auditLog.receipt, second));
    const said = log.filter(({ action }) => action === 'file.rescan-answered').map(({ detail }) => detail);
    expect(said).toMatchObject([
      { of: first, before: { rescanOf: null }, after: { rescanOf: first } },
      { of: first, before: { rescanOf: first }, after: { rescanOf: null } },
    ]);
  });

  it('is offered where the number was read otherwise by one character, and not where it is another letter', async () => {
    const one = letter({ ref: 'พร 0023.3/ว 7717', subject: 'การสำรวจ' });
    const near = letter({ ref: 'พร 0023.3/ว 7719', subject: 'การ สำรวจ' });
    const far = letter({ ref: 'พร 0023.3/ว 8820', subject: 'การสำรวจ' });
    const first = (await upload(clerk, [one])).receipt;
    later();
    const second = (await upload(clerk, [near])).receipt;
    const third = (await upload(clerk, [far])).receipt;
    await workAll(store);
    expect((await fileOf(second)).offers.map(({ of, why }) => [of, why])).toEqual([[first, 'subject']]);
    expect((await fileOf(third)).offers).toEqual([]);
  });

  it('is not offered for what is bound behind another letter, nor for another office’s', async () => {
    const enclosed = letter();
    await upload(clerk, [letter(), { ...enclosed, pages: [2, 2] }], 'ชุด.pdf');
    later();
    const alone = (await upload(clerk, [enclosed])).receipt;
    await workAll(store);
    expect((await fileOf(alone)).offers).toEqual([]);
    later();
    const theirs = (await upload(other, [{ ...enclosed, title: 'theirs' }])).receipt;
    await workAll(store);
    expect((await fileOf(theirs, other)).offers).toEqual([]);
  });

  it('is none of a file that came later, nor of one that is another scan itself, nor of itself', async () => {
    const { first, second } = await twice();
    expect((await answer(first, second, true)).statusCode).toBe(400);
    expect((await answer(second, second, true)).statusCode).toBe(404);
    await answer(second, first, true);
    later();
    const third = (await upload(clerk, [letter()])).receipt;
    expect((await answer(third, second, true)).statusCode).toBe(400);
  });
});

describe('the events of files', () => {
  /** Reads a stream until `enough` says so, and gives the states that were told. */
  async function heard(
    url: string,
    actor: Actor,
    enough: (states: FileState[]) => boolean,
    more: { last?: string; opened?: () => Promise<unknown> } = {},
  ): Promise<{ states: FileState[]; id: string }> {
    const gone = new AbortController();
    const headers = { ...as(actor), ...(more.last && { 'last-event-id': more.last }) };
    const answer = await fetch(`${url}/api/files/events`, { headers, signal: gone.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const states: FileState[] = [];
    let text = '';
    let id = '';
    // What goes wrong there ends the wait.
    const opened = more.opened?.().catch((error) => {
      gone.abort(error);
      throw error;
    });
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (.*)$/m.exec(event)?.[1];
        const state = data && fileState.parse(JSON.parse(data));
        // Files that other tests left on their way are told of too.
        if (state && !before.has(state.receipt)) states.push(state);
        id = /^id: (.*)$/m.exec(event)?.[1] ?? id;
      }
      if (enough(states)) break;
    }
    gone.abort();
    await opened;
    return { states, id };
  }
  async function listening<T>(does: (url: string, tell: (event: JobEvent) => void) => Promise<T>): Promise<T> {
    let tell: (event: JobEvent) => void = () => {};
    const http = appOf(store, {
      watch: async (listener) => {
        tell = listener;
        return async () => {
          tell = () => {};
        };
      },
    });
    await http.listen({ host: '127.0.0.1', port: 0 });
    try {
      const { port } = http.server.address() as { port: number };
      return await does(`http://127.0.0.1:${port}`, (event) => tell(event));
    } finally {
      await http.close();
    }
  }
  const active: JobEvent = { stage: 'inspect', kind: 'completed', jobId: 'x' };

  it('begin with what is on its way, then tell of each step, page n of m, to its end', async () => {
    const { receipt } = await upload(clerk, [letter(), letter({ pages: [2, 2] })], 'สองหน้า.pdf');
    const { states } = await listening((url, tell) =>
      heard(url, clerk, (all) => all.at(-1)?.status === 'done', {
        opened: async () => {
          for (let job = store.jobs.shift(); job; job = store.jobs.shift()) {
            await work(store, job.stage, job.payload);
            store.time = new Date(store.time.getTime() + 10);
            tell(active);
            await new Promise((resolve) => setTimeout(resolve, 250));
          }
        },
      }),
    );
    expect(new Set(states.map((state) => state.receipt))).toEqual(new Set([receipt]));
    expect(states[0]).toMatchObject({ name: 'สองหน้า.pdf', status: 'received', pages: 0 });
    expect(states.some(({ pages, pagesEnded }) => pages === 2 && pagesEnded === 2)).toBe(true);
    const told = states.map((state) => JSON.stringify(state));
    expect(told).toEqual([...new Set(told)]);
  });

  it('tell of a failure with its reason, and of no file of another office', async () => {
    const mine = (await upload(clerk, [letter()])).receipt;
    await upload(other, [letter()]);
    const job = store.jobs[0]!;
    const { states } = await listening((url, tell) =>
      heard(url, clerk, (all) => all.some(({ status }) => status === 'failed'), {
        opened: async () => {
          await failFile(store, job.payload, { code: 'pdf.damaged', message: 'เสีย' });
          tell(active);
        },
      }),
    );
    expect(states.map(({ receipt }) => receipt)).toEqual([mine, mine]);
    expect(states.at(-1)!.error).toEqual({ code: 'pdf.damaged', message: 'เสีย' });
    await workAll(store);
  });

  it('are looked up where the queue says nothing: the workers may be elsewhere', async () => {
    const { receipt } = await upload(clerk, [letter()]);
    const { states } = await listening((url) =>
      heard(url, clerk, (all) => all.at(-1)?.status === 'done', { opened: () => workAll(store) }),
    );
    expect(states.at(-1)).toMatchObject({ receipt, status: 'done', pagesEnded: 1 });
  });

  it('are caught up with after an interruption, by the last one heard', async () => {
    const { receipt } = await upload(clerk, [letter()]);
    await listening(async (url) => {
      const { id } = await heard(url, clerk, (all) => all.length > 0);
      await workAll(store);
      later();
      const without = await ask(clerk, 'GET', '/api/files/events?follow=false');
      expect(without.body).not.toContain(`"receipt":${receipt},`);
      const { states } = await heard(url, clerk, (all) => all.length > 0, { last: id });
      expect(states.find((state) => state.receipt === receipt)).toMatchObject({ status: 'done' });
    });
  });

  it('end when the application stops', async () => {
    await upload(clerk, [letter()]);
    let closed: Promise<unknown> = Promise.resolve();
    await listening(async (url) => {
      const answer = await fetch(`${url}/api/files/events`, { headers: as(clerk) });
      closed = answer.text();
    });
    expect(await closed).toContain('event: file');
    await workAll(store);
  });
});
