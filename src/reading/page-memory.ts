/**
 * Memory for the pictures of a page, kept from page to page. Taken anew for each page they pile up as garbage until a full collection, which
 * also throws away compiled code: compiling it again took a fifth of a reader's time.
 */

/** Pictures larger than this are rare (photographs): they are not kept. */
const LARGEST = 12 * 2 ** 20;
const BLOCK = 16 * 2 ** 20;
/** What pages of other sizes need beyond it is not kept either. */
const MOST_BLOCKS = 4;

const blocks: ArrayBuffer[] = [];
let block = 0;
let used = 0;
/** Pages being read: memory is used again only when there are none, so that no page writes into another's pictures. */
let open = 0;

/** Reads a page: what `zeros` gives out meanwhile is used again after it, and must not be held on to. */
export async function withPageMemory<T>(read: () => Promise<T>): Promise<T> {
  open++;
  try {
    return await read();
  } finally {
    open--;
    if (open === 0) [block, used] = [0, 0];
  }
}

/** Samples of a picture or mask, all 0; outside of `withPageMemory` they are the caller's for good. */
export function zeros(size: number): Uint8Array<ArrayBuffer> {
  return open > 0 && size <= LARGEST ? (kept(size)?.fill(0) ?? new Uint8Array(size)) : new Uint8Array(size);
}

function kept(size: number): Uint8Array<ArrayBuffer> | null {
  if (used + size > BLOCK) {
    if (block + 1 >= MOST_BLOCKS) return null;
    block++;
    used = 0;
  }
  blocks[block] ??= new ArrayBuffer(BLOCK);
  const taken = new Uint8Array(blocks[block]!, used, size);
  // Masks are also looked at eight pixels at a time.
  used += Math.ceil(size / 8) * 8;
  return taken;
}
