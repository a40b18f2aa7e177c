import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, readLock } from '../../../src/adapters/db/lock.js';
import { packageRoot } from '../../../src/shared/package-root.js';

let store: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'wian-lock-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(store, { recursive: true });
});

/** Starts a process that takes the lock; `said` is `held` or the code of its error. */
async function contender(...more: string[]): Promise<{ child: ChildProcess; said: string }> {
  const script = join(packageRoot, 'test/support/lock-holder.mjs');
  const child = spawn(process.execPath, [script, store, ...more], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = await once(child.stdout!, 'data');
  return { child, said: String(said).trim() };
}

const lockFile = () => join(store, 'lock.json');
const holderOf = () => JSON.parse(readFileSync(lockFile(), 'utf8'));

describe('the lock of an embedded store', () => {
  it('keeps a second process off and names the holder and its address', async () => {
    const { child } = await contender('http://127.0.0.1:8420');
    await expect(acquireLock(store)).rejects.toMatchObject({
      code: 'store.locked',
      detail: `pid ${child.pid}, http://127.0.0.1:8420`,
    });
    expect(await readLock(store)).toMatchObject({ pid: child.pid, address: 'http://127.0.0.1:8420', token: 'secret' });
  });

  it('keeps this process off a second time', async () => {
    const lock = await acquireLock(store);
    await expect(acquireLock(store)).rejects.toMatchObject({ code: 'store.locked', detail: `pid ${process.pid}` });
    await lock.release();
    await (await acquireLock(store)).release();
    expect(readdirSync(store)).toEqual([]);
  });

  it('can be read by nobody else', async () => {
    const lock = await acquireLock(store);
    await lock.setAddress('http://127.0.0.1:1', 'secret');
    expect(statSync(lockFile()).mode & 0o777).toBe(0o600);
    await lock.release();
  });

  it('passes from a process that was killed', async () => {
    const { child } = await contender();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readLock(store)).toBeNull();
    const lock = await acquireLock(store);
    expect(holderOf().pid).toBe(process.pid);
    await lock.release();
    expect(readdirSync(store)).toEqual([]);
  });

  it('is not fooled by a pid that was given to another process', async () => {
    const lock = await acquireLock(store);
    writeFileSync(lockFile(), JSON.stringify({ ...holderOf(), id: 'before', started: '1' }));
    expect(await readLock(store)).toBeNull();
    const next = await acquireLock(store);
    // The lock that was replaced is no longer its holder's to give back.
    await lock.release();
    expect(holderOf().pid).toBe(process.pid);
    await next.release();
  });

  it('is not taken from a process of another machine, which cannot be seen from here', async () => {
    const lock = await acquireLock(store);
    writeFileSync(lockFile(), JSON.stringify({ ...holderOf(), pid: 999_999_999, place: 'elsewhere boot space' }));
    await expect(acquireLock(store)).rejects.toMatchObject({ detail: 'pid 999999999 on elsewhere' });
    await lock.release();
  });

  it('does not outlive a restart of the machine', async () => {
    await acquireLock(store);
    const [host, , space] = holderOf().place.split(' ');
    writeFileSync(lockFile(), JSON.stringify({ ...holderOf(), place: `${host} earlier-boot ${space}` }));
    await (await acquireLock(store)).release();
  });

  it('is not taken when it cannot be understood', async () => {
    writeFileSync(lockFile(), '{');
    await expect(acquireLock(store)).rejects.toMatchObject({ code: 'store.locked' });
    expect(readFileSync(lockFile(), 'utf8')).toBe('{');
  });

  it('goes to exactly one of many that find it dead, also where one of them died while taking it', async () => {
    const dead = { pid: 999_999_999, started: '1', place: '', address: null, token: null };
    const mine = await acquireLock(store);
    dead.place = holderOf().place;
    await mine.release();
    writeFileSync(lockFile(), JSON.stringify({ ...dead, id: 'first' }));
    writeFileSync(`${lockFile()}.first.claim`, JSON.stringify({ ...dead, id: 'second' }));
    const said = await Promise.all(Array.from({ length: 6 }, () => contender().then((one) => one.said)));
    expect(said.sort()).toEqual(['held', ...Array(5).fill('store.locked')]);
    expect(readdirSync(store)).toEqual(['lock.json']);
  });
});
