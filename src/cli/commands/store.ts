import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import type { CircularSummary } from '../../../schemas/api.js';
import type { Families } from '../../../schemas/families.js';
import { relayChecks } from '../../domain/relay/checks.js';
import { WianError } from '../../shared/errors.js';
import { allFamilies } from '../client.js';
import { dueRows, struck } from '../deadline-text.js';
import { follow } from '../follow.js';
import { createProgress } from '../progress.js';
import { receiptOf } from '../receipt.js';
import { failureLine, recordText, registerEntry } from '../text.js';
import { withStore } from '../with-store.js';

/** The files named, and those in the folders named, in the order of their names. Hidden files are left out. */
async function filesIn(paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (!info) throw new WianError('file.not_found', path);
    if (!info.isDirectory()) found.push(path);
    else {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      const inside = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
      found.push(...inside.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort());
    }
  }
  return found;
}

/** Files that are listed at once. */
const LIST_PAGE = 200;

/** A file of the list: its letters as in the register, or what became of it. */
function summaryText(file: CircularSummary, families: Families): string {
  const head = `เลขรับ ${file.receipt}  ${file.name}  ${file.status}`;
  if (file.error) return `${head}\n   ${file.error.code}: ${file.error.message}`;
  const failed = file.pagesFailed ? [`   อ่านไม่ได้ ${file.pagesFailed} หน้า`] : [];
  const letters = file.letters.filter(({ kind }) => kind !== 'attachment');
  const entries = letters.map((letter, n) => {
    const key = `${file.receipt}#${n}`;
    return registerEntry(letter, `[${key}]`, relayChecks(families, key));
  });
  return [head, ...failed, ...entries].join('\n');
}

export function addStoreCommands(program: Command): void {
  const store = ['--store <folder>', 'the store, instead of WIAN_STORE'] as const;

  program
    .command('add')
    .description('รับหนังสือ: take files or folders into the store and read them')
    .argument('<path...>', 'files, or folders of files')
    .option(...store)
    .option('--import', 'a bulk import: goes after what clerks upload')
    .option('--no-wait', 'do not wait until they are read')
    .action(async (paths: string[], options: { store?: string; import?: boolean; wait: boolean }) => {
      const files = await filesIn(paths);
      await withStore(options, options.wait, async (client) => {
        const receipts: number[] = [];
        for (const path of files) {
          try {
            const { receipt, known } = await client.add(path, basename(path), options.import ? 'import' : 'upload');
            process.stdout.write(`${receipt}\t${path}${known ? '\tมีอยู่แล้ว (already received)' : ''}\n`);
            receipts.push(receipt);
          } catch (error) {
            if (!(error instanceof WianError)) throw error;
            process.stderr.write(`${failureLine({ file: path, error: error.toRecord() })}\n`);
            process.exitCode = 1;
          }
        }
        if (!options.wait) return;
        const progress = createProgress();
        await follow(client, receipts, progress);
        progress.end();
        for (const file of await client.list({ status: 'failed' })) {
          if (!receipts.includes(file.receipt) || !file.error) continue;
          process.stderr.write(`${failureLine({ file: file.name, error: file.error })}\n`);
          process.exitCode = 1;
        }
      });
    });

  program
    .command('list')
    .description('ทะเบียนหนังสือรับ: the receive register')
    .option(...store)
    .option('--json', 'one JSON object a file, one a line')
    .action(async (options: { store?: string; json?: boolean }) => {
      await withStore(options, false, async (client) => {
        for (let after = 0; ; ) {
          const files = await client.list({ after, limit: LIST_PAGE });
          const receipts = { firstReceipt: after + 1, lastReceipt: files.at(-1)?.receipt ?? after + 1 };
          const families = options.json ? [] : await allFamilies(client, receipts);
          for (const file of files) {
            process.stdout.write(`${options.json ? JSON.stringify(file) : summaryText(file, { families })}\n`);
          }
          // On the error stream: who takes the output further gets nothing but files.
          if (after === 0 && files.length === 0)
            process.stderr.write('ยังไม่มีไฟล์ (no files yet): wian add <path> รับหนังสือเข้า (takes files or folders in)\n');
          if (files.length < LIST_PAGE) return;
          after = receipts.lastReceipt;
        }
      });
    });

  program
    .command('show')
    .description('แสดงหนังสือ: what was read from one file')
    .argument('<id>', 'its receipt number (เลขรับ)')
    .option(...store)
    .option('--json', 'the record contract')
    .action(async (id: string, options: { store?: string; json?: boolean }) => {
      const receipt = receiptOf(id);
      await withStore(options, false, async (client) => {
        const record = await client.record(receipt);
        if (options.json) return void process.stdout.write(`${JSON.stringify(record)}\n`);
        if ('error' in record) return void process.stdout.write(`${failureLine(record)}\n`);
        const items = await client.deadlines({ receipt });
        const strike = process.stdout.isTTY ? struck : undefined;
        const rowsOf = (n: number) =>
          items.filter(({ key }) => key === `${receipt}#${n}`).flatMap((item) => dueRows(item, strike));
        process.stdout.write(`${recordText(record, (_, n) => rowsOf(n))}\n`);
      });
    });

  program
    .command('retry')
    .description('อ่านใหม่: read again what failed, or one file')
    .argument('[id]', 'receipt number (เลขรับ); without it all that failed')
    .option(...store)
    .option('--all', 'also the pages that were read')
    .action(async (id: string | undefined, options: { store?: string; all?: boolean }) => {
      const receipt = id === undefined ? undefined : receiptOf(id);
      await withStore(options, true, async (client) => {
        const receipts = await client.retry({ ...(receipt && { receipt }), ...(options.all && { all: true }) });
        process.stdout.write(`${receipts.length} ไฟล์: ${receipts.join(' ') || '-'}\n`);
        const progress = createProgress();
        await follow(client, receipts, progress);
        progress.end();
      });
    });
}
