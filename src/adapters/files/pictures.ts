import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pictures } from '../../ports.js';

/** Pictures of pages in a folder (`ab/abcdef….jpg`). It is a cache: nothing is synced, and what cannot be written is made again the next time. */
export function diskPictures(folder: string): Pictures {
  const place = (name: string) => join(folder, name.slice(0, 2), name);
  return {
    find: (name) => readFile(place(name)).catch(() => null),
    async keep(name, picture) {
      const temporary = `${place(name)}.${randomUUID()}`;
      try {
        await mkdir(dirname(temporary), { recursive: true });
        await writeFile(temporary, picture);
        await rename(temporary, place(name));
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}
