import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { noticeOwn } from '../../src/notices/send.js';
import { asked } from '../support/searchable.js';
import { OFFICES } from './support/sample.js';
import { shot, type Walk, walks } from './support/walk.js';

/** An A4 page without its margins (15 mm), in CSS pixels. */
const PAPER = { width: 680, height: 1009 };

/** The pages that people print, and what stands on each. `last`: words from the end of it, that are there when nothing is cut off. */
const PRINTED = [
  { name: 'letter', login: 'viewer-54', path: '/letters/1/0', first: 'พร ๐๐๒๓', last: 'ในไฟล์เดียวกัน' },
  { name: 'inbox', login: 'receiver-town', path: '/inbox', first: 'กล่องหนังสือ', last: 'เลิศรัฐ' },
  { name: 'calendar', login: 'receiver-town', path: '/calendar?month=2025-02', first: 'กุมภาพันธ์ ๒๕๖๘', last: '๒๘' },
  { name: 'relay', login: 'viewer-54', path: '/relay', first: 'สายการเวียน', last: 'เลิศรัฐ' },
  { name: 'chain', login: 'viewer-54', path: '/relay/1-0', first: 'จังหวัดแพร่', last: 'ตารางของสายการเวียน' },
  {
    name: 'figures',
    login: 'viewer-54',
    path: '/dashboard?from=2024-12-01&to=2025-12-01',
    first: 'วันที่ใช้ในแต่ละขั้น',
    last: 'นานที่สุด (วัน)',
  },
] as const;

/** What is wrong with the page as paper shows it: writing too pale for white paper, what is cut off, what is only for the screen. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const luminance = (color: string) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = [...canvas.getImageData(0, 0, 1, 1).data] as [number, number, number, number];
      // Over white paper.
      const part = (c: number) => {
        const v = (c * (a / 255) + 255 - a) / 255;
        return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    };
    const told = (element: Element, what: string) =>
      found.push(
        `${what}: <${element.tagName} class="${element.getAttribute('class') ?? ''}"> ${element.textContent?.slice(0, 60)}`,
      );
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      const element = text.parentElement!;
      if (!text.textContent!.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const style = getComputedStyle(element);
      const ink = element instanceof SVGElement ? style.fill : style.color;
      // Printers leave grounds out: writing has to be dark by itself (4.5 to 1 on white).
      if ((1 + 0.05) / (luminance(ink) + 0.05) < 4.5) told(element, `pale ${ink}`);
      if (box.right > innerWidth + 1 || box.left < -1) told(element, `out of the paper (${box.left} to ${box.right})`);
      for (let above: Element | null = element; above && above !== document.body; above = above.parentElement) {
        const { overflowX, overflowY, clip } = getComputedStyle(above);
        const frame = above.getBoundingClientRect();
        if (
          clip !== 'auto' ||
          (overflowX === 'visible' && overflowY === 'visible') ||
          above === document.documentElement
        )
          continue;
        if (box.bottom > frame.bottom + 3 || box.right > frame.right + 3) {
          told(element, `cut off by <${above.tagName} class="${above.getAttribute('class')}">`);
          break;
        }
      }
    }
    const grounds = [document.documentElement, document.body, document.querySelector('main')!];
    for (const element of grounds) {
      const { backgroundColor } = getComputedStyle(element);
      if (luminance(backgroundColor) < 0.99) told(element, `ground ${backgroundColor}`);
    }
    return [...new Set(found)];
  });

walks('on paper', (walk) => {
  beforeAll(() => sendDown(walk));

  for (const { name, login, path, first, last } of PRINTED) {
    it(`${name}: without what is for the screen alone, nothing cut off, black on white in dark mode too`, async () => {
      const looks: string[] = [];
      for (const dark of [false, true]) {
        const page = await walk.open(login, path, { dark });
        await page.getByText(first).first().waitFor();
        await page.waitForLoadState('networkidle');
        if (name === 'figures') await page.locator('.recharts-bar-rectangle').first().waitFor();
        if (name === 'letter') await picture(page);
        const pdf = await page.pdf({ format: 'A4', printBackground: false });
        const text = asked('pdftotext', pdf, '-layout', '@', '-').replace(/\s+/g, '');
        if (name === 'figures') expect(text).toContain('๒๐วัน');
        for (const words of [first, last]) expect(text).toContain(words.replace(/\s+/g, ''));
        await mkdir(join(tmpdir(), 'wian-screens'), { recursive: true });
        await writeFile(join(tmpdir(), 'wian-screens', `print-${name}${dark ? '-dark' : ''}.pdf`), pdf);
        looks.push(asked('pdftoppm', pdf, '-r', '50', '-gray', '@'));
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize(PAPER);
        expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
        expect(await page.getByRole('banner').filter({ visible: true }).count()).toBe(0);
        // The heads of a table's columns are buttons that sort it; their words stand on paper too.
        expect(await page.locator('button:not(th button)').filter({ visible: true }).allTextContents()).toEqual([]);
        await expect.poll(() => faults(page)).toEqual([]);
        await shot(page, `print-${name}${dark ? '-dark' : ''}`, { whole: true });
      }
      expect(looks[1] === looks[0]).toBe(true);
    });
  }
});

/** Waits until the picture of a letter's page is there. */
const picture = (page: Page) =>
  expect
    .poll(() =>
      page.getByRole('img', { name: /^หน้า \d+ ของหนังสือ/ }).evaluate((img: HTMLImageElement) => img.naturalWidth),
    )
    .toBeGreaterThan(100);

/** The province's letter in the inbox of the town. */
const sendDown = ({ app: { deps } }: Walk) =>
  deps.db.transaction((tx) =>
    noticeOwn(tx, {
      ...{ organisation: OFFICES.town, receipt: 1, firstPage: 1, rank: 0, by: 'walk' },
      at: new Date('2025-02-05T02:00:00Z'),
    }),
  );
