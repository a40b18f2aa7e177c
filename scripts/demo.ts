import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import type { DeadlineItem } from '../schemas/api.js';
import { isoDate } from '../schemas/common.js';
import { acquireLock } from '../src/adapters/db/lock.js';
import { allFamilies, local } from '../src/cli/client.js';
import { dueLine } from '../src/cli/deadline-text.js';
import { follow } from '../src/cli/follow.js';
import { createProgress } from '../src/cli/progress.js';
import { familiesText } from '../src/cli/relay-text.js';
import { entry } from '../src/cli/table.js';
import { failureLine, registerEntry } from '../src/cli/text.js';
import { loadSettings } from '../src/config.js';
import { thaiDay } from '../src/domain/calendar.js';
import { relayChecks } from '../src/domain/relay/checks.js';
import { openApp } from '../src/main.js';
import { packageRoot } from '../src/shared/package-root.js';

/**
 * `npm run demo`: the sample bundles go through the real queue and the real workers into a fresh temporary store, and
 * what was read from them is printed. All of it comes from the reading.
 */

/** The samples shown: three scanned bundles, one in another format, and two files that cannot be read. */
const SAMPLES = /^(002|004|006|013|102|103)-/;

const program = new Command('demo')
  .option('--as-of <date>', 'the day from which the days left are counted, YYYY-MM-DD (default: today in Thailand)')
  .parse();
const asked = program.opts<{ asOf?: string }>().asOf;
if (asked !== undefined && !isoDate.safeParse(asked).success) program.error('--as-of: YYYY-MM-DD', { exitCode: 2 });
const asOf = asked ?? thaiDay(new Date());

/** The same folder each time, so that the same is printed each time; another one where that is in use. */
async function freshStore(): Promise<string> {
  const usual = join(tmpdir(), 'wian-demo');
  try {
    const lock = await acquireLock(usual);
    await lock.release();
    await rm(usual, { recursive: true });
    return usual;
  } catch {
    return mkdtemp(`${usual}-`);
  }
}

const title = (text: string) => process.stdout.write(`\n━━ ${text}\n\n`);
const say = (text: string) => process.stdout.write(`${text}\n`);

const fixtures = join(packageRoot, 'fixtures');
const samples: { path: string; name: string }[] = [];
for (const folder of (await readdir(fixtures)).filter((name) => SAMPLES.test(name)).sort()) {
  const input = (await readdir(join(fixtures, folder))).find((name) => name.startsWith('input.'));
  if (input) samples.push({ path: join(fixtures, folder, input), name: input.replace('input', folder) });
}
if (samples.length === 0) throw new Error('fixtures/ holds no samples');

const store = await freshStore();
// Whatever the surroundings are set to, the demo is embedded and touches nobody's records.
const app = await openApp(loadSettings({ WIAN_STORE: store, WIAN_LOG_LEVEL: 'error' }));
try {
  const client = local(app);
  await app.work();
  const progress = createProgress();
  const receipts: number[] = [];
  for (const { path, name } of samples) receipts.push((await client.add(path, name, 'upload')).receipt);
  await follow(client, receipts, progress);
  progress.end();

  title('ทะเบียนหนังสือรับ (receive register)');
  const files = await client.list();
  const families = { families: await allFamilies(client) };
  const keyed = files.flatMap(({ receipt, letters }) =>
    letters.filter(({ kind }) => kind !== 'attachment').map((letter, n) => ({ key: `${receipt}#${n}`, letter })),
  );
  for (const file of files) {
    say(`เลขรับ ${file.receipt}  ${file.name}  ${file.pages} หน้า`);
    if (file.error) say(entry('อ่านไม่ได้', failureLine({ file: file.name, error: file.error })));
    for (const { key, letter } of keyed.filter(({ key }) => key.startsWith(`${file.receipt}#`))) {
      say(registerEntry(letter, `[${key}]`, relayChecks(families, key)));
    }
    say('');
  }

  title(`กำหนดเวลา (deadlines) ณ วันที่ ${asOf}`);
  // What several letters of one matter say alike is one deadline, said by each of them.
  const said = new Map<string, DeadlineItem[]>();
  for (const item of await client.deadlines({ asOf })) {
    const what = JSON.stringify([dueLine(item), item.letter.subject]);
    said.set(what, [...(said.get(what) ?? []), item]);
  }
  for (const [first, ...rest] of said.values()) {
    say(dueLine(first!));
    if (first!.resolved.basis !== 'printed') say(entry('วิธีนับ', first!.resolved.reason));
    say(entry('เรื่อง', first!.letter.subject ?? '-'));
    say(entry('ตามหนังสือ', [first!, ...rest].map(({ key }) => `[${key}]`).join(' ')));
  }

  title('สายการเวียน (relay chain)');
  say(familiesText(families, keyed));

  title('ระเบียนอยู่ที่ไหน (where the records are)');
  say(`${store}\nเปิดระบบ (open the application): npx wian start --store ${store}`);
  say(`ดูหนึ่งฉบับ (show one): npx wian show --json --store ${store} 1`);
} finally {
  await app.close();
}
