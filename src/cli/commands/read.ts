import type { Command } from 'commander';
import type { Families } from '../../../schemas/families.js';
import type { FileFailure, FileRecord } from '../../../schemas/record.js';
import { readFile } from '../../circulars/read-files.js';
import { type KeyedLetter, relateLetters } from '../../domain/relay/relate.js';
import { familiesText } from '../relay-text.js';
import { sideBySide } from '../side-by-side.js';
import { failureLine, recordText } from '../text.js';
import { readInto } from '../with-store.js';

interface ReadOptions {
  json?: boolean;
  store?: string;
}

/** Reads the files and hands each result over in the order given. True when every file was read. */
async function readAll(
  paths: string[],
  { store }: ReadOptions,
  take: (result: FileRecord | FileFailure) => void,
): Promise<boolean> {
  let all = true;
  const watched = (result: FileRecord | FileFailure) => {
    if ('error' in result) all = false;
    take(result);
  };
  await (store ? readInto(store, paths, watched) : readOnly(paths, watched));
  return all;
}

/** Reads the files without a store; nothing stays behind. */
function readOnly(paths: string[], take: (result: FileRecord | FileFailure) => void): Promise<void> {
  return sideBySide(paths, readFile, (result, progress) => {
    if ('error' in result) progress.note(failureLine(result));
    take(result);
  });
}

/** The letters of the files under their keys, `<file>#<n>`, attachments not counted. */
function keyedLetters(records: FileRecord[]): KeyedLetter[] {
  return records.flatMap(({ file, letters }) =>
    letters.filter(({ kind }) => kind !== 'attachment').map((letter, n) => ({ key: `${file}#${n}`, letter })),
  );
}

export function addReadCommands(program: Command): void {
  const store = ['--store <folder>', 'read them into this store, through its queue, and keep them there'] as const;
  program
    .command('read')
    .description('อ่านหนังสือ: read files and print what stands in them; nothing is stored unless asked')
    .argument('<file...>', 'PDF, PNG, JPEG, TIFF, WebP or text')
    .option('--json', 'one JSON object a file, one a line (the record contract)')
    .option(...store)
    .action(async (paths: string[], options: ReadOptions) => {
      const all = await readAll(paths, options, (result) => {
        if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
        else if (!('error' in result)) process.stdout.write(`${recordText(result)}\n`);
      });
      process.exitCode = all ? 0 : 1;
    });

  program
    .command('relay')
    .description('สายการเวียน: join the letters of the files into relay families; nothing is stored unless asked')
    .argument('<file...>', 'PDF, PNG, JPEG, TIFF, WebP or text')
    .option('--json', 'one JSON object (the record contract)')
    .option(...store)
    .action(async (paths: string[], options: ReadOptions) => {
      const records: FileRecord[] = [];
      const all = await readAll(paths, options, (result) => {
        if (!('error' in result)) records.push(result);
      });
      const letters = keyedLetters(records);
      const families: Families = relateLetters(letters);
      const text = options.json ? JSON.stringify(families) : familiesText(families, letters);
      process.stdout.write(`${text}\n`);
      process.exitCode = all ? 0 : 1;
    });
}
