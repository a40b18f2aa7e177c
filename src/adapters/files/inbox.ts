import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { Inbox, InboxFile } from '../../ports.js';
import { WianError } from '../../shared/errors.js';

const DONE = 'done';
const FAILED = 'failed';
/** What programs and systems leave in folders, and what is being written under a name of its own first. */
const NOT_MEANT = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|(?:\.(?:part|partial|tmp|crdownload)|~)$/i;

interface Seen {
  print: string;
  /** Since when it is so. */
  since: number;
}

/**
 * A folder that others put files into, and its subfolders. Looked through from time to time, since network shares tell of no changes: a file that has the size and time
 * of writing that it had `restMs` ago is no longer written to. Names are nobody's to trust: no link is followed, and nothing is opened or moved but what lies in these folders.
 */
export function watchedFolder(root: string, restMs: number): Inbox {
  let seen = new Map<string, Seen>();

  const looked = async (folder: string, now: number, next: Map<string, Seen>): Promise<InboxFile[]> => {
    const files: InboxFile[] = [];
    for (const name of await readdir(join(root, folder))) {
      if (NOT_MEANT.test(name)) continue;
      const path = join(root, folder, name);
      const info = await lstat(path).catch(() => null);
      if (!info) continue;
      if (info.isDirectory()) {
        if (folder === '' && name !== DONE && name !== FAILED) files.push(...(await looked(name, now, next)));
        continue;
      }
      const print = `${info.ino} ${info.size} ${info.mtimeMs}`;
      const before = seen.get(path);
      const since = before?.print === print ? before.since : now;
      next.set(path, { print, since });
      if (now - since >= restMs) files.push(fileAt(root, folder, name, info));
    }
    return files;
  };

  return {
    name: root,
    async rested(now) {
      const next = new Map<string, Seen>();
      try {
        const files = await looked('', now.getTime(), next);
        seen = next;
        return files.sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime());
      } catch (error) {
        throw new WianError('inbox.unreadable', `${root}: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
      }
    },
  };
}

function fileAt(root: string, folder: string, name: string, info: Awaited<ReturnType<typeof lstat>>): InboxFile {
  const path = join(root, folder, name);
  const changed = () => new WianError('inbox.unreadable', `${name} is being written`);
  return {
    folder,
    name,
    bytes: Number(info.size),
    changedAt: info.mtime,
    plain: info.isFile(),
    async *open() {
      // Between the look and now a link may have taken its place.
      const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => {
        throw changed();
      });
      try {
        const same = async () => {
          const { ino, size, mtimeMs } = await handle.stat();
          return ino === info.ino && size === info.size && mtimeMs === info.mtimeMs;
        };
        if (!(await same())) throw changed();
        for await (const chunk of handle.createReadStream({ autoClose: false })) yield chunk as Uint8Array;
        if (!(await same())) throw changed();
      } finally {
        await handle.close();
      }
    },
    async done() {
      await rename(path, await freePlace(join(root, folder, DONE), name));
    },
    async failed(reason) {
      const place = await freePlace(join(root, folder, FAILED), name);
      // The reason first: whoever finds the file finds it beside it.
      await writeFile(`${place}.เหตุผล.txt`, reason);
      await rename(path, place);
    },
  };
}

/** A path in a folder that nothing has yet: nothing is ever written over. */
async function freePlace(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { name: stem, ext } = parse(name);
  for (let n = 1; ; n++) {
    const place = join(folder, n === 1 ? name : `${stem} (${n})${ext}`);
    if (!(await lstat(place).catch(() => null))) return place;
  }
}
