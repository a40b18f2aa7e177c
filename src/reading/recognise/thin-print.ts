import type { PageImage } from '../image.js';
import { firstLook, type Look } from './layout.js';

/** Ink in whole letters, as a share of the ink of print. Sound pages and faded ones have 0.77 and more of it; thin copies with broken strokes 0.5. */
const SOUND = 0.65;
/** Scraps for each letter: specks and the marks of vowels make up to 0.7, on dirty copies 1.0; broken strokes 1.9 and more. */
const SCRAPS = 1.2;
/** Where hardly a letter is whole the scraps are taken for letters, of a height at which nothing can be read. */
const UNREADABLE = 8;
/** Thickening must make this much more of the ink whole, or it is not what ails the page. */
const MENDED = 0.1;
/** Strokes are thickened by a pixel on each side for so many pixels of the shorter side: at 200 and 300 dpi by one, at 600 by two. */
const SHORT_SIDE = 2480;

/** A picture and its letters at first sight. */
export interface Seen {
  image: PageImage;
  look: Look;
}

/**
 * A first look at a page. Where the strokes of its letters are broken up, as those of thin type are on a light copy in black and white,
 * it is the picture with its strokes thickened that is gone on with. Null where nothing looks like print.
 */
export async function lookAt(image: PageImage): Promise<Seen | null> {
  const look = await firstLook(image);
  if (!look) return null;
  const before = soundness(look);
  if (before.share >= SOUND || (before.scraps <= SCRAPS && look.xHeight >= UNREADABLE)) return { image, look };
  const thick = thickened(image);
  const again = await firstLook(thick);
  const better = again && soundness(again).share > before.share + MENDED;
  return better ? { image: thick, look: again } : { image, look };
}

/** How much of the ink of print stands in whole letters, and how many scraps come to a letter. */
function soundness({ patches, xHeight }: Look): { share: number; scraps: number } {
  let [whole, all, letters, scraps] = [0, 0, 0, 0];
  for (const c of patches) {
    // Emblems, borders and pictures are no print, and the dots of leaders and specks are no scraps of it.
    if (c.height > xHeight * 3 || c.width > xHeight * 15 || c.height <= xHeight * 0.2) continue;
    all += c.area;
    if (c.height < xHeight * 0.45) scraps++;
    if (c.height < xHeight * 0.72 || c.height > xHeight * 1.9) continue;
    whole += c.area;
    letters++;
  }
  return { share: whole / Math.max(1, all), scraps: scraps / Math.max(1, letters) };
}

/** The picture with its dark strokes thickened, so that small gaps in them close. */
export function thickened(image: PageImage): PageImage {
  const reach = Math.max(1, Math.round(Math.min(image.width, image.height) / SHORT_SIDE));
  let { data } = image;
  const { width, channels } = image;
  for (let round = 0; round < reach; round++) {
    data = darkestOfThree(data, channels, width * channels);
    data = darkestOfThree(data, width * channels, data.length);
  }
  return { ...image, data };
}

/**
 * Each sample as dark as the darker of its two neighbours, `step` before and after it, where those lie in the same run of `run` samples
 * (a row, the whole page).
 */
function darkestOfThree(data: Uint8Array, step: number, run: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let start = 0; start < data.length; start += run) {
    const end = Math.min(data.length, start + run);
    for (let i = start; i < end; i++) {
      const before = i - step >= start ? data[i - step]! : 255;
      const after = i + step < end ? data[i + step]! : 255;
      const here = data[i]!;
      const darker = before < after ? before : after;
      out[i] = here < darker ? here : darker;
    }
  }
  return out;
}
