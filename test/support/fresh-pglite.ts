import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type OpenDatabase, openPglite, overPglite } from '../../src/adapters/db/open.js';
import { packageRoot } from '../../src/shared/package-root.js';

const FOLDER = join(packageRoot, 'node_modules/.cache/wian-empty');
const MIGRATIONS = join(packageRoot, 'src/adapters/db/migrations');

let empty: Blob | undefined;

/**
 * An embedded database in memory with the tables as they are now. It is a copy of one that was made once for these migrations: making one takes
 * about four times the processor time of a copy, and the contract tests want some two hundred.
 */
export async function freshPglite(): Promise<OpenDatabase> {
  empty ??= read() ?? (await make());
  return overPglite(await PGlite.create({ loadDataDir: empty }));
}

/** The copy's name changes with all that it is made of. */
function nameOf(): string {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(packageRoot, 'node_modules/@electric-sql/pglite/package.json')));
  for (const file of readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(?:sql|json)$/.test(file)) hash.update(`${file}\n`).update(readFileSync(join(MIGRATIONS, file)));
  }
  return `${hash.digest('hex').slice(0, 16)}.tar`;
}

function read(): Blob | null {
  try {
    return new Blob([readFileSync(join(FOLDER, nameOf()))]);
  } catch {
    return null;
  }
}

/** Two test processes may make it at once: each under a name of its own, and the last to end is kept. */
async function make(): Promise<Blob> {
  const { pglite, close } = await openPglite();
  const dump = await pglite!.dumpDataDir('none');
  await close();
  mkdirSync(FOLDER, { recursive: true });
  for (const old of readdirSync(FOLDER))
    if (old.endsWith('.tar') && old !== nameOf()) rmSync(join(FOLDER, old), { force: true });
  const part = join(FOLDER, randomUUID());
  writeFileSync(part, Buffer.from(await dump.arrayBuffer()));
  renameSync(part, join(FOLDER, nameOf()));
  return dump;
}
