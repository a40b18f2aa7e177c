import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { FileFailure } from '../../../schemas/record.js';
import { failureOf } from '../../circulars/read-files.js';
import { type SearchableFile, searchableFile } from '../../circulars/searchable.usecases.js';
import { WianError } from '../../shared/errors.js';
import { sideBySide } from '../side-by-side.js';
import { failureLine } from '../text.js';

/**
 * Where each file's PDF goes: NAME.searchable.pdf beside it or in `out`. No two files get the same place, and none gets that of a file
 * that is to be read.
 */
function targetsOf(paths: readonly string[], out: string | undefined): Map<string, string> {
  const taken = new Set(paths.map((path) => resolve(path)));
  const targets = new Map<string, string>();
  for (const path of paths) {
    if (targets.has(path)) continue;
    const whole = basename(path);
    const names = [basename(path, extname(path)), whole];
    const place = (name: string) => join(out ?? dirname(path), `${name}.searchable.pdf`);
    for (let n = 2; names.every((name) => taken.has(resolve(place(name)))); n++) names.push(`${whole}-${n}`);
    const target = place(names.find((name) => !taken.has(resolve(place(name))))!);
    taken.add(resolve(target));
    targets.set(path, target);
  }
  return targets;
}

/** Under another name first: a run that is broken off leaves no half of a PDF, and what a link leads to stays as it is. */
async function write(target: string, pdf: Uint8Array): Promise<void> {
  const part = `${target}.${process.pid}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(part, pdf, { flag: 'wx' });
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new WianError('file.not_written', target, { cause });
  }
}

export function addSearchableCommand(program: Command): void {
  program
    .command('searchable')
    .description(
      'ทำ PDF ที่ค้นหาได้: write NAME.searchable.pdf, the file as it looks with the text that was read laid over it',
    )
    .argument('<file...>', 'PDF, PNG, JPEG, TIFF or WebP')
    .option('--out <folder>', 'where they are written, instead of beside the files')
    .action(async (paths: string[], options: { out?: string }) => {
      const targets = targetsOf(paths, options.out);
      const make = async (deps: Parameters<typeof searchableFile>[0], input: { path: string }) => {
        try {
          const made = await searchableFile(deps, input);
          const target = targets.get(input.path)!;
          await write(target, made.pdf);
          return { ...made, target };
        } catch (error) {
          return failureOf(input.path, error);
        }
      };
      await sideBySide<(SearchableFile & { target: string }) | FileFailure>(
        [...targets.keys()],
        make,
        (made, progress) => {
          if ('error' in made) {
            progress.note(failureLine(made));
            process.exitCode = 1;
            return;
          }
          for (const { number, message } of made.unread) progress.note(`${made.file}: หน้า ${number}: ${message}`);
          if (made.unread.length > 0) process.exitCode = 1;
          process.stdout.write(`${made.target}\n`);
        },
      );
    });
}
