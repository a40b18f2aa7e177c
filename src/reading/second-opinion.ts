import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, PSM } from 'tesseract.js';
import { STRIP_HEIGHT, type Strip } from './recognise/strip.js';

/** Reads one cut-out line: the network's own form, so that any reader can stand here. `confidence` is 0 to 1. */
export interface LineReader {
  read(strip: Strip): Promise<{ text: string; confidence: number }>;
  close(): Promise<void>;
}

const LANGUAGES = ['tha', 'eng'];

/**
 * Tesseract, for Latin text and typefaces that the network does not know. Its Thai models lack ๔ ๖ ๗ ๘ ๙ and write other digits in
 * their place, so a number that only it has read is worth little. It learns from what it reads: open one for a page and close it.
 */
export async function openTesseract(): Promise<LineReader> {
  const require = createRequire(import.meta.url);
  // Tesseract wants its models side by side in one folder; they come in a package each.
  const folder = await mkdtemp(join(tmpdir(), 'wian-tesseract-'));
  for (const code of LANGUAGES) {
    const model = join(dirname(require.resolve(`@tesseract.js-data/${code}/package.json`)), '4.0.0_best_int');
    await copyFile(join(model, `${code}.traineddata.gz`), join(folder, `${code}.traineddata.gz`));
  }
  const worker = await createWorker(LANGUAGES, OEM.LSTM_ONLY, { langPath: folder, cacheMethod: 'none' });
  await rm(folder, { recursive: true });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  return {
    async read(strip) {
      const raw = { width: strip.width, height: STRIP_HEIGHT, channels: 1 as const };
      // Twice the network's size is about the 300 dpi that Tesseract was made for; it wants paper round the line.
      const image = await sharp(Uint8Array.from(strip.data), { raw })
        .resize(strip.width * 2, STRIP_HEIGHT * 2, { kernel: 'cubic', fit: 'fill' })
        .extend({ top: 12, bottom: 12, left: 20, right: 20, background: '#fff' })
        .png({ compressionLevel: 1 })
        .toBuffer();
      const { data } = await worker.recognize(image);
      return {
        text: oneSaraAm(data.text.normalize('NFC').trim()),
        confidence: Math.min(1, Math.max(0, data.confidence / 100)),
      };
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** SARA AM in one piece, a tone mark before it. */
const oneSaraAm = (text: string) => text.replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33');
