import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { addDays, thaiDay } from '../../src/domain/calendar.js';
import { citationOf, letterOf } from '../support/letters.js';
import { bundleOf, DLA, did, MUEANG, PHRAE, pastMatters, sentOn } from '../support/relay-sample.js';
import { takeLetters } from './support/letters.js';
import { axe, fits, SIZES, shot, walks } from './support/walk.js';

walks('the relay and its figures', (walk) => {
  const today = thaiDay(new Date());
  let open = 0;
  beforeAll(async () => {
    const take = (letters: Parameters<typeof takeLetters>[2]) => takeLetters(walk.app, PHRAE, letters);
    const { db } = walk.app.deps;
    await pastMatters({ db }, take, { count: 14, first: addDays(today, -14 * 15) });
    open = await take(
      bundleOf({
        subject: 'การสำรวจความพร้อมของศูนย์ผู้สูงอายุ',
        department: {
          ref: 'มท ๐๘๑๐.๗/ว ๒๔๑',
          date: addDays(today, -12),
          cited: { reference: 'มท 0810.7/ว 247', date: addDays(today, -12) },
        },
        province: { ref: 'พร ๐๐๒๓.๓/ว ๓๐๒', date: addDays(today, -2) },
        deadline: addDays(today, 24),
        stamp: addDays(today, -9),
        above: { reference: 'นร 1200/ว 3', date: addDays(today, -30) },
      }),
    );
    await sentOn({ db }, open, addDays(today, -1));
    await did({ db }, MUEANG, open, { receivedAt: today, readAt: today, acknowledgedAt: today });
  });

  it('lists the matters, and finds one by its number in Thai digits', async () => {
    const page = await walk.open('viewer-54', '/relay');
    await page.getByRole('link', { name: 'การสำรวจความพร้อมของศูนย์ผู้สูงอายุ' }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'relay-list');
    await page.getByRole('textbox', { name: 'ค้นจากเรื่อง หน่วยงาน หรือเลขที่หนังสือ' }).fill('ว ๕๒๔');
    await page.keyboard.press('Enter');
    await page.getByText('๑ เรื่อง', { exact: true }).waitFor();
    await page.getByRole('link', { name: /เลิศรัฐ/ }).click();
    await page.getByRole('heading', { level: 1, name: 'สายการเวียน' }).waitFor();
  });

  it('shows the chain of ว ๕๒๔ with the number by which the province cites it, days and what is missing', async () => {
    const list = await walk.open('viewer-54', `/relay?text=${encodeURIComponent('ว ๕๒๔')}`);
    await list.getByRole('link', { name: /เลิศรัฐ/ }).click();
    const page = list;
    const sentence = page.getByRole('region', { name: 'สรุปเป็นข้อความ' });
    await sentence.waitFor();
    expect(await sentence.textContent()).toMatch(/กรมส่งเสริมการปกครองท้องถิ่น.*→ จังหวัดแพร่ ใช้ [๐-๙]+ วัน/);
    const differing = await page.getByRole('region', { name: 'ข้อมูลที่ไม่ตรงกัน' }).textContent();
    expect(differing).toContain('ว ๔๒๔');
    expect(differing).toContain('ว ๕๒๔');
    expect(differing).toContain('น่าจะเป็น มท ๐๘๑๐.๗/ว ๕๒๔: หนังสือกรมส่งเสริมการปกครองท้องถิ่น ระบุตรงกัน');
    const graph = page.getByRole('region', { name: 'ผังสายการเวียน' });
    await graph.getByText('≠ ไม่ตรงกับฉบับบน ๒ แห่ง').waitFor();
    // By keys alone: a letter of the picture, and what is known of it.
    const province = graph.getByRole('button', { name: /^จังหวัดแพร่/ });
    await province.first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'รายละเอียดของหนังสือที่เลือก' }).getByText('เลขที่หนังสือ').waitFor();
    for (const control of ['ขยาย', 'ย่อ', 'แสดงทั้งผัง'])
      await graph.getByRole('button', { name: control, exact: true }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'relay-chain', { whole: true });
  });

  it('tells who of the bodies below did what, and gives the reminder to copy', async () => {
    const page = await walk.open('viewer-54', `/relay/${open}-0`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const table = page.getByRole('table', { name: 'สถานะของหน่วยงานที่รับหนังสือ' });
    await table
      .getByRole('row', { name: /อำเภอเมืองแพร่/ })
      .getByText('รับทราบแล้ว')
      .waitFor();
    await table
      .getByRole('row', { name: /อำเภอสูงเม่น/ })
      .getByText('ไม่ทราบ')
      .first()
      .waitFor();
    expect(await page.textContent('main')).not.toContain('ยังไม่ได้รับ');
    await page.getByRole('button', { name: /^คัดลอก: ถึงหน่วยงานที่ยังไม่รับทราบ/ }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('อำเภอลอง');
    expect(copied).not.toContain('อำเภอเมืองแพร่');
    expect(copied).not.toContain('อำเภอสูงเม่น');
    await axe(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    await shot(page, 'relay-sent', { whole: true });
  });

  it('tells many letters of one level as one, until they are opened, and closes them again', async () => {
    const above = { reference: 'มท 0810.7/ว 888', date: addDays(today, -12) };
    const subject = 'การถ่ายโอนสถานีสูบน้ำ';
    const upper = letterOf({
      ref: 'มท ๐๘๑๐.๗/ว ๘๘๘',
      date: above.date,
      issuer: { name: DLA, level: 'central', province: null },
      subject,
    });
    const districts = ['เมืองแพร่', 'ร้องกวาง', 'ลอง', 'สูงเม่น', 'เด่นชัย', 'สอง', 'วังชิ้น', 'หนองม่วงไข่', 'ปัว', 'เวียงสา'];
    const lowers = districts.map((name, at) =>
      letterOf({
        ref: `พร ๐๑${18 + at}/ว ${at + 1}`,
        date: addDays(today, -4),
        issuer: { name: `อำเภอ${name}`, level: 'district', province: 'แพร่' },
        subject,
        references: [citationOf({ issuer: DLA, ...above })],
      }),
    );
    const receipt = await takeLetters(walk.app, PHRAE, [upper, ...lowers]);
    for (const dark of [false, true]) {
      const page = await walk.open('viewer-54', `/relay/${receipt}-0`, { dark });
      const graph = page.getByRole('region', { name: 'ผังสายการเวียน' });
      await graph.getByText('หนังสือ ๑๐ ฉบับ').waitFor();
      expect(await graph.getByRole('button', { name: /^อำเภอ/ }).count()).toBe(0);
      await axe(page);
      await shot(page, `relay-collapsed${dark ? '-dark' : ''}`, { whole: true });
      // By keys alone, as all of the picture.
      await graph.getByRole('button', { name: 'แสดงทุกฉบับ' }).focus();
      await page.keyboard.press('Enter');
      await graph.getByRole('button', { name: /^อำเภอเวียงสา/ }).waitFor();
      await expect.poll(() => graph.getByRole('button', { name: /^อำเภอ/ }).count()).toBe(10);
      await axe(page);
      await shot(page, `relay-opened${dark ? '-dark' : ''}`, { whole: true });
      // A narrow window, as when it is printed, shows a list; what was opened stays so.
      await page.setViewportSize({ width: 700, height: 900 });
      await graph.waitFor({ state: 'detached' });
      await page.setViewportSize(SIZES.pc);
      await graph.getByRole('button', { name: /^อำเภอเวียงสา/ }).waitFor();
      await graph.getByRole('button', { name: 'ย่อ ๑๐ ฉบับ' }).focus();
      await page.keyboard.press('Enter');
      await graph.getByText('หนังสือ ๑๐ ฉบับ').waitFor();
    }
  });

  it('is a list from above to below on a phone, and dark where that is wanted', async () => {
    const page = await walk.open('viewer-54', `/relay/${open}-0`, { size: 'phone', dark: true });
    await page.getByRole('region', { name: 'สรุปเป็นข้อความ' }).waitFor();
    await page.getByText('ตารางของสายการเวียน').waitFor();
    expect(await page.getByRole('region', { name: 'ผังสายการเวียน' }).count()).toBe(0);
    await page.getByRole('table', { name: 'สถานะของหน่วยงานที่รับหนังสือ' }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'relay-chain-phone-dark', { whole: true });
  });

  it('draws the figures, each with its table and CSV file', async () => {
    const page = await walk.open('viewer-54', '/dashboard');
    await page.getByRole('heading', { level: 2, name: 'วันที่ใช้ในแต่ละขั้น' }).waitFor();
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'dashboard', { whole: true });
    const figure = page.getByRole('figure').filter({ has: page.getByRole('heading', { name: 'วันที่ใช้ในแต่ละขั้น' }) });
    await figure.getByText('ตาราง', { exact: true }).click();
    await figure.getByRole('row', { name: /ส่วนกลาง → จังหวัด/ }).waitFor();
    const saved = page.waitForEvent('download');
    await figure.getByRole('button', { name: 'บันทึกเป็น CSV' }).click();
    const csv = await readFile(await (await saved).path(), 'utf8');
    expect(csv.split('\r\n')[0]).toContain('มัธยฐาน (วัน)');
    expect(csv).toContain('ส่วนกลาง → จังหวัด,15');
    await axe(page);
  });

  it('counts one matter alone, found by its subject', async () => {
    for (const [name, options] of [
      ['dashboard-matter', {}],
      ['dashboard-matter-dark', { dark: true }],
      ['dashboard-matter-phone', { size: 'phone' }],
    ] as const) {
      const page = await walk.open('viewer-54', '/dashboard', options);
      await page.getByRole('heading', { level: 2, name: 'วันที่ใช้ในแต่ละขั้น' }).waitFor();
      const field = page
        .getByRole('combobox', { name: 'เฉพาะเรื่อง' })
        .or(page.getByRole('textbox', { name: 'เฉพาะเรื่อง' }));
      await field.fill('ผู้สูงอายุ');
      await page
        .getByRole('option', { name: /^การสำรวจความพร้อมของศูนย์ผู้สูงอายุ/ })
        .first()
        .click();
      await page.waitForURL(/matter=/);
      await page
        .getByRole('region', { name: 'ตัวเลขสรุป' })
        .getByText(/^๑ เรื่อง/)
        .waitFor();
      await expect.poll(() => field.inputValue()).toContain('ศูนย์ผู้สูงอายุ');
      await axe(page);
      await fits(page);
      await shot(page, name);
      await page.getByRole('button', { name: 'ทุกเรื่อง หนึ่งปีล่าสุด' }).click();
      await page.waitForURL((url) => !url.searchParams.has('matter'));
      await expect.poll(() => field.inputValue()).toBe('');
    }
  });

  it('fits a phone, and dark', async () => {
    const page = await walk.open('viewer-54', '/dashboard', { size: 'phone', dark: true });
    await page.locator('.recharts-bar-rectangle').first().waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'dashboard-phone-dark', { whole: true });
  });

  it('shows another organisation nothing of it', async () => {
    const list = await walk.open('clerk-48', '/relay');
    await list.getByRole('table').waitFor();
    expect(await list.textContent('main')).not.toContain('ศูนย์ผู้สูงอายุ');
    walk.expects(/404/);
    const chain = await walk.open('clerk-48', `/relay/${open}-0`);
    await chain.getByRole('heading', { name: 'ไม่พบเรื่องนี้' }).waitFor();
    await axe(chain);
    const figures = await walk.open('clerk-48', '/dashboard');
    await figures.getByRole('heading', { level: 1, name: 'ภาพรวม' }).waitFor();
    await figures.getByText('ยังไม่มีหนังสือในช่วงเวลานี้').waitFor();
    await axe(figures);
    await shot(figures, 'dashboard-empty');
  });
});
