import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { LetterAnswer, QueueAnswer } from '../../schemas/check.js';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { unfinishedFiles } from '../../src/circulars/lists.usecases.js';
import { importExchange } from '../../src/exchange/import.usecases.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { statedOf, xmlOf } from '../support/exchange.js';
import { actorOf } from './support/people.js';
import { HELD, type Login } from './support/sample.js';
import { axe, fits, shot, type Walk, walks } from './support/walk.js';

const queueOf = async (walk: Walk, page: Page) =>
  (await (await page.request.get(`${walk.address}/api/check?limit=200`)).json()) as QueueAnswer;
const letterOf = async (walk: Walk, page: Page, receipt: number, ordinal: number) =>
  (await (await page.request.get(`${walk.address}/api/letters/${receipt}/${ordinal}`)).json()) as LetterAnswer;
const picture = (page: Page) => page.getByRole('img', { name: /^หน้า \d+ ของหนังสือ/ });
const seen = async (page: Page) => {
  await picture(page).waitFor();
  await expect
    .poll(() => picture(page).evaluate((img: HTMLImageElement) => (img.complete ? img.naturalWidth : 0)), {
      timeout: 30_000,
    })
    .toBeGreaterThan(100);
};
/** Confirms a letter as a person who is not at this page. */
async function confirmed(walk: Walk, login: Login, { receipt, ordinal }: { receipt: number; ordinal: number }) {
  const { deps } = walk.app;
  const actor = await actorOf(deps.db, login);
  const { version } = await showLetter(deps, { actor, receipt, ordinal });
  await confirmLetter(deps, { actor, receipt, ordinal, version });
  while ((await unfinishedFiles(deps)) > 0) await sleep(100);
}
/** Presses keys and counts them. */
const presses = (page: Page) => {
  let count = 0;
  return {
    press: async (key: string) => {
      count++;
      await page.keyboard.press(key);
    },
    count: () => count,
  };
};

walks('ตรวจ', (walk) => {
  it('lists what waits, on a PC and a phone, light and dark', async () => {
    for (const [name, options] of [
      ['check-queue', {}],
      ['check-queue-dark', { dark: true }],
      ['check-queue-phone', { size: 'phone' }],
    ] as const) {
      const page = await walk.open('clerk-54', '/check', options);
      await page.getByRole('heading', { level: 1, name: 'ตรวจ' }).waitFor();
      await page.getByText('หนังสือรอตรวจ ๔ ฉบับ').waitFor();
      await axe(page);
      await fits(page);
      await shot(page, name);
    }
  });

  it('asks what is in doubt, with its reason and its place on the picture lit', async () => {
    for (const [name, options] of [
      ['check-letter', {}],
      ['check-letter-dark', { dark: true }],
      ['check-letter-phone', { size: 'phone' }],
      ['check-letter-phone-dark', { size: 'phone', dark: true }],
    ] as const) {
      const page = await walk.open('clerk-54', '/check/1/1', options);
      await page.getByText('ฉบับที่ ๒ จาก ๔').waitFor();
      await seen(page);
      await page.getByText('จังหวัดแพร่ อ้างถึงว่า ลงวันที่ ๒๙ มกราคม ๒๕๖๘ แต่หนังสือฉบับนี้เป็น ๒๗ มกราคม ๒๕๖๘').waitFor();
      const card = page.getByRole('region', { name: 'ลงวันที่', exact: true });
      await card.click({ position: { x: 8, y: 8 } });
      const lit = page.getByRole('img', { name: 'ตำแหน่งของ ลงวันที่ บนหน้า' });
      await lit.waitFor();
      const [box, view] = await Promise.all([
        lit.locator('rect').first().boundingBox(),
        page.getByRole('region', { name: /^ภาพหน้า/ }).boundingBox(),
      ]);
      await expect.poll(async () => (await lit.locator('rect').first().boundingBox())!.y).toBeGreaterThan(view!.y);
      expect(box!.width).toBeGreaterThan(20);
      await axe(page);
      await fits(page);
      await shot(page, name);
    }
  });

  it('zooms, turns and leafs by keys and buttons', async () => {
    const page = await walk.open('clerk-54', '/check/1/0');
    await seen(page);
    const width = async () => (await picture(page).boundingBox())!.width;
    const before = await width();
    await page.keyboard.press('Equal');
    await expect.poll(width).toBeCloseTo(before * 1.25, -1);
    await page.keyboard.press('Digit0');
    await expect.poll(width).toBeCloseTo(before, -1);
    await page.keyboard.press('KeyR');
    await expect
      .poll(async () => {
        const box = (await picture(page).boundingBox())!;
        return box.width > box.height;
      })
      .toBe(true);
    await page.keyboard.press('Shift+KeyR');
    await page.getByRole('region', { name: 'ภาพหน้า 1' }).hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await expect.poll(width).toBeGreaterThan(before * 1.1);
    await page.keyboard.press('BracketRight');
    await page.getByText('หน้า ๒ จาก').waitFor();
  });

  it('shows both readings where a citation and the letter differ, and keeps what the person chose', async () => {
    const page = await walk.open('clerk-54', '/check/1/1');
    const number = page.getByRole('region', { name: 'เลขที่หนังสือ', exact: true });
    await number.getByRole('button', { name: /มท ๐๘๑๐\.๗\/ว ๔๒๔/ }).waitFor();
    await shot(page, 'check-both-readings');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyK');
    await expect.poll(() => number.getAttribute('data-active')).toBe('true');
    await page.keyboard.press('Digit1');
    await expect.poll(() => number.getAttribute('data-answered')).toBe('true');
    const date = page.getByRole('region', { name: 'ลงวันที่', exact: true });
    await expect.poll(() => date.getAttribute('data-active')).toBe('true');
    await date.getByText('ตรงกับวันจันทร์').waitFor();
    await page.keyboard.press('KeyA');
    await page.keyboard.press('Control+KeyS');
    await page.getByText('บันทึกแล้ว').waitFor();
    const { letter, fields } = await letterOf(walk, page, 1, 1);
    expect([letter.reference!.normalized, letter.date]).toEqual(['มท 0810.7/ว 524', '2025-01-27']);
    const settled = fields.filter(({ settled: by }) => by !== null).map(({ field }) => field);
    expect(settled).toEqual(['reference', 'date']);
  });

  it('keeps what was not saved when the page is left by mistake', async () => {
    const page = await walk.open('clerk-54', '/check/2/0');
    await page.getByRole('button', { name: 'แก้ไข เรื่อง' }).or(page.getByText('ช่องอื่น ๆ ที่ระบบแน่ใจ')).first().waitFor();
    await page.getByText('ช่องอื่น ๆ ที่ระบบแน่ใจ').click();
    await page.getByRole('button', { name: 'แก้ไข เรื่อง' }).click();
    await page.getByLabel('เรื่อง', { exact: true }).last().fill('เรื่องที่พิมพ์ไว้');
    // Plain keys rest in a field, Esc leaves it.
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyS');
    await page.waitForURL(/\/check\/?\d*/);
    await page.goto(`${walk.address}/check/2/0`);
    await page.getByText('มีสิ่งที่แก้ไว้แต่ยังไม่ได้บันทึก').waitFor();
    await axe(page);
    await page.getByRole('button', { name: 'ทิ้งสิ่งที่แก้ไว้' }).click();
    expect((await letterOf(walk, page, 2, 0)).letter.subject).not.toBe('เรื่องที่พิมพ์ไว้');
  });

  it('merges and splits the letters of a bundle by page', async () => {
    const page = await walk.open('clerk-54', '/check/1/0');
    const begins = async () =>
      (await letterOf(walk, page, 1, 0)).pages.filter((one) => one.begins).map(({ number }) => number);
    const before = await begins();
    expect(before.length).toBeGreaterThan(2);
    const gone = before[1]!;
    const toggle = async () => {
      await page.getByRole('button', { name: 'แยก/รวม' }).click();
      const dialog = page.getByRole('dialog', { name: 'แยกหรือรวมหนังสือในไฟล์นี้' });
      await dialog.getByRole('checkbox', { name: new RegExp(`^หน้า ${'๐๑๒๓๔๕๖๗๘๙'[gone]} `) }).click();
      return dialog;
    };
    const dialog = await toggle();
    await axe(page);
    await shot(page, 'check-split');
    await dialog.getByRole('button', { name: /^แยกเป็น/ }).click();
    await expect.poll(begins, { timeout: 30_000 }).toEqual(before.filter((one) => one !== gone));
    await page.getByRole('button', { name: 'แยก/รวม' }).waitFor();
    await (await toggle()).getByRole('button', { name: /^แยกเป็น/ }).click();
    await expect.poll(begins, { timeout: 30_000 }).toEqual(before);
    const back = await letterOf(walk, page, 1, 1);
    expect(back.letter.reference!.normalized).toBe('มท 0810.7/ว 524');
    expect(back.corrections.length).toBeGreaterThan(0);
  });

  it('confirms a clean circular with keys alone: one press to open it, one to confirm it', async () => {
    const page = await walk.open('clerk-54', '/check');
    await page.getByRole('heading', { level: 1, name: 'ตรวจ' }).waitFor();
    const { items, total } = await queueOf(walk, page);
    const clean = items.findIndex(({ reference }) => reference === 'นร 1206/347');
    // What it asks for is rather sure and harmless: shown, not asked (docs/decisions/0015).
    expect(items[clean]!.doubts).toBe(0);
    // The letters before it are others' work.
    for (const one of items.slice(0, clean)) await confirmed(walk, 'clerk-54', one);
    await page.goto(`${walk.address}/check`);
    await page.getByText('นร ๑๒๐๖/๓๔๗').waitFor();
    const keys = presses(page);
    const begun = Date.now();
    await keys.press('Enter');
    await page.getByText(/ฉบับที่ ๑ จาก/).waitFor();
    const unasked = page.getByRole('region', { name: 'ไม่ได้ถาม แต่ยังไม่แน่ใจ' });
    await unasked.getByRole('region', { name: 'สิ่งที่ต้องทำ' }).getByText('ค่อนข้างแน่ใจ').waitFor();
    await axe(page);
    await shot(page, 'check-clean');
    await keys.press('Control+Shift+KeyS');
    await page.getByText('ยืนยันแล้ว', { exact: false }).first().waitFor();
    expect(keys.count()).toBe(2);
    expect(Date.now() - begun).toBeLessThan(20_000);
    await expect.poll(async () => (await queueOf(walk, page)).total).toBe(total - clean - 1);
    const after = await letterOf(walk, page, items[clean]!.receipt, items[clean]!.ordinal);
    expect(after.confirmed).toMatchObject({ by: 'สมศรี ใจดี' });
    const action = after.fields.find(({ field }) => field === 'action')!;
    expect(action.settled).toBeNull();
    expect(action.confidence).toBeLessThan(0.9);
  });

  it('asks again where an electronic form says otherwise than was confirmed, and keeps the answer', async () => {
    const { deps } = walk.app;
    const page = await walk.open('clerk-54', '/check');
    const at = HELD.findIndex(({ fixture }) => fixture.includes('014'));
    const place = { receipt: at + 1, ordinal: 0 };
    await confirmed(walk, 'clerk-54', place);
    const { letter } = await letterOf(walk, page, place.receipt, 0);
    const content = readFileSync(join(packageRoot, 'fixtures', HELD[at]!.fixture));
    const own = { reference: letter.reference!.normalized!, subject: letter.subject! };
    const form = xmlOf({ stated: statedOf({ ...own, date: '2025-01-21' }), main: { mime: 'image/jpeg', content } });
    const actor = await actorOf(deps.db, 'clerk-54');
    await importExchange(deps, { content: form, actor, via: 'upload' });
    while ((await unfinishedFiles(deps)) > 0) await sleep(100);
    const item = page.getByRole('link', { name: letter.subject!.slice(0, 20) });
    await page.reload();
    const both = 'ลงวันที่: ผู้ตรวจกำหนดไว้ ๒๗ มกราคม ๒๕๖๘ แต่ผู้ส่งระบุมาทางอิเล็กทรอนิกส์ว่า ๒๑ มกราคม ๒๕๖๘';
    await item.getByText(both).waitFor();
    await axe(page);
    await shot(page, 'check-sender-queue');
    const read = await walk.open('viewer-54', `/letters/${place.receipt}/0`, { size: 'phone' });
    await read.getByText('ผู้ส่งระบุมาทางอิเล็กทรอนิกส์ว่า ๒๑ มกราคม ๒๕๖๘').waitFor();
    await axe(read);
    await fits(read);
    await shot(read, 'letter-sender-phone', { whole: true });
    for (const [name, options] of [
      ['check-sender-phone-dark', { size: 'phone', dark: true }],
      ['check-sender', {}],
    ] as const) {
      const opened = await walk.open('clerk-54', `/check/${place.receipt}/0`, options);
      await opened.getByRole('heading', { name: 'ต้องดู ๑ เรื่อง' }).waitFor();
      const card = opened.getByRole('region', { name: 'ลงวันที่', exact: true });
      await card.getByText('ผู้ส่งระบุวันที่ของหนังสือมาทางอิเล็กทรอนิกส์ไม่ตรงกับที่ผู้ตรวจกำหนดไว้ก่อน โปรดเลือก').waitFor();
      await card.getByRole('button', { name: /๒๑ มกราคม ๒๕๖๘ ตามที่ผู้ส่งระบุ/ }).waitFor();
      await axe(opened);
      await fits(opened);
      await card.scrollIntoViewIfNeeded();
      await shot(opened, name);
      if (name !== 'check-sender') continue;
      await card.getByRole('button', { name: /ตามที่ผู้ตรวจกำหนดไว้/ }).click();
      await opened.getByRole('button', { name: 'บันทึก', exact: true }).click();
      await opened.getByText('บันทึกแล้ว').waitFor();
      await opened.getByRole('heading', { name: 'ไม่มีข้อสงสัย' }).waitFor();
    }
    await expect.poll(async () => (await letterOf(walk, page, place.receipt, 0)).letter.date).toBe(letter.date);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'ตรวจ' }).waitFor();
    expect(await item.count()).toBe(0);
  });

  it('shows a letter to those who only read, without anything to set', async () => {
    for (const [name, options] of [
      ['letter', {}],
      ['letter-phone', { size: 'phone' }],
    ] as const) {
      const page = await walk.open('viewer-54', '/letters/1/2', options);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await seen(page);
      expect(await page.getByRole('button', { name: /แก้ไข/ }).count()).toBe(0);
      const link = page.getByRole('link', { name: 'ไฟล์ต้นฉบับ' });
      const original = await page.request.get(`${walk.address}${await link.getAttribute('href')}`);
      expect(original.headers()['content-disposition']).toContain('attachment');
      await axe(page);
      await fits(page);
      await shot(page, name);
    }
  });

  it('says what to do where nothing waits', async () => {
    const page = await walk.open('clerk-48', '/check');
    for (const one of (await queueOf(walk, page)).items) await confirmed(walk, 'clerk-48', one);
    await page.reload();
    await page.getByRole('heading', { name: 'ไม่มีหนังสือรอตรวจ' }).waitFor();
    await axe(page);
    walk.expects(/404/);
    await page.goto(`${walk.address}/check/1/0`);
    await page.getByText('ไม่พบรายการนี้').waitFor();
  });
});
