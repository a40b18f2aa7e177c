import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { PageImage } from '../../src/reading/image.js';

const files = join(dirname(createRequire(import.meta.url).resolve('@fontsource/sarabun/package.json')), 'files');
GlobalFonts.registerFromPath(join(files, 'sarabun-thai-400-normal.woff2'), 'Sarabun Thai');
GlobalFonts.registerFromPath(join(files, 'sarabun-latin-400-normal.woff2'), 'Sarabun Latin');

/** A font string for a size in pixels; Thai and Latin lie in files of their own. */
export const sarabun = (size: number) => `${size}px "Sarabun Thai", "Sarabun Latin"`;

/** The printed lines of a letter, as pages are drawn with them. */
export const LETTER = [
  'เรื่อง การประชุมชี้แจงแนวทางการดำเนินงานประจำปี ๒๕๖๘',
  'เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด',
  'อ้างถึง หนังสือที่ มท ๐๘๑๖.๓/ว ๑๔๕๗๙ ลงวันที่ ๒๖ มกราคม ๒๕๖๗',
  'ตามหนังสือที่อ้างถึง ขอให้หน่วยงานในพื้นที่ดำเนินการให้แล้วเสร็จ',
  'และรายงานผลให้ทราบภายในวันที่ ๓๐ เมษายน ๒๕๖๘ ต่อไป',
];
/** A text without its white space. */
export const folded = (text: string) => text.replace(/\s+/g, '');

/** Draws a page of 1240 × `height` pixels (150 dpi wide) in black on white. */
export async function drawPage(
  draw: (pen: SKRSContext2D) => void,
  { width = 1240, height = 900 }: { width?: number; height?: number } = {},
): Promise<PageImage> {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#000';
  pen.font = sarabun(34);
  draw(pen);
  const { data, info } = await sharp(canvas.toBuffer('image/png'))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3, dpi: 150 };
}

/** The image turned clockwise. */
export async function turned(image: PageImage, degrees: 90 | 180 | 270): Promise<PageImage> {
  const raw = { width: image.width, height: image.height, channels: image.channels };
  const { data, info } = await sharp(image.data, { raw }).rotate(degrees).raw().toBuffer({ resolveWithObject: true });
  return { ...image, data, width: info.width, height: info.height };
}
