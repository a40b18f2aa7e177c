import { and, eq } from 'drizzle-orm';
import type { PageReading } from '../../schemas/page.js';
import type { PictureOf } from '../../schemas/reader.js';
import type { Actor } from '../people/actor.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { findFile } from './circulars.repo.js';
import { pages } from './circulars.table.js';
import { requireReadable, shownNames } from './secrecy.js';

/** A page of a file that the actor may see, with what was read of it so far. */
async function openPage(deps: Pick<Deps, 'db' | 'clock'>, input: { actor: Actor; receipt: number; page: number }) {
  const { actor, receipt, page } = input;
  await requireReadable(deps, actor, receipt, page);
  const file = await findFile(deps.db, receipt);
  const [row] = await deps.db
    .select({ source: pages.source, reading: pages.reading })
    .from(pages)
    .where(and(eq(pages.receipt, receipt), eq(pages.number, page)));
  if (!file?.sha256 || !file.type || !row) throw new WianError('record.not_found', `receipt ${receipt}, page ${page}`);
  return { file, sha256: file.sha256, type: file.type, ...row };
}

/**
 * The picture of a page as a JPEG, upright as it was read. `name` tells it from every other picture: it changes where the page is read another way
 * up. Rejects with `record.not_found`, `record.secret`, `file.no_picture` (text), and with what is wrong with the page.
 */
export async function pagePicture(
  deps: Pick<Deps, 'db' | 'clock' | 'files' | 'reader' | 'pictures'>,
  input: { actor: Actor; receipt: number; page: number; width: PictureOf['width'] },
): Promise<{ name: string; picture: () => Promise<Uint8Array> }> {
  const { sha256, type, source, reading } = await openPage(deps, input);
  if (type === 'text') throw new WianError('file.no_picture');
  const { page, width } = input;
  const of: PictureOf = { type, page, source: reading?.source ?? source, rotation: reading?.rotation ?? 0, width };
  const name = `${sha256}-${page}-${of.source}-${of.rotation}-${width}.jpg`;
  const picture = async () => {
    const known = await deps.pictures.find(name);
    if (known) return known;
    const made = await deps.reader.picture(await deps.files.path(sha256), of);
    await deps.pictures.keep(name, made);
    return made;
  };
  return { name, picture };
}

/** The lines of a page as they were read: what is shown of a text, which has no picture. Rejects as `pagePicture`. */
export async function pageLines(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { actor: Actor; receipt: number; page: number },
): Promise<Pick<PageReading, 'number' | 'source'> & { lines: string[] }> {
  const { source, reading } = await openPage(deps, input);
  const lines = (reading?.lines ?? []).map(({ text }) => text);
  return { number: input.page, source: reading?.source ?? source, lines };
}

/**
 * The original, byte for byte, for those who see all of its pages. Rejects with `record.not_found`, with `record.secret` where a secret letter is in
 * it and the actor is not named for such.
 */
export async function originalFile(
  deps: Pick<Deps, 'db' | 'clock' | 'files'>,
  input: { actor: Actor; receipt: number },
): Promise<{ name: string; path: string; bytes: number }> {
  await requireReadable(deps, input.actor, input.receipt);
  const file = await findFile(deps.db, input.receipt);
  if (!file?.sha256) throw new WianError('record.not_found', `receipt ${input.receipt}`);
  const name = (await shownNames(deps.db, input.actor, [file])).get(file.receipt)!;
  return { name, path: await deps.files.path(file.sha256), bytes: file.bytes };
}
