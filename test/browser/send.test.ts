import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { offices } from '../../src/people/accounts.table.js';
import { registerEntries } from '../../src/register/register.table.js';
import { axe, fits, shot, walks } from './support/walk.js';

walks('sending on', (walk) => {
  it("is a clerk's: a draft is made, put right, saved as Word and PDF, and entered as sent", async () => {
    const settings = {
      code: 'พร 0023.3',
      chief: { name: 'นายสมชาย ใจดี', position: 'ผู้ว่าราชการจังหวัดแพร่' },
    };
    await walk.app.deps.db.update(offices).set({ settings }).where(eq(offices.organisation, '54'));
    const page = await walk.open('clerk-54', '/send');
    const begin = page.getByRole('button', { name: /^ร่างหนังสือนำส่ง มท/ }).first();
    await begin.waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'send-waiting');
    await begin.click();
    await page.getByRole('heading', { level: 1, name: /^ร่างหนังสือนำส่ง/ }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'send-draft', { whole: true });
    // The clerk has compared the marked places with the letter.
    for (const label of ['เรื่อง', 'สิ่งที่ส่งมาด้วย', 'ข้อความ']) {
      const field = page.getByLabel(label, { exact: true });
      await field.fill((await field.inputValue()).replaceAll(/ ?\[ต้องตรวจ[^\]]*\]/g, ''));
    }
    const text = page.getByLabel('ข้อความ', { exact: true });
    await text.fill(`${await text.inputValue()}\n\nแก้ไขโดยเจ้าหน้าที่`);
    await page.keyboard.press('Control+KeyS');
    await page.getByText('บันทึกร่างแล้ว').waitFor();
    for (const [name, magic] of [
      ['Word', 'PK'],
      ['PDF', '%PDF-'],
    ] as const) {
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name, exact: true }).click(),
      ]);
      expect((await readFile(await saved.path())).toString('latin1', 0, magic.length)).toBe(magic);
    }
    await page.getByRole('button', { name: 'ส่งแล้ว', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'ลงทะเบียนว่าส่งแล้ว' });
    await dialog.waitFor();
    await axe(page);
    await shot(page, 'send-dialog');
    await dialog.getByRole('button', { name: 'ลงทะเบียนส่ง', exact: true }).click();
    await page.getByText(/^ส่งแล้ว เลขทะเบียนส่ง ๑\//).waitFor();
    const lines = await walk.app.deps.db.select().from(registerEntries).where(eq(registerEntries.book, 'sent'));
    expect(lines.map(({ number, reference }) => [number, reference])).toEqual([[1, 'พร 0023.3/ว 1']]);
    await page.getByRole('link', { name: 'ดูทะเบียนส่ง' }).click();
    await page.getByText('พร ๐๐๒๓.๓/ว ๑').waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'send-register');
  });

  it('shows the register on a phone in the dark, and cancels a number with a reason', async () => {
    const page = await walk.open('clerk-54', '/send/sent', { size: 'phone', dark: true });
    await page.getByText('พร ๐๐๒๓.๓/ว ๑').waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'send-register-phone');
    await page.getByRole('button', { name: 'ยกเลิกเลข ๑' }).click();
    await page.getByLabel(/^เหตุผล/).fill('ลงวันที่ผิด');
    await page.getByRole('button', { name: 'ยกเลิกเลขนี้' }).click();
    await page.getByText('ยกเลิก: ลงวันที่ผิด').waitFor();
    const drafts = await walk.open('clerk-54', '/send/drafts', { size: 'phone' });
    await drafts.getByText('เลขส่งถูกยกเลิก').waitFor();
    await axe(drafts);
    await fits(drafts);
    await drafts.getByRole('link', { name: /^เปิดร่าง/ }).click();
    await drafts.getByRole('heading', { level: 1, name: /^ร่างหนังสือนำส่ง/ }).waitFor();
    await axe(drafts);
    await fits(drafts);
    await shot(drafts, 'send-draft-phone');
  });
});
