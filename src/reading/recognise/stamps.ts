import type { Region } from '../../../schemas/page.js';
import type { PageImage } from '../image.js';
import { zeros } from '../page-memory.js';
import { cutFrame, type Frame } from './frames.js';
import { firstLook, type Page, pageLines, preparePage } from './layout.js';
import { planes } from './pixels.js';
import { readRows } from './stamp-rows.js';

/** A receive stamp (ตรารับ, สารบรรณ ข้อ 38) with the frame that it was found by. */
export interface Stamp {
  frame: Frame;
  region: Region;
}

/** What stands in a receive stamp beside the office. */
const CUES = [/รับ|^เลขที่/m, /^วันที่/m, /^เวลา/m, /[ก-ฮ][ิี]?\.{1,2}[คยพ]\./, /^-? ?[\d๐-๙]{1,2}[.:][\d๐-๙]{2}/m];
const MOST_ROWS = 8;
/** Stamp print is small: it is cut from the original at up to this many times the page's working size. */
const MOST_FACTOR = 2.5;

/** Reads the framed boxes of a page at their own tilt and size and keeps those that are receive stamps. */
export async function readStamps(image: PageImage, page: Page): Promise<Stamp[]> {
  const stamps: Stamp[] = [];
  for (const frame of page.frames) {
    const lines = await readInside(image, page, frame);
    const text = lines.join('\n');
    if (lines.length > MOST_ROWS || CUES.filter((cue) => cue.test(text)).length < 2) continue;
    stamps.push({ frame, region: { kind: 'stamp', bbox: boundsOf(page, frame), text } });
  }
  return stamps;
}

async function readInside(image: PageImage, page: Page, frame: Frame): Promise<string[]> {
  const scale = image.width / page.width;
  const reach = (frame.width + frame.height) * 0.55;
  const half = frame.height / 2 + (Math.abs(frame.tangent) * frame.width) / 2 + 4;
  const left = Math.max(0, Math.floor((frame.x - reach) * scale));
  const top = Math.max(0, Math.floor((frame.y - half) * scale));
  const around = crop(image, left, top, Math.ceil(reach * 2 * scale), Math.ceil(half * 2 * scale));
  const local = { ...frame, x: frame.x - left / scale, y: frame.y - top / scale };
  const factor = Math.min(1, MOST_FACTOR / scale);
  const inside = cutFrame(planes(around).grey, local, scale, factor, 2.5);
  const level: PageImage = { ...inside, channels: 1, dpi: null };
  const look = await firstLook(level);
  if (!look) return [];
  const small = preparePage(look);
  return readRows(small, pageLines(small));
}

function crop(image: PageImage, left: number, top: number, wide: number, high: number): PageImage {
  const { data, channels: c, width: w } = image;
  const width = Math.max(2, Math.min(wide, w - left));
  const height = Math.max(2, Math.min(high, image.height - top));
  const out = zeros(width * height * c);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * w + left) * c;
    out.set(data.subarray(from, from + width * c), y * width * c);
  }
  return { ...image, data: out, width, height };
}

function boundsOf(page: Page, f: Frame): Region['bbox'] {
  const dx = f.width / 2 + (Math.abs(f.tangent) * f.height) / 2;
  const dy = f.height / 2 + (Math.abs(f.tangent) * f.width) / 2;
  const unit = (v: number) => Math.min(1, Math.max(0, v));
  return [
    unit((f.x - dx) / page.width),
    unit((f.y - dy) / page.height),
    unit((f.x + dx) / page.width),
    unit((f.y + dy) / page.height),
  ];
}
