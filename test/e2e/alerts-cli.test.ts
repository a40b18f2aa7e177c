import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPglite } from '../../src/adapters/db/open.js';
import { alertMessages, alertPreferences } from '../../src/alerts/ledger.table.js';
import { memberships, people } from '../../src/people/accounts.table.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { contentOf, lineOf } from '../support/alert-lines.js';
import { smtpPlace } from '../support/smtp.js';

const program = join(packageRoot, 'dist/src/cli/main.js');
const AT = new Date('2025-02-10T01:00:00Z');
let store: string;

beforeAll(async () => {
  store = mkdtempSync(join(tmpdir(), 'wian-alerts-'));
  const { db, close } = await openPglite(join(store, 'pglite'));
  const [{ id }] = (await db
    .insert(people)
    .values({ login: 'somsri', name: 'สมศรี', createdAt: AT })
    .returning({ id: people.id })) as [{ id: number }];
  await db.insert(memberships).values({ person: id, organisation: '54', role: 'clerk' });
  const settings = { way: 'email', email: 'somsri@office.example' } as const;
  await db.insert(alertPreferences).values({ person: id, organisation: '54', settings });
  const message = {
    organisation: '54',
    recipient: `person:${id}`,
    channel: 'email',
    kind: 'digest',
    content: contentOf([lineOf()]),
    plannedAt: AT,
    notBefore: AT,
  } as const;
  await db.insert(alertMessages).values([
    { ...message, key: 'a', state: 'unknown', reason: 'message.unknown: ETIMEDOUT', attempts: 1, to: 'a@b.example' },
    { ...message, key: 'b', state: 'sent' },
  ]);
  await close();
}, 60_000);
afterAll(() => rmSync(store, { recursive: true }));

const wian = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, WIAN_STORE: store, WIAN_LOG_LEVEL: 'error' };
    const child = execFile(process.execPath, [program, 'alerts', ...args], { env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

it('shows the ledger without what messages say, and takes a word on those of unknown outcome', {
  timeout: 180_000,
}, async () => {
  const all = await wian('messages', '--json');
  const rows = all.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows.map(({ id, state, attempts }) => [id, state, attempts])).toEqual([
    [2, 'sent', 0],
    [1, 'unknown', 1],
  ]);
  expect(all.out).not.toMatch(/การสำรวจ|a@b/);
  const unknown = await wian('messages', '--state', 'unknown', '--organisation', '54');
  expect(unknown.out).toMatch(
    /^1 {2}unknown {2}2025-02-10T01:00:00.000Z {2}54 {2}person:1 {2}email {2}digest {2}1x {2}message\.unknown: ETIMEDOUT\n$/,
  );
  expect(await wian('resolve', '1', 'sent')).toMatchObject({ code: 0 });
  expect(await wian('messages', '--state', 'unknown')).toMatchObject({ code: 0, out: '' });
  const again = await wian('resolve', '2', 'again');
  expect([again.code, again.err.includes('message.settled')]).toEqual([1, true]);
  expect((await wian('resolve', '2', 'perhaps')).code).toBe(2);
});

it('plans, and shows what would be told', { timeout: 180_000 }, async () => {
  expect(JSON.parse((await wian('plan', '--json')).out)).toEqual({ letters: 0, alerts: 0, messages: 0 });
  const preview = await wian('preview', 'somsri', '54', '--day', '2025-02-10', '--json');
  expect(JSON.parse(preview.out)).toMatchObject({ day: '2025-02-10', workingDay: true, way: 'email', lines: [] });
  const nobody = await wian('preview', 'somsri', '55');
  expect([nobody.code, nobody.err.includes('record.not_found')]).toEqual([1, true]);
});

it('sends what is planned while the application runs, and says whether the mail server takes it', {
  timeout: 180_000,
}, async () => {
  const smtp = await smtpPlace();
  const { db, close } = await openPglite(join(store, 'pglite'));
  const [row] = await db.select().from(alertMessages).limit(1);
  const { id: _, ...message } = row!;
  await db
    .insert(alertMessages)
    .values({ ...message, key: 'c', kind: 'at-once', pressing: true, state: 'planned', attempts: 0 });
  await close();
  const env = {
    PATH: process.env.PATH,
    WIAN_STORE: store,
    WIAN_PORT: '0',
    WIAN_SMTP_URL: smtp.url,
    WIAN_MAIL_FROM: 'wian@office.example',
    WIAN_PUBLIC_URL: 'https://wian.example',
  };
  const server = spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await expect.poll(() => smtp.taken.length, { timeout: 120_000 }).toBe(1);
    expect(smtp.taken[0]!.to).toEqual(['somsri@office.example']);
    expect(smtp.taken[0]!.mail.text).toContain('https://wian.example/files/3?letter=1');
    // Beside the application, which has the store open: it is asked.
    expect(JSON.parse((await wian('plan', '--json')).out)).toEqual({ letters: 0, alerts: 0, messages: 0 });
    const told = (await wian('messages', '--json', '--most', '1')).out;
    expect(JSON.parse(told)).toMatchObject({ id: 3, recipient: 'person:1', kind: 'at-once' });
    const settled = await wian('resolve', '2', 'again');
    expect([settled.code, settled.err.includes('message.settled')]).toEqual([1, true]);
    const preview = await wian('preview', 'somsri', '54', '--day', '2025-02-10', '--json');
    expect(JSON.parse(preview.out)).toMatchObject({ day: '2025-02-10', way: 'email', lines: [] });
    const doctor = await new Promise<string>((resolve) => {
      execFile(process.execPath, [program, 'doctor'], { env }, (_error, out) => resolve(out));
    });
    expect(doctor).toMatch(/^✓ mail: smtp:\/\/127\.0\.0\.1:\d+, from wian@office\.example$/m);
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
    await smtp.close();
  }
  const ledger = await wian('messages', '--json');
  expect(JSON.parse(ledger.out.split('\n')[0]!)).toMatchObject({ state: 'sent', attempts: 1 });
});
