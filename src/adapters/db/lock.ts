import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { WianError } from '../../shared/errors.js';
import { makeFolder } from '../files/durable.js';

/**
 * Keeps a second process off an embedded store, which PGlite itself does not do (two processes on one folder destroy it).
 * `lock.json` is made with a hard link, so it appears whole or not at all, and only for one of those who try. It is never
 * taken from a living process; that of a dead one is replaced by rename, by the one process that claimed it.
 */
const holder = z.object({
  /** Tells two locks apart, even of one process. */
  id: z.string(),
  pid: z.int(),
  /** When that process started, in ticks since the machine did: a process that was given the same pid later is another. */
  started: z.string().nullable(),
  /** Machine, boot and pid namespace in which `pid` means that process. */
  place: z.string(),
  /** Where the running server answers, and what it wants to be shown, once it listens. */
  address: z.string().nullable(),
  token: z.string().nullable(),
});
export type LockHolder = z.infer<typeof holder>;

export interface StoreLock {
  /** Tells other processes where this one answers. */
  setAddress(address: string, token: string | null): Promise<void>;
  release(): Promise<void>;
}

const read = <T>(of: () => T): T | null => {
  try {
    return of();
  } catch {
    return null;
  }
};

/** Start time (field 22 of `/proc/<pid>/stat`); null where there is no such process, or it is dead and not yet reaped. */
function processStart(pid: number): string | null {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name, in brackets, may itself hold brackets and blanks.
  const after = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!after || after[0] === 'Z' || after[0] === 'X') return null;
  return after[19] ?? null;
}

const hasProc = process.platform === 'linux' && processStart(process.pid) !== null;
const boot = read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '';
const pidSpace = read(() => readlinkSync('/proc/self/ns/pid')) ?? '';
const here = `${hostname()} ${boot} ${pidSpace}`;

/** Whether the holder's process runs. One of another machine or container cannot be seen from here, and counts as running. */
function lives(of: LockHolder): boolean {
  if (of.place !== here) {
    const [host, startedIn] = of.place.split(' ');
    // The same machine after a restart: nothing of that time runs any more.
    return !(host === hostname() && boot !== '' && startedIn !== boot);
  }
  if (hasProc) return processStart(of.pid) === of.started;
  try {
    process.kill(of.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function readHolder(path: string): Promise<LockHolder | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = holder.safeParse(read(() => JSON.parse(text)));
  // A lock that this version cannot read may be a living process's.
  if (!parsed.success) throw new WianError('store.locked', `${path} cannot be read`);
  return parsed.data;
}

async function write(path: string, of: LockHolder): Promise<void> {
  await writeFile(path, JSON.stringify(of), { mode: 0o600, flag: 'wx' });
}

/** Makes `path` hold `of`, unless it exists. */
async function make(path: string, of: LockHolder): Promise<boolean> {
  const side = `${path}.${randomUUID()}`;
  await write(side, of);
  try {
    await link(side, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(side, { force: true });
  }
}

async function replace(path: string, of: LockHolder): Promise<void> {
  const side = `${path}.${randomUUID()}`;
  await write(side, of);
  await rename(side, path);
}

function lockedBy(of: LockHolder): WianError {
  const where = of.place === here ? '' : ` on ${of.place.split(' ')[0]}`;
  return new WianError('store.locked', `pid ${of.pid}${where}${of.address ? `, ${of.address}` : ''}`);
}

/**
 * Makes `path` hold `mine`; rejects with `store.locked` where a living process holds it. To replace a dead one's, this
 * process first takes the claim named after that very lock, in the same way (its holder may have died too), and looks
 * again: so of several that saw the dead lock only one replaces it, and none replaces a lock that came after.
 */
async function take(path: string, base: string, mine: LockHolder): Promise<void> {
  for (;;) {
    if (await make(path, mine)) return;
    const found = await readHolder(path);
    if (!found) continue;
    if (lives(found)) throw lockedBy(found);
    const claim = `${base}.${found.id}.claim`;
    await take(claim, base, { ...mine, id: randomUUID() });
    try {
      if ((await readHolder(path))?.id !== found.id) continue;
      await replace(path, mine);
      return;
    } finally {
      await rm(claim, { force: true });
    }
  }
}

/** Takes the lock of a store, or rejects with `store.locked`, which names the process and its local address. */
export async function acquireLock(store: string): Promise<StoreLock> {
  await makeFolder(store);
  const path = join(store, 'lock.json');
  let mine: LockHolder = {
    id: randomUUID(),
    pid: process.pid,
    started: processStart(process.pid),
    place: here,
    address: null,
    token: null,
  };
  await take(path, path, mine);
  return {
    async setAddress(address, token) {
      mine = { ...mine, address, token };
      await replace(path, mine);
    },
    async release() {
      if ((await readHolder(path))?.id === mine.id) await rm(path, { force: true });
    },
  };
}

/** Who holds a store now: null when nobody does, or a process that no longer runs. */
export async function readLock(store: string): Promise<LockHolder | null> {
  const found = await readHolder(join(store, 'lock.json'));
  return found && lives(found) ? found : null;
}
