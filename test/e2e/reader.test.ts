import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { createReaderPool } from '../../src/adapters/reader/pool.js';
import { packageRoot } from '../../src/shared/package-root.js';

const limits = { maxFileBytes: 1e8, maxPages: 500, maxPixels: 120e6 };
const fixture = (name: string) => join(packageRoot, 'fixtures', name);
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the page reader as built', () => {
  const pool = createReaderPool({ readers: 1, limits, pageSeconds: 60 });
  afterAll(() => pool.close());

  it('inspects and reads a scanned page', async () => {
    const path = fixture('013-opdc-png/input.png');
    const inspection = await pool.inspect(path);
    expect(inspection).toMatchObject({ type: 'png', pages: [{ number: 1, source: 'ocr' }] });
    const page = await pool.readPage(path, inspection, 1);
    expect(page).toMatchObject({ number: 1, source: 'ocr' });
    expect(page.lines.length).toBeGreaterThan(10);
  });

  it('draws a page upright, as wide as is asked and no wider than it is', async () => {
    const of = { type: 'pdf', page: 1, source: 'ocr', rotation: 0, width: 1000 } as const;
    const scan = await pool.picture(fixture('002-lert-rat-phrae-scan/input.pdf'), of);
    const upright = await sharp(scan).metadata();
    expect([upright.format, upright.width]).toEqual(['jpeg', 1000]);
    const turned = await sharp(
      await pool.picture(fixture('002-lert-rat-phrae-scan/input.pdf'), { ...of, rotation: 90 }),
    ).metadata();
    expect(turned.width / turned.height).toBeCloseTo(upright.height / upright.width, 2);
    const drawn = await pool.picture(fixture('009-lert-rat-born-digital/input.pdf'), {
      ...of,
      source: 'text-layer',
      width: 1600,
    });
    expect((await sharp(drawn).metadata()).width).toBe(1600);
    const png = fixture('013-opdc-png/input.png');
    const large = await pool.picture(png, { ...of, type: 'png', width: 2400 });
    expect((await sharp(large).metadata()).width).toBeLessThanOrEqual((await sharp(png).metadata()).width);
  });

  it('has no picture of text', async () => {
    const of = { type: 'text', page: 1, source: 'text', rotation: 0, width: 1000 } as const;
    const picture = pool.picture(fixture('001-lert-rat-phrae-text/input.txt'), of);
    await expect(picture).rejects.toMatchObject({ code: 'file.no_picture' });
  });

  it.each([
    ['101-zero-bytes/input.pdf', 'file.empty'],
    ['103-encrypted-pdf/input.pdf', 'pdf.encrypted'],
    ['105-huge-png/input.png', 'image.too_many_pixels'],
  ])('says what is wrong with %s', async (name, code) => {
    await expect(pool.inspect(fixture(name))).rejects.toMatchObject({ code, final: true });
  });

  it('ends with its application, idle or in the middle of a page', async () => {
    const script = `
      import { createReaderPool } from ${JSON.stringify(join(packageRoot, 'dist/src/adapters/reader/pool.js'))};
      const pool = createReaderPool({ readers: 2, limits: ${JSON.stringify(limits)}, pageSeconds: 60 });
      const [scan, idle] = process.argv.slice(1);
      const inspections = await Promise.all([pool.inspect(scan), pool.inspect(idle)]);
      void pool.readPage(scan, inspections[0], 1);
      console.log(JSON.stringify(pool.pids()));`;
    const files = [fixture('002-lert-rat-phrae-scan/input.pdf'), fixture('001-lert-rat-phrae-text/input.txt')];
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script, ...files], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(parent.stdout, 'data');
    const pids = JSON.parse(String(said)) as number[];
    expect(pids).toHaveLength(2);
    expect(pids.every(isAlive)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => pids.filter(isAlive), { timeout: 5000, interval: 100 }).toEqual([]);
  });
});
