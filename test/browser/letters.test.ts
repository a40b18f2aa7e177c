import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { LetterAnswer } from '../../schemas/check.js';
import { receiveFile } from '../../src/circulars/circulars.usecases.js';
import { unfinishedFiles } from '../../src/circulars/lists.usecases.js';
import { registerLetters } from '../../src/register/register.usecases.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { citationOf, letterOf } from '../support/letters.js';
import { DLA, PHRAE } from '../support/relay-sample.js';
import { takeLetters } from './support/letters.js';
import { actorOf } from './support/people.js';
import { axe, fits, shot, type Walk, walks } from './support/walk.js';

const idle = async ({ app: { deps } }: Walk) => {
  while ((await unfinishedFiles(deps)) > 0) await sleep(100);
};
const letterAt = async (walk: Walk, page: Page, receipt: number, ordinal: number) =>
  (await (await page.request.get(`${walk.address}/api/letters/${receipt}/${ordinal}`)).json()) as LetterAnswer;

/** Two fingers that go apart on the middle of an element, as a touch screen tells it; `by` the factor. */
async function pinch(page: Page, box: { x: number; y: number; width: number; height: number }, by: number) {
  const session = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x: x - apart / 2, y, id: 1 },
              { x: x + apart / 2, y, id: 2 },
            ],
    });
  await touch('touchStart', 80);
  for (let step = 1; step <= 8; step++) await touch('touchMove', 80 * (1 + ((by - 1) * step) / 8));
  await touch('touchEnd', 0);
}

/** One finger that goes up or down in the middle of an element. */
async function drag(page: Page, box: { x: number; y: number; width: number; height: number }, by: number) {
  const session = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let step = 1; step <= 8; step++)
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y + (by * step) / 8 }] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

walks('a letter being checked', (walk) => {
  it('is zoomed with two fingers on a phone, and scrolled with one', async () => {
    const page = await walk.open('clerk-54', '/check/1/0', { size: 'phone' });
    const picture = page.getByRole('img', { name: /^หน้า \d+ ของหนังสือ/ });
    await picture.waitFor();
    const view = page.getByRole('region', { name: 'ภาพหน้า 1' });
    const width = async () => (await picture.boundingBox())!.width;
    const scale = () => page.evaluate(() => window.visualViewport!.scale);
    const before = await width();
    const frame = (await view.boundingBox())!;
    /** What of the picture lies in the middle of the window, where the fingers are. */
    const between = async () => {
      const box = (await picture.boundingBox())!;
      return [
        (frame.x + frame.width / 2 - box.x) / box.width,
        (frame.y + frame.height / 2 - box.y) / box.height,
      ] as const;
    };
    const [x, y] = await between();
    await pinch(page, frame, 2);
    await expect.poll(width).toBeGreaterThan(before * 1.7);
    const [x2, y2] = await between();
    expect(Math.abs(x2 - x)).toBeLessThan(0.03);
    expect(Math.abs(y2 - y)).toBeLessThan(0.03);
    await expect.poll(width).toBeLessThan(before * 2.3);
    // The page around it stays as it is.
    expect(await scale()).toBe(1);
    await page.getByText(/^(?:๑๗|๑๘|๑๙|๒๐|๒๑|๒๒)[๐-๙]%$/).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'check-pinched-phone');
    // The sharper picture that came since has moved nothing.
    const [x3, y3] = await between();
    expect(Math.abs(x3 - x)).toBeLessThan(0.03);
    expect(Math.abs(y3 - y)).toBeLessThan(0.03);
    await drag(page, frame, -120);
    await expect.poll(async () => (await between())[1]).toBeGreaterThan(y + 0.05);
    await pinch(page, frame, 0.5);
    await expect.poll(width).toBeLessThan(before * 1.2);
  });

  it('of which there is only text shows its lines, with those lit that a field was read from', async () => {
    const clerk = await actorOf(walk.app.deps.db, 'clerk-54');
    const source = createReadStream(join(packageRoot, 'fixtures/001-lert-rat-phrae-text/input.txt'));
    const given = { name: 'จากโปรแกรมอื่น.txt', source, priority: 'upload', actor: clerk } as const;
    const { receipt } = await receiveFile(walk.app.deps, given);
    await idle(walk);
    for (const [size, dark] of [
      ['pc', false],
      ['pc', true],
      ['phone', false],
      ['phone', true],
    ] as const) {
      const page = await walk.open('clerk-54', `/check/${receipt}/0`, { size, dark });
      const text = page.getByRole('region', { name: 'ข้อความหน้า 1' });
      await text.waitFor();
      expect(await page.getByRole('button', { name: 'ขยายภาพ' }).count()).toBe(0);
      await page.getByText('ช่องอื่น ๆ ที่ระบบแน่ใจ').click();
      await page.getByRole('region', { name: 'เรื่อง', exact: true }).click({ position: { x: 20, y: 20 } });
      const { letter } = await letterAt(walk, page, receipt, 0);
      const lit = text.locator('mark');
      await lit.first().waitFor();
      expect((await lit.allTextContents()).join(' ')).toContain(letter.evidence.subject![0]!.text.trim());
      expect(await lit.first().getAttribute('title')).toBe('เรื่อง');
      expect(await page.getByText('PDF ที่ค้นหาข้อความได้').count()).toBe(0);
      await axe(page);
      await fits(page);
      await shot(page, `check-text-${size}${dark ? '-dark' : ''}`);
    }
  });

  it('asks by chips which letter a citation means, where it may be two, and keeps the answer', async () => {
    const subject = 'การจัดทำแผนพัฒนาท้องถิ่น';
    const central = { name: DLA, level: 'central', province: null } as const;
    const uppers = await takeLetters(
      walk.app,
      PHRAE,
      ['๗๐๑', '๗๐๒'].map((number) =>
        letterOf({ ref: `มท ๐๘๑๐.๗/ว ${number}`, date: '2025-01-20', issuer: central, subject }),
      ),
    );
    const cited = citationOf({ issuer: DLA, reference: 'มท 0810.7/ว 703', date: '2025-01-20' });
    const lower = letterOf({
      ref: 'พร ๐๐๒๓.๓/ว ๙๑',
      date: '2025-02-10',
      issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
      subject,
      references: [cited],
    });
    const receipt = await takeLetters(walk.app, PHRAE, [lower]);
    for (const [name, options] of [
      ['check-citation-phone', { size: 'phone' }],
      ['check-citation-dark', { dark: true }],
      ['check-citation', {}],
    ] as const) {
      const page = await walk.open('clerk-54', `/check/${receipt}/0`, options);
      const card = page.getByRole('region', { name: 'อ้างถึง', exact: true });
      await card.getByText('อาจหมายถึงหนังสือได้หลายฉบับ โปรดเลือก').waitFor();
      expect(await card.getByRole('button', { name: /หมายถึง ที่ มท ๐๘๑๐\.๗\/ว ๗๐[๑๒]/ }).count()).toBe(2);
      await axe(page);
      await fits(page);
      await shot(page, name, { whole: true });
    }
    const page = await walk.open('clerk-54', `/check/${receipt}/0`);
    const card = page.getByRole('region', { name: 'อ้างถึง', exact: true });
    const chip = card.getByRole('button', { name: /หมายถึง ที่ มท ๐๘๑๐\.๗\/ว ๗๐๒/ });
    await card.click({ position: { x: 8, y: 8 } });
    // By the number that stands before it.
    const number = '๐๑๒๓๔๕๖๗๘๙'.indexOf((await chip.textContent())!.trim()[0]!);
    await page.keyboard.press(`Digit${number}`);
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Control+KeyS');
    await page.getByText('บันทึกแล้ว').waitFor();
    await idle(walk);
    const after = await letterAt(walk, page, receipt, 0);
    expect(after.citations).toMatchObject([{ chosen: true, to: { receipt: uppers, ordinal: 1 }, candidates: [] }]);
    await page.getByText('(ผู้ตรวจเลือก)').waitFor();
  });

  it('is not split away under a number of the register without being asked', async () => {
    const clerk = await actorOf(walk.app.deps.db, 'clerk-54');
    const { ref, pages } = await letterAt(walk, await walk.open('clerk-54', '/'), 1, 1);
    await registerLetters(walk.app.deps, { actor: clerk, letters: [{ receipt: 1, firstPage: ref.pages[0], rank: 0 }] });
    await idle(walk);
    const begins = pages.filter((page) => page.begins).map(({ number }) => number);
    const page = await walk.open('clerk-54', '/check/1/1');
    const split = async (dialogPage: Page) => {
      await dialogPage.getByRole('button', { name: 'แยก/รวม' }).click();
      const dialog = dialogPage.getByRole('dialog', { name: 'แยกหรือรวมหนังสือในไฟล์นี้' });
      await dialog.getByRole('checkbox', { name: new RegExp(`^หน้า ${'๐๑๒๓๔๕๖๗๘๙'[ref.pages[0]]} `) }).uncheck();
      await dialog.getByRole('button', { name: /^แยกเป็น/ }).click();
      await dialog.getByText(/ลงทะเบียนแล้ว เลขที่ ๑\/๒๕/).waitFor();
      return dialog;
    };
    walk.expects(/409/);
    for (const [name, options] of [
      ['check-split-in-use-phone-dark', { size: 'phone', dark: true }],
      ['check-split-in-use-dark', { dark: true }],
      ['check-split-in-use-phone', { size: 'phone' }],
    ] as const) {
      const other = await walk.open('clerk-54', '/check/1/1', options);
      await split(other);
      await axe(other);
      await fits(other);
      await shot(other, name);
    }
    const dialog = await split(page);
    await axe(page);
    await shot(page, 'check-split-in-use');
    await dialog.getByRole('button', { name: 'ไม่ทำ' }).click();
    const now = async () =>
      (await letterAt(walk, page, 1, 0)).pages.filter((one) => one.begins).map(({ number }) => number);
    expect(await now()).toEqual(begins);
    const again = await split(page);
    await again.getByRole('button', { name: 'แยกตามนี้ต่อไป' }).click();
    await expect.poll(now, { timeout: 30_000 }).toEqual(begins.filter((one) => one !== ref.pages[0]));
  });
});
