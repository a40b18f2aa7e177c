import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { loadSettings } from '../../config.js';
import { thaiDay, thaiTime } from '../../domain/calendar.js';
import { formatThaiDate } from '../../domain/dates.js';
import { openApp } from '../../main.js';
import { diagnose } from '../doctor.js';

/** Resolves when the process is asked to stop; a second time it stops at once. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}

/** `29 พฤศจิกายน 2569 18.19 น.`, by Thailand's clock. */
const untilText = (at: Date) =>
  `${formatThaiDate(thaiDay(at), { digits: 'arabic' })} ${thaiTime(at).replace(':', '.')} น.`;

/** What is printed until there is an administrator: a new link at each start, and the one before ends. */
const firstText = ({ url, expiresAt }: { url: string; expiresAt: Date }) =>
  [
    'ยังไม่มีผู้ดูแลระบบ เปิดลิงก์นี้เพื่อตั้งผู้ดูแลระบบคนแรก (ใช้ได้ครั้งเดียว ภายใน 24 ชั่วโมง):',
    'There is no administrator yet. Open this link to make the first one (once, within 24 hours):',
    `  ${url}`,
    `ใช้ได้ถึง ${untilText(expiresAt)} / until ${expiresAt.toISOString()}`,
    '',
  ].join('\n');

/** Work in hand that takes longer than this to stop is taken up again at the next start. */
const STOP_MS = 20_000;

export function addSystemCommands(program: Command): void {
  program
    .command('start')
    .description('เปิดระบบ: the application and its workers')
    .option('--store <folder>', 'the store, instead of WIAN_STORE')
    .addOption(
      new Option('--only <part>', 'one part of it, with DATABASE_URL: as many workers as wanted').choices([
        'api',
        'workers',
      ]),
    )
    .action(async (options: { store?: string; only?: 'api' | 'workers' }) => {
      const settings = loadSettings({ ...process.env, ...(options.store && { WIAN_STORE: options.store }) });
      const stop = stopAsked();
      const app = await openApp(settings);
      if (options.only !== 'api') {
        await app.work();
        app.arrivals();
        await app.alert();
      }
      if (options.only !== 'workers') {
        const address = await app.listen();
        process.stdout.write(`wian: ${address}\n`);
        const first = await app.firstLink(address);
        if (first) process.stdout.write(firstText(first));
      } else process.stdout.write('wian: workers\n');
      await stop;
      await Promise.race([app.close(), sleep(STOP_MS, undefined, { ref: false })]);
      process.exit(0);
    });

  program
    .command('doctor')
    .description('ตรวจระบบ: what is configured and reachable, the free disk, the versions of model and tables')
    .option('--store <folder>', 'the store, instead of WIAN_STORE')
    .option('--quiet', 'say only what is wrong; exit 1 if anything is')
    .action(async (options: { store?: string; quiet?: boolean }) => {
      const settings = loadSettings({ ...process.env, ...(options.store && { WIAN_STORE: options.store }) });
      const findings = await diagnose(settings);
      for (const { ok, name, text } of findings) {
        if (!ok || !options.quiet) process.stdout.write(`${ok ? '✓' : '✗'} ${name}: ${text}\n`);
      }
      process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
    });
}
