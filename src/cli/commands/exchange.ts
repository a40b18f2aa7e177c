import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { messageName } from '../../exchange/exchange.models.js';
import type { Client } from '../client.js';
import { follow } from '../follow.js';
import { createProgress } from '../progress.js';
import { receiptOf } from '../receipt.js';
import { withStore } from '../with-store.js';

interface ExportOptions {
  store?: string;
  letter: string;
  to?: string[];
  attach?: string[];
  out: string;
  zip?: string;
}

/** Those named, or all addressees of whom the table of codes knows the numbers; the others are told. */
async function receiversOf(
  client: Client,
  letter: { receipt: number; ordinal: number },
  to: string[] | undefined,
): Promise<string[]> {
  if (to) return to;
  const receivers = await client.exchangeReceivers(letter);
  for (const { code, name, problem } of receivers) {
    if (problem === null) continue;
    process.stderr.write(`${name} (${code}): ${problem}\n`);
    process.exitCode = 1;
  }
  return receivers.filter(({ problem }) => problem === null).map(({ code }) => code);
}

/** `wian exchange`: letters in the electronic exchange form. */
export function addExchangeCommands(program: Command): void {
  const store = ['--store <folder>', 'the store, instead of WIAN_STORE'] as const;
  const exchange = program
    .command('exchange')
    .description('หนังสืออิเล็กทรอนิกส์: letters in the electronic exchange form (TH e-GIF XML)');

  exchange
    .command('import')
    .description('นำเข้า: take a letter in with what its sender states of it')
    .argument('<file.xml...>')
    .option(...store)
    .action(async (paths: string[], options: { store?: string }) => {
      await withStore(options, true, async (client) => {
        const taken: number[] = [];
        for (const path of paths) {
          const { reference, date, known, files } = await client.importExchange(path);
          const told = known ? 'เคยรับแล้ว ไม่มีอะไรเปลี่ยน (known, nothing was changed)' : 'รับแล้ว (taken in)';
          const receipts = files.map(({ receipt }) => receipt).join(' ');
          process.stdout.write(`${path}: ที่ ${reference} ลงวันที่ ${date}: ${told}: ไฟล์ ${receipts}\n`);
          taken.push(...files.map(({ receipt }) => receipt));
        }
        const progress = createProgress();
        await follow(client, taken, progress);
        progress.end();
      });
    });

  exchange
    .command('export')
    .description('ส่งออก: a confirmed letter as one message for each receiver')
    .argument('<id>', 'the receipt number of its file (เลขรับ)')
    .option(...store)
    .option('--letter <n>', 'its place in the file, from 0', '0')
    .option('--to <code...>', 'organisations by their codes; without it all addressees that are known')
    .option('--attach <id...>', 'receipt numbers of further files that go with it')
    .option('--out <folder>', 'where the messages are written', '.')
    .option('--zip <file>', 'all of them in one ZIP instead')
    .action(async (id: string, options: ExportOptions) => {
      const letter = { receipt: receiptOf(id), ordinal: receiptOf(options.letter, 0) };
      const attachments = (options.attach ?? []).map((one) => receiptOf(one));
      await withStore(options, false, async (client) => {
        if (options.zip) {
          await receiversOf(client, letter, options.to);
          const part = `${options.zip}.${process.pid}.part`;
          const asked = { ...letter, attachments, ...(options.to && { to: options.to }) };
          try {
            await pipeline(await client.exportExchangeZip(asked), createWriteStream(part));
            await rename(part, options.zip);
          } finally {
            await rm(part, { force: true });
          }
          process.stdout.write(`${options.zip}\n`);
          return;
        }
        await mkdir(options.out, { recursive: true });
        for (const receiver of await receiversOf(client, letter, options.to)) {
          const xml = await client.exportExchange({ ...letter, receiver, attachments });
          const path = join(options.out, messageName(letter, receiver));
          await writeFile(path, xml);
          process.stdout.write(`${path}\n`);
        }
      });
    });
}
