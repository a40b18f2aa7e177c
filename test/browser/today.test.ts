import { Readable } from 'node:stream';
import { and, eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { todayAnswer } from '../../schemas/today.js';
import { settleDuties } from '../../src/alerts/duties.usecases.js';
import { duties } from '../../src/alerts/ledger.table.js';
import { receiveFile } from '../../src/circulars/circulars.usecases.js';
import { addDays, thaiDay } from '../../src/domain/calendar.js';
import { formatThaiDate } from '../../src/domain/dates.js';
import { sendLetter } from '../../src/notices/below.usecases.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { DLA, PHRAE } from '../support/relay-sample.js';
import { takeLetters } from './support/letters.js';
import { actorOf } from './support/people.js';
import { OFFICES } from './support/sample.js';
import { axe, fits, shot, walks } from './support/walk.js';

walks('today', (walk) => {
  it('counts what waits, and each count opens as much', async () => {
    const page = await walk.open('clerk-54', '/');
    await page.getByRole('heading', { level: 1, name: 'วันนี้' }).waitFor();
    const answer = todayAnswer.parse(await (await page.request.get(`${walk.address}/api/today`)).json());
    const failed = answer.queues.find(({ queue }) => queue === 'failed')!;
    expect(failed.count).toBe(1);
    await axe(page);
    await fits(page);
    await shot(page, 'today', { whole: true });
    await page
      .getByRole('navigation', { name: 'งานที่รออยู่' })
      .getByRole('link', { name: /ไฟล์ที่อ่านไม่สำเร็จ/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'ไฟล์ที่อ่านไม่สำเร็จ' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'สแกนขาด.pdf' }).waitFor();
    await expect.poll(() => page.locator('tbody tr').count()).toBe(failed.count);
    await axe(page);
    await shot(page, 'failed');
    await page.goBack();
    for (const [queue, tab] of [
      ['today', 'ครบกำหนดวันนี้'],
      ['perhaps', 'อาจครบกำหนดวันนี้'],
      ['overdue', 'เกินกำหนด'],
    ] as const) {
      const { count } = answer.queues.find((one) => one.queue === queue)!;
      await page
        .getByRole('navigation', { name: 'งานที่รออยู่' })
        .getByRole('link', { name: new RegExp(`(?<!อาจ)${tab}`) })
        .click();
      await page.waitForURL(`**/deadlines?state=${queue}`);
      await page.getByText(`${tab} (${count.toLocaleString('th-TH-u-nu-thai')})`, { exact: true }).waitFor();
      await expect.poll(() => page.locator('article').count()).toBe(Math.min(count, 50));
      await axe(page);
      await page.goBack();
    }
  });

  it('fits a phone, dark too, for a clerk and for a receiver', async () => {
    for (const [login, dark] of [
      ['clerk-54', true],
      ['receiver-town', false],
    ] as const) {
      const page = await walk.open(login, '/', { size: 'phone', dark });
      await page.getByRole('heading', { level: 1, name: 'วันนี้' }).waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `today-phone-${login}`, { whole: true });
    }
  });

  it('is told at once of a file that comes in, and asks for itself where no events come', async () => {
    const page = await walk.open('clerk-54', '/');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/today')) asked.push(request.url());
    });
    await page.getByRole('heading', { level: 1, name: 'วันนี้' }).waitFor();
    await page.waitForLoadState('domcontentloaded');
    const other = await walk.open('clerk-48', '/');
    const strangers: string[] = [];
    await other.getByRole('heading', { level: 1, name: 'วันนี้' }).waitFor();
    // What was on its way when the page was opened is told first.
    await page.waitForTimeout(1500);
    other.on('request', (request) => {
      if (request.url().endsWith('/api/today')) strangers.push(request.url());
    });
    const before = asked.length;
    const source = Readable.from([Buffer.from('บันทึกข้อความ ที่มาใหม่ระหว่างวัน')]);
    const actor = await actorOf(walk.app.deps.db, 'clerk-54');
    await receiveFile(walk.app.deps, { name: 'มาใหม่.txt', source, priority: 'upload', actor });
    // Long before a minute has passed.
    await page.getByText('มาใหม่').first().waitFor({ timeout: 20_000 });
    expect(asked.length).toBeGreaterThan(before);
    // Of another organisation's file nothing is heard.
    expect(strangers).toEqual([]);
  });

  it('lists deadlines with how each day was found', async () => {
    for (const size of ['pc', 'phone'] as const) {
      const page = await walk.open('clerk-54', '/deadlines?state=undated', { size });
      await page.getByRole('radiogroup').waitFor();
      for (const name of ['ที่จะถึง', 'เกินกำหนด', 'ครบกำหนดวันนี้']) {
        await page
          .getByText(new RegExp(`^${name} \\(`))
          .first()
          .click();
        await page
          .locator('article')
          .first()
          .or(page.getByRole('heading', { level: 2 }))
          .first()
          .waitFor();
      }
      await axe(page);
      await fits(page);
      await shot(page, `deadlines-${size}`);
    }
  });

  it('fills the list of deadlines by their days, and says of doubtful ones that they are', async () => {
    const today = thaiDay(new Date());
    const letter = (number: string, given: Parameters<typeof deadlineOf>[0], confidence = 1) =>
      letterOf({
        ref: `มท ๐๘๑๐.๗/ว ${number}`,
        date: addDays(today, -20),
        subject: `การรายงานผลครั้งที่ ${number}`,
        issuer: { name: DLA, level: 'central', province: null },
        deadlines: [deadlineOf({ text: 'ภายในกำหนด', confidence, ...given })],
      });
    await takeLetters(walk.app, PHRAE, [
      letter('๑', { date: today, time: '16:30' }),
      letter('๒', { date: addDays(today, 3) }),
      letter(
        '๓',
        {
          date: addDays(today, 9),
          alternatives: [{ value: { date: addDays(today, 19) }, confidence: 0.4, why: 'ลายมือ' }],
        },
        0.6,
      ),
      letter('๔', { text: 'โดยด่วน' }),
    ]);
    for (const [size, dark] of [
      ['pc', false],
      ['pc', true],
      ['phone', false],
      ['phone', true],
    ] as const) {
      const page = await walk.open('clerk-54', '/deadlines?state=today', { size, dark });
      const found = (number: string) => page.locator('article').filter({ hasText: `การรายงานผลครั้งที่ ${number}` });
      await found('๑').getByText('๑๖.๓๐ น.').waitFor();
      await found('๑').getByText('ครบกำหนดวันนี้').waitFor();
      await axe(page);
      await shot(page, `deadlines-today-${size}${dark ? '-dark' : ''}`);
      await page
        .getByText(/^ที่จะถึง \(/)
        .first()
        .click();
      await found('๒')
        .getByText(/^เหลือ [๐-๙]+ วันทำการ$/)
        .waitFor();
      await found('๓')
        .getByText(`อ่านได้อีกอย่างว่า ${formatThaiDate(addDays(today, 19), { short: true, digits: 'thai' })}`)
        .waitFor();
      await found('๓').getByText('ยังไม่ได้ตรวจ', { exact: true }).waitFor();
      // The earlier day stands above the later one.
      const all = (await page.locator('article').allTextContents()).join(' ');
      expect(all.indexOf('ครั้งที่ ๒')).toBeLessThan(all.indexOf('ครั้งที่ ๓'));
      await axe(page);
      await fits(page);
      await shot(page, `deadlines-filled-${size}${dark ? '-dark' : ''}`, { whole: true });
    }
  });

  it('has the task to pass a letter on among the deadlines, as a day that no letter states, until it is', async () => {
    const { deps } = walk.app;
    const today = thaiDay(new Date());
    const below = addDays(today, 21);
    const subject = 'การสำรวจสนามเด็กเล่นขององค์กรปกครองส่วนท้องถิ่น';
    const letter = letterOf({
      ref: 'มท ๐๘๑๐.๗/ว ๙๐๐',
      date: addDays(today, -3),
      subject,
      issuer: { name: DLA, level: 'central', province: null },
      relay: { received_from: [], forward_to: ['องค์กรปกครองส่วนท้องถิ่น'] },
      deadlines: [deadlineOf({ date: below, text: 'ภายในกำหนด' })],
    });
    const receipt = await takeLetters(walk.app, PHRAE, [letter]);
    await settleDuties(deps);
    const until = /^ส่งต่อให้ องค์กรปกครองส่วนท้องถิ่น ภายในวันที่ [๐-๙]+ \S+ ๒๕[๐-๙]{2}$/;
    const how = `นับย้อน ๗ วันทำการจากกำหนดของผู้รับปลายทาง ${formatThaiDate(below, { digits: 'thai' })}`;
    const taskOn = (page: Page) => page.locator('article').filter({ hasText: subject }).filter({ hasText: 'งานส่งต่อ' });
    for (const [size, dark] of [
      ['pc', false],
      ['phone', false],
      ['phone', true],
    ] as const) {
      const name = `${size}${dark ? '-dark' : ''}`;
      const page = await walk.open('clerk-54', '/', { size, dark });
      await taskOn(page).getByText(until).waitFor();
      await taskOn(page).getByText('วันที่ระบบคำนวณให้ ไม่ได้เขียนไว้ในหนังสือ').waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `today-relay-${name}`, { whole: true });
      await page.getByRole('link', { name: 'ดูกำหนดทั้งหมด' }).click();
      await taskOn(page).getByText(how).waitFor();
      await taskOn(page).getByText(until).waitFor();
      // The deadline itself stands there too, as its own row.
      expect(await page.locator('article').filter({ hasText: subject }).count()).toBe(2);
      await axe(page);
      await fits(page);
      await shot(page, `deadlines-relay-${name}`, { whole: true });
    }
    const stranger = await walk.open('clerk-48', '/deadlines');
    await stranger.getByRole('radiogroup').waitFor();
    expect(await taskOn(stranger).count()).toBe(0);

    const actor = await actorOf(deps.db, 'clerk-54');
    await sendLetter(deps, { actor, receipt, ordinal: 0, organisations: [OFFICES.district] });
    const after = await walk.open('clerk-54', '/deadlines');
    await after.locator('article').filter({ hasText: subject }).waitFor();
    expect(await taskOn(after).count()).toBe(0);
  });

  it('has it in the calendar, with how its day was found', async () => {
    const { deps } = walk.app;
    const today = thaiDay(new Date());
    const below = addDays(today, 28);
    const letter = letterOf({
      ref: 'มท ๐๘๑๐.๗/ว ๙๐๑',
      date: addDays(today, -3),
      subject: 'การตรวจสะพานลอย',
      issuer: { name: DLA, level: 'central', province: null },
      relay: { received_from: [], forward_to: ['อปท.'] },
      deadlines: [deadlineOf({ date: below, text: 'ภายในกำหนด' })],
    });
    const receipt = await takeLetters(walk.app, PHRAE, [letter]);
    await settleDuties(deps);
    const [duty] = await deps.db
      .select({ dueOn: duties.dueOn })
      .from(duties)
      .where(and(eq(duties.receipt, receipt), eq(duties.kind, 'relay')));
    for (const [size, view] of [
      ['pc', 'เดือน'],
      ['phone', 'รายการ'],
    ] as const) {
      const page = await walk.open('clerk-54', `/calendar?month=${duty!.dueOn.slice(0, 7)}`, { size });
      await page.getByText(view, { exact: true }).first().waitFor();
      await page
        .getByRole('link', { name: /^ส่งต่อให้ อปท\.:? การตรวจสะพานลอย$/ })
        .first()
        .waitFor();
      if (size === 'phone') {
        await page
          .getByText(/วันที่ระบบคำนวณให้ ไม่ได้เขียนไว้ในหนังสือ · นับย้อน ๗ วันทำการ/)
          .first()
          .waitFor();
      }
      await axe(page);
      await fits(page);
      await shot(page, `calendar-relay-${size}`, { whole: true });
    }
  });
});
