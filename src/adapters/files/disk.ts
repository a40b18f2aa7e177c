import { createHash, randomUUID } from 'node:crypto';
import { access, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../ports.js';
import { WianError } from '../../shared/errors.js';
import { makeFolder, renameDurably, syncFolder } from './durable.js';

const INCOMING = '.incoming';

/** Where the content of this hash lies below `folder`: `ab/abcdef…`. */
const placeOf = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Contents in a folder, each under its sha256 (`ab/abcdef…`), written to the side, synced and renamed: a content is there
 * whole or not at all, whenever the process is killed, and the same content put in fifty times at once is one file.
 */
export function diskFiles(folder: string): Files {
  return {
    /** Rejects with `file.too_large`, whose detail says how many bytes had come, and keeps nothing then. */
    async put(source, maxBytes) {
      const incoming = join(folder, INCOMING);
      await makeFolder(incoming);
      const temporary = join(incoming, randomUUID());
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        const handle = await open(temporary, 'wx');
        try {
          for await (const chunk of source) {
            bytes += chunk.byteLength;
            if (bytes > maxBytes) throw new WianError('file.too_large', `${bytes} > ${maxBytes} bytes`);
            hash.update(chunk);
            for (let written = 0; written < chunk.byteLength; ) {
              written += (await handle.write(chunk, written)).bytesWritten;
            }
          }
          await handle.sync();
        } finally {
          await handle.close();
        }
        const sha256 = hash.digest('hex');
        const place = placeOf(folder, sha256);
        const known = await exists(place);
        // Another upload may have renamed the same content a moment ago and not yet synced the folder.
        if (known) await syncFolder(join(folder, sha256.slice(0, 2)));
        else await renameDurably(temporary, place);
        return { sha256, bytes, known };
      } finally {
        await rm(temporary, { force: true });
      }
    },

    async path(sha256) {
      const place = placeOf(folder, sha256);
      if (!(await exists(place))) throw new WianError('file.not_found', sha256);
      return place;
    },
  };
}

/**
 * Takes away what uploads left half written when their process was killed; to be called at start. Files younger than
 * `olderThanMs` stay: they may be another process's upload. With the store's lock held, 0 is right. Resolves to how many.
 */
export async function sweepIncoming(folder: string, olderThanMs: number): Promise<number> {
  const incoming = join(folder, INCOMING);
  const names = await readdir(incoming).catch(() => []);
  let swept = 0;
  for (const name of names) {
    const path = join(incoming, name);
    const info = await stat(path).catch(() => null);
    if (!info || Date.now() - info.mtimeMs < olderThanMs) continue;
    await rm(path, { force: true });
    swept++;
  }
  return swept;
}
