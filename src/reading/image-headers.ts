import { type FileHandle, open } from 'node:fs/promises';

/** What sharp does not tell of an image file, read from the file's own header. */

const PNG_HEADER = '89504e470d0a1a0a0000000d49484452';

async function withFile<T>(path: string, use: (read: Read) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await use((offset, length) => readAt(file, offset, length));
  } finally {
    await file.close();
  }
}

type Read = (offset: number, length: number) => Promise<DataView | null>;

/** Null where the file ends before. */
async function readAt(file: FileHandle, offset: number, length: number): Promise<DataView | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return bytesRead === length ? new DataView(buffer.buffer, buffer.byteOffset, length) : null;
}

/** The size that a PNG declares in its first chunk, be the rest of it sound or not; null for other files. */
export function pngSize(path: string): Promise<{ width: number; height: number } | null> {
  return withFile(path, async (read) => {
    const head = await read(0, 24);
    if (!head || Buffer.from(head.buffer, head.byteOffset, 16).toString('hex') !== PNG_HEADER) return null;
    return { width: head.getUint32(16), height: head.getUint32(20) };
  });
}

const X_RESOLUTION = 282;
const Y_RESOLUTION = 283;

/** The images of a TIFF, which stand one after the other in a chain of directories. */
export interface TiffPages {
  /** Images found; one more than asked for at most. */
  pages: number;
  /** The chain came to its end, and did not lead out of the file. */
  complete: boolean;
  /** Rows to the inch by columns to the inch of the image asked for: a fax holds half as many. */
  stretch: number;
}

/**
 * Follows a classic TIFF's directories; null for BigTIFF, which no scanner writes.
 * @param page the image (1-based) whose resolution is wanted; @param most where counting stops
 */
export function tiffPages(path: string, page: number, most: number): Promise<TiffPages | null> {
  return withFile(path, async (read) => {
    const head = await read(0, 8);
    const little = head?.getUint8(0) === 0x49;
    if (head?.getUint16(2, little) !== 42) return null;
    const found: TiffPages = { pages: 0, complete: true, stretch: 1 };
    const seen = new Set<number>();
    for (let offset = head.getUint32(4, little); offset !== 0 && found.pages <= most; ) {
      const count = (await read(offset, 2))?.getUint16(0, little);
      const entries = count && !seen.has(offset) ? await read(offset + 2, count * 12 + 4) : null;
      if (!count || !entries) return { ...found, complete: false };
      seen.add(offset);
      found.pages++;
      if (found.pages === page) found.stretch = await stretchOf(read, entries, count, little);
      offset = entries.getUint32(count * 12, little);
    }
    return found;
  });
}

async function stretchOf(read: Read, entries: DataView, count: number, little: boolean): Promise<number> {
  const values = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const tag = entries.getUint16(i * 12, little);
    if (tag !== X_RESOLUTION && tag !== Y_RESOLUTION) continue;
    const ratio = await read(entries.getUint32(i * 12 + 8, little), 8);
    if (ratio) values.set(tag, ratio.getUint32(0, little) / ratio.getUint32(4, little));
  }
  const stretch = (values.get(Y_RESOLUTION) ?? 1) / (values.get(X_RESOLUTION) ?? 1);
  return Number.isFinite(stretch) && stretch > 0 ? stretch : 1;
}
