import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { unfinishedFiles } from '../../src/circulars/lists.usecases.js';
import { addDays, thaiDay } from '../../src/domain/calendar.js';
import { formatThaiDate } from '../../src/domain/dates.js';
import { registerPaper } from '../../src/register/register.usecases.js';
import { correctField } from '../support/correct.js';
import { asked } from '../support/searchable.js';
import { actorOf } from './support/people.js';
import { axe, fits, shot, type Walk, walks } from './support/walk.js';

const REGISTER = /^ลงทะเบียน (?:มท|พร)/;
const DAY = 'วันที่ได้รับ';
const today = () => thaiDay(new Date());
const typed = (day: string) => formatThaiDate(day, { short: true });

/** Writes a day into a field as a clerk types it. */
async function write(page: Page, label: string, day: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(typed(day));
  await field.press('Enter');
}

/** Gives a letter a deadline that counts from its receipt. */
async function countFromReceipt(walk: Walk, receipt: number): Promise<void> {
  const deadline = {
    ...{ date: null, time: null, kind: 'due', binds: 'recipient', optional: false, from: null },
    ...{ text: 'ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ', relative: { days: 7, working: false, from: 'receipt' } },
    ...{ confidence: 1, evidence: [] },
  };
  const { deps } = walk.app;
  await correctField(deps, { receipt, letter: 0, field: 'deadlines', value: [deadline], actor: 'person:1' });
  while ((await unfinishedFiles(deps)) > 0) await sleep(100);
}

walks('the register', (walk) => {
  it('says what to do where nothing waits and the book is empty', async () => {
    const page = await walk.open('clerk-48', '/register/book');
    await page.getByRole('heading', { name: 'ยังไม่มีรายการในปีนี้' }).waitFor();
    await axe(page);
    await shot(page, 'register-empty');
  });

  it("is a clerk's: two letters are registered, one by the key n and one with yesterday's arrival", async () => {
    await countFromReceipt(walk, 2);
    const page = await walk.open('clerk-54', '/register');
    await page.getByRole('button', { name: REGISTER }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'register-waiting');
    await page.keyboard.press('KeyN');
    const dialog = page.getByRole('dialog', { name: 'ลงทะเบียนหนังสือรับ' });
    await dialog.waitFor();
    await axe(page);
    await shot(page, 'register-dialog');
    await dialog.getByRole('button', { name: 'ลงทะเบียน', exact: true }).click();
    const entry = page.getByRole('dialog', { name: /^เลขทะเบียนรับ ๑\// });
    await entry.waitFor();

    // The deadline counts from today, as the register says; then from yesterday, as the clerk does.
    await entry.getByText('ตามทะเบียนรับ').waitFor();
    await entry.getByText(formatThaiDate(addDays(today(), 7), { digits: 'thai' }), { exact: true }).waitFor();
    await entry.getByRole('button', { name: 'แก้ไข' }).click();
    await write(page, DAY, addDays(today(), -1));
    await page.getByLabel('เวลา').first().fill('๙.๑๕');
    await axe(page);
    await shot(page, 'register-edit');
    await entry.getByRole('button', { name: 'บันทึก', exact: true }).click();
    await entry.getByText(formatThaiDate(addDays(today(), 6), { digits: 'thai' }), { exact: true }).waitFor();
    await entry.getByText('ที่กรอกเอง').waitFor();
    await axe(page);
    await shot(page, 'register-entry');
    await entry.getByRole('button', { name: 'ปิด' }).click();

    // The province's own letter is for the other register, but may be entered here too.
    await page.getByRole('heading', { name: 'ไม่มีหนังสือรอลงทะเบียน' }).waitFor();
    await page.getByRole('switch', { name: /หนังสือที่หน่วยงานนี้ออกเอง/ }).click();
    await page.getByRole('button', { name: REGISTER }).waitFor();
    await axe(page);
    await shot(page, 'register-waiting-own');
    await page.getByLabel(/^เลือก พร/).check();
    await page.getByRole('button', { name: 'ลงทะเบียน ๑ ฉบับ' }).click();
    await dialog.getByRole('button', { name: 'ลงทะเบียน', exact: true }).click();
    await page.getByRole('dialog', { name: /^เลขทะเบียนรับ ๒\// }).waitFor();
  });

  it('keeps what was proposed, written and ordered, in their order', async () => {
    const page = await walk.open('clerk-54', '/register/book');
    await page.getByRole('button', { name: /^๑\// }).click();
    const entry = page.getByRole('dialog', { name: /^เลขทะเบียนรับ ๑\// });
    for (const [kind, text] of [
      ['เสนอ', 'เรียน ท้องถิ่นจังหวัด เพื่อโปรดทราบ'],
      ['เกษียน', 'เห็นควรแจ้งทุกอำเภอ'],
      ['สั่งการ', 'ดำเนินการตามเสนอ'],
    ] as const) {
      await entry.getByText(kind, { exact: true }).last().click();
      await entry.getByLabel(`ข้อความ${kind}`).fill(text);
      await entry.getByLabel('ตำแหน่ง').fill('เจ้าพนักงานธุรการ');
      await entry.getByRole('button', { name: `เพิ่ม${kind}` }).click();
      await entry.getByText(text).waitFor();
    }
    const told = (await entry.textContent())!;
    const order = ['เพื่อโปรดทราบ', 'เห็นควรแจ้ง', 'ดำเนินการตามเสนอ'].map((text) => told.indexOf(text));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await axe(page);
    await shot(page, 'register-notes');
    const stamped = entry.getByRole('link', { name: 'สำเนาประทับตรารับ' });
    // As the page gets it, with its own cookie.
    const body = await page.evaluate(
      async (href) => {
        const answer = await fetch(href);
        const content = new Uint8Array(await answer.arrayBuffer());
        return { status: answer.status, content: [...content].map((byte) => String.fromCharCode(byte)).join('') };
      },
      (await stamped.getAttribute('href'))!,
    );
    expect(body.status).toBe(200);
    const pdf = Buffer.from(body.content, 'latin1');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const text = asked('pdftotext', pdf, '-layout', '@', '-');
    expect(text).toMatch(/เลขรับ\s*๑/);
    expect(text).toContain('จังหวัดแพร่');
  });

  it('strikes a cancelled number out with its reason, and lets the letter wait again', async () => {
    const page = await walk.open('clerk-54', '/register/book');
    await page.getByRole('button', { name: /^๒\// }).click();
    await page.getByRole('button', { name: 'ยกเลิกเลขนี้' }).click();
    const sure = page.getByRole('dialog', { name: /^ยกเลิกเลขทะเบียนรับ/ });
    expect(await sure.getByRole('button', { name: /^ยกเลิกเลข ๒/ }).isDisabled()).toBe(true);
    await sure.getByLabel('เหตุผล').fill('ลงซ้ำกับทะเบียนเล่มเดิม');
    await axe(page);
    await sure.getByRole('button', { name: /^ยกเลิกเลข ๒/ }).click();
    await page.getByText('ยกเลิกเลขนี้แล้ว').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /^๒\// }).getByText('ลงซ้ำกับทะเบียนเล่มเดิม').waitFor();
    expect(await page.getByRole('row', { name: /^๒\// }).locator('s').count()).toBeGreaterThan(3);
    await page.getByRole('tab', { name: /รอลงทะเบียน/ }).click();
    await page.getByRole('switch', { name: /หนังสือที่หน่วยงานนี้ออกเอง/ }).click();
    await page.getByRole('button', { name: REGISTER }).waitFor();
  });

  it('takes a letter of which there is only paper, the number to begin with, and searches in either digits', async () => {
    const page = await walk.open('clerk-54', '/register/book');
    await page.getByRole('button', { name: 'เลขเริ่มต้น' }).click();
    await page.getByLabel('เลขทะเบียนของฉบับถัดไป').fill('๒');
    await page.getByText('ต้องไม่น้อยกว่า ๓').waitFor();
    await page.getByLabel('เลขทะเบียนของฉบับถัดไป').fill('๑๒๐');
    await axe(page);
    await page.getByRole('button', { name: 'ตั้งเลขนี้' }).click();
    await page.getByRole('button', { name: 'ลงรับหนังสือที่ไม่มีสแกน' }).click();
    await page.getByLabel('ที่', { exact: true }).fill('กค ๐๔๐๕.๔/ว 119');
    await write(page, 'ลงวันที่', addDays(today(), -3));
    await page.getByLabel('เรื่อง').fill('หลักเกณฑ์การเบิกจ่าย');
    await axe(page);
    await shot(page, 'register-paper');
    await page.getByRole('button', { name: 'ลงทะเบียน', exact: true }).click();
    await page.getByRole('dialog', { name: /^เลขทะเบียนรับ ๑๒๐\// }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('ค้นในทะเบียน').fill('0405.4/ว ๑๑๙');
    await page.getByText('ทั้งหมด ๑ รายการ').waitFor();
    await page.getByText('หลักเกณฑ์การเบิกจ่าย').waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByLabel('ค้นในทะเบียน').fill('ไม่มีคำนี้');
    await page.getByRole('heading', { name: 'ไม่พบรายการที่ตรงกับที่ค้น' }).waitFor();
  });

  it('is exported, printed, and read on PC and phone, light and dark', async () => {
    for (const [size, dark] of [
      ['pc', false],
      ['pc', true],
      ['phone', false],
      ['phone', true],
    ] as const) {
      const page = await walk.open('clerk-54', '/register/book', { size, dark });
      await page.getByText('หลักเกณฑ์การเบิกจ่าย').waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `register-${size}${dark ? '-dark' : ''}`, { whole: true });
      if (size !== 'phone') continue;
      await page.goto(`${walk.address}/register`);
      await page.getByRole('switch', { name: /หนังสือที่หน่วยงานนี้ออกเอง/ }).click();
      await page.getByRole('button', { name: REGISTER }).waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `register-waiting-phone${dark ? '-dark' : ''}`, { whole: true });
      await page.goto(`${walk.address}/register/book?entry=1`);
      await page.getByRole('heading', { name: 'เสนอ เกษียน สั่งการ' }).waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `register-entry-phone${dark ? '-dark' : ''}`);
    }
    const page = await walk.open('clerk-54', '/register/book');
    await page.getByRole('button', { name: 'ส่งออก' }).click();
    for (const [name, beginning] of [
      ['CSV', '\ufeff'],
      ['Excel', 'PK'],
      ['PDF ตามแบบที่ ๑๓', '%PDF-'],
    ] as const) {
      const item = page.getByRole('menuitem', { name });
      const [file] = await Promise.all([page.waitForEvent('download'), item.click()]);
      expect((await readFile((await file.path())!, 'utf8')).startsWith(beginning)).toBe(true);
      await page.getByRole('button', { name: 'ส่งออก' }).click();
    }
    await page.keyboard.press('Escape');
    // The letter leads back to its line.
    await page.goto(`${walk.address}/letters/2/0`);
    await page.getByRole('link', { name: /^ทะเบียนรับ ๑\// }).click();
    await page.getByRole('dialog', { name: /^เลขทะเบียนรับ ๑\// }).waitFor();
    await page.goto(`${walk.address}/register/book`);
    await page.getByText('หลักเกณฑ์การเบิกจ่าย').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('ค้นในทะเบียน').isVisible()).toBe(false);
    await shot(page, 'register-print', { whole: true });
  });

  it('keeps secret letters apart, their content for those who are named', async () => {
    const actor = await actorOf(walk.app.deps.db, 'chief-54');
    await registerPaper(walk.app.deps, {
      ...{ actor, secret: true, reference: 'พร ๐๐๑๗.๓/ล ๑', date: null, sender: null, addressee: null },
      ...{ subject: 'แผนรักษาความปลอดภัย', action: null, remarks: null, speed: null },
    });
    const clerk = await walk.open('clerk-54', '/register/secret');
    await clerk.getByText('(หนังสือลับ)').waitFor();
    expect(await clerk.getByText('แผนรักษา').count()).toBe(0);
    await axe(clerk);
    await shot(clerk, 'register-secret');
    const chief = await walk.open('chief-54', '/register/secret');
    await chief.getByText('แผนรักษาความปลอดภัย').waitFor();
  });
});
