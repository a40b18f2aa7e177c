import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { local } from '../src/cli/client.js';
import { limitsOf, loadSettings } from '../src/config.js';
import { openApp } from '../src/main.js';
import { packageRoot } from '../src/shared/package-root.js';
import { pageImages } from './page-images.js';

/**
 * Seconds a page and pages a minute through the whole pipeline (upload, queue, reading, records), beside native Tesseract
 * on the same page images in the same run:  npm run bench:pages [-- FILE...]  (without files: the scanned fixtures).
 * Quote the ratio: single times depend on the machine and its load.
 */

const run = promisify(execFile);
const settings = loadSettings({ WIAN_LOG_LEVEL: 'error' });
const limits = limitsOf(settings);
const cores = availableParallelism();

async function scannedFixtures(): Promise<string[]> {
  const folder = join(packageRoot, 'fixtures');
  const scans = (await readdir(folder)).filter((name) => /^0\d\d-.*(scan|tiff|png|jpeg|webp)$/.test(name)).sort();
  const inputs = scans.map(async (name) => {
    const input = (await readdir(join(folder, name))).find((file) => file.startsWith('input.'));
    return join(folder, name, input!);
  });
  return Promise.all(inputs);
}

/** Wall seconds of the whole pipeline from the first upload to the last plan, on a warm process. */
async function pipeline(paths: string[]): Promise<number> {
  const store = await mkdtemp(join(tmpdir(), 'wian-bench-'));
  const app = await openApp({ ...settings, WIAN_STORE: store });
  try {
    const client = local(app);
    await app.work();
    const start = performance.now();
    const receipts: number[] = [];
    for (const path of paths) receipts.push((await client.add(path, path, 'upload')).receipt);
    for (;;) {
      const files = await client.progress(receipts);
      const failed = files.find(({ status }) => status === 'failed');
      if (failed) throw new Error(`${failed.name} could not be read`);
      if (files.every(({ status }) => status === 'done')) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return (performance.now() - start) / 1000;
  } finally {
    await app.close();
    await rm(store, { recursive: true, force: true });
  }
}

/** Wall seconds of native Tesseract, as many processes as cores, each on one thread (two threads cost far more CPU). */
async function tesseract(images: string[]): Promise<number> {
  const rest = [...images];
  const start = performance.now();
  const lane = async () => {
    for (let image = rest.shift(); image; image = rest.shift()) {
      await run('tesseract', [image, '-', '-l', 'tha', '--psm', '4'], {
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      });
    }
  };
  await Promise.all(Array.from({ length: cores }, lane));
  return (performance.now() - start) / 1000;
}

const paths = process.argv.length > 2 ? process.argv.slice(2) : await scannedFixtures();
const folder = await mkdtemp(join(tmpdir(), 'wian-bench-pages-'));
try {
  const images = (await pageImages(paths, folder, limits)).map(({ image }) => image);
  const show = (name: string, seconds: number) => {
    const each = seconds / images.length;
    process.stdout.write(`${name.padEnd(22)} ${each.toFixed(2)} s a page, ${(60 / each).toFixed(1)} pages a minute\n`);
  };
  process.stdout.write(`${paths.length} files, ${images.length} pages, ${cores} cores\n`);
  const ours = await pipeline(paths);
  show('wian, whole pipeline', ours);
  const languages = await run('tesseract', ['--list-langs']).catch(() => null);
  if (!languages?.stdout.includes('tha')) {
    process.stdout.write(
      'native tesseract: skipped, it or its Thai model is not installed (tesseract-ocr, tesseract-ocr-tha)\n',
    );
  } else {
    const theirs = await tesseract(images);
    show('native tesseract (tha)', theirs);
    process.stdout.write(`ratio (tesseract / wian) ${(theirs / ours).toFixed(2)}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
