import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFiles, sweepIncoming } from '../../../src/adapters/files/disk.js';
import type { Files } from '../../../src/ports.js';
import { packageRoot } from '../../../src/shared/package-root.js';

let folder: string;
let files: Files;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wian-files-'));
  files = diskFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The content in pieces of 1000 bytes, each given in a later turn. */
async function* stream(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 1000) {
    await setImmediate();
    yield content.subarray(at, at + 1000);
  }
}

const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const content = Buffer.from('หนังสือเวียน '.repeat(500));
const sha256 = createHash('sha256').update(content).digest('hex');

describe('files on the disk', () => {
  it('keeps a content byte for byte under its sha256', async () => {
    const kept = await files.put(stream(content), 1e6);
    expect(kept).toEqual({ sha256, bytes: content.length, known: false });
    const path = await files.path(sha256);
    expect(path).toBe(join(folder, sha256.slice(0, 2), sha256));
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(await files.put(stream(content), 1e6)).toEqual({ ...kept, known: true });
    expect(everything()).toEqual([path]);
  });

  it('keeps an empty content too, so that its failure can be listed', async () => {
    const { sha256: empty, bytes } = await files.put(stream(Buffer.alloc(0)), 10);
    expect([empty.slice(0, 8), bytes]).toEqual(['e3b0c442', 0]);
    expect(readFileSync(await files.path(empty)).length).toBe(0);
  });

  it('makes one file of fifty uploads at once', async () => {
    const kept = await Promise.all(Array.from({ length: 50 }, () => files.put(stream(content), 1e6)));
    expect(new Set(kept.map((one) => one.sha256))).toEqual(new Set([sha256]));
    expect(everything()).toEqual([await files.path(sha256)]);
    expect(readFileSync(await files.path(sha256)).equals(content)).toBe(true);
  });

  it('refuses more than the limit and keeps nothing of it; exactly the limit passes', async () => {
    const put = files.put(stream(content), content.length - 1);
    await expect(put).rejects.toMatchObject({ code: 'file.too_large' });
    expect(everything()).toEqual([]);
    expect((await files.put(stream(content), content.length)).sha256).toBe(sha256);
  });

  it('keeps nothing of a stream that breaks', async () => {
    async function* broken() {
      yield content.subarray(0, 1000);
      throw new Error('the connection broke');
    }
    await expect(files.put(broken(), 1e6)).rejects.toThrow('the connection broke');
    expect(everything()).toEqual([]);
    await expect(files.path(sha256)).rejects.toMatchObject({ code: 'file.not_found' });
  });

  it('is not harmed by a process killed while it writes, and sweeps what that one left', async () => {
    const script = `
      const { diskFiles } = await import(${JSON.stringify(join(packageRoot, 'dist/src/adapters/files/disk.js'))});
      await diskFiles(${JSON.stringify(folder)}).put((async function* () {
        yield Buffer.alloc(5000, 1);
        process.stdout.write('written');
        await new Promise(() => setInterval(() => {}, 1000));
      })(), 1e6);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const [left] = everything() as [string];
    expect([dirname(left), readFileSync(left).length]).toEqual([join(folder, '.incoming'), 5000]);
    await files.put(stream(content), 1e6);
    expect(await sweepIncoming(folder, 3_600_000)).toBe(0);
    const before = new Date(Date.now() - 7_200_000);
    utimesSync(left, before, before);
    expect(await sweepIncoming(folder, 3_600_000)).toBe(1);
    expect(everything()).toEqual([await files.path(sha256)]);
  });

  it('has nothing to sweep in a fresh folder', async () => {
    expect(await sweepIncoming(join(folder, 'none'), 0)).toBe(0);
  });
});
