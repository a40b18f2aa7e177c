import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Worker as Thread } from 'node:worker_threads';
import sharp from 'sharp';
import { createWorker, OEM, PSM, type Worker as Tesseract } from 'tesseract.js';
import { STRIP_HEIGHT, type Strip } from './recognise/strip.js';

/** Reads one cut-out line: the network's own form, so that any reader can stand here. `confidence` is 0 to 1. */
export interface LineReader {
  read(strip: Strip): Promise<{ text: string; confidence: number }>;
  close(): Promise<void>;
}

const LANGUAGES = ['tha', 'eng'];
/** A start takes half a second and a line a tenth; a page has two minutes in all. */
const START_SECONDS = 20;
const READ_SECONDS = 10;

/**
 * Tesseract, for Latin text and typefaces that the network does not know. Its Thai models lack ๔ ๖ ๗ ๘ ๙ and write other digits in
 * their place, so a number that only it has read is worth little. It learns from what it reads: open one for a page and close it.
 * @throws where it cannot be started; `read` rejects where it fails or does not answer
 */
export async function openTesseract(): Promise<LineReader> {
  const require = createRequire(import.meta.url);
  // Tesseract wants its models side by side in one folder; they come in a package each.
  const folder = await mkdtemp(join(tmpdir(), 'wian-tesseract-'));
  for (const code of LANGUAGES) {
    const model = join(dirname(require.resolve(`@tesseract.js-data/${code}/package.json`)), '4.0.0_best_int');
    await copyFile(join(model, `${code}.traineddata.gz`), join(folder, `${code}.traineddata.gz`));
  }
  const worker = await start(folder).finally(() => rm(folder, { recursive: true }));
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE, user_defined_dpi: '300' });
  return {
    async read(strip) {
      const raw = { width: strip.width, height: STRIP_HEIGHT, channels: 1 as const };
      // Twice the network's size is about the 300 dpi that Tesseract was made for; it wants paper round the line.
      const image = await sharp(strip.data, { raw })
        .resize(strip.width * 2, STRIP_HEIGHT * 2, { kernel: 'cubic', fit: 'fill' })
        .extend({ top: 12, bottom: 12, left: 20, right: 20, background: '#fff' })
        .png({ compressionLevel: 1 })
        .toBuffer();
      const { data } = await within(READ_SECONDS, worker.recognize(image));
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

/**
 * Starts a worker, or rejects. Left to itself, tesseract.js throws a failure out of an event, where nobody can catch it, and never answers
 * when a model cannot be loaded: its thread is taken from Node as it is made, so that its errors are heard and it can be stopped.
 */
async function start(langPath: string): Promise<Tesseract> {
  let thread: Thread | undefined;
  let failed: (cause: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => {
    failed = reject;
  });
  // What fails later is told by the call that it belongs to.
  failure.catch(() => {});
  const heard = (made: Thread) => {
    thread = made;
    made.on('error', failed);
  };
  process.once('worker', heard);
  const options = { langPath, cacheMethod: 'none', errorHandler: failed };
  try {
    return await within(START_SECONDS, Promise.race([createWorker(LANGUAGES, OEM.LSTM_ONLY, options), failure]));
  } catch (cause) {
    await thread?.terminate();
    throw cause;
  } finally {
    process.off('worker', heard);
  }
}

/** What a promise gives, or a rejection where it takes longer. */
async function within<T>(seconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** SARA AM in one piece, a tone mark before it. */
const oneSaraAm = (text: string) => text.replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33');
