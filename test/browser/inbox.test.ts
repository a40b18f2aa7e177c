import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { letters } from '../../src/circulars/circulars.table.js';
import { sendLetter } from '../../src/notices/below.usecases.js';
import { noticeOwn } from '../../src/notices/send.js';
import { offices } from '../../src/people/accounts.table.js';
import { actorOf } from './support/people.js';
import { OFFICES } from './support/sample.js';
import { axe, fits, shot, type Walk, walks } from './support/walk.js';

/** The smallest picture there is: a photo of the posted form. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The day on which the province sent the letter of the sample on. */
const DAY = new Date('2025-02-05T02:00:00Z');

/** The cover of the province's file, sent to these offices. */
async function sendDown({ app }: Walk, organisations: readonly string[]): Promise<number> {
  app.deps.clock.now = () => DAY;
  const [row] = await app.deps.db
    .select()
    .from(letters)
    .where(eq(letters.receipt, 1))
    .orderBy(letters.ordinal)
    .limit(1);
  const actor = await actorOf(app.deps.db, 'clerk-54');
  await sendLetter(app.deps, { actor, receipt: 1, ordinal: row!.ordinal, organisations });
  return row!.ordinal;
}

walks("a receiver's day", (walk) => {
  it('goes from a letter that comes in to one that is done, with the sender told how far it is', async () => {
    const { db } = walk.app.deps;
    await db
      .update(offices)
      .set({ settings: { units: ['กองคลัง', 'กองช่าง'] } })
      .where(eq(offices.organisation, OFFICES.town));
    const empty = await walk.open('receiver-town', '/inbox');
    await empty.getByRole('heading', { name: 'ไม่มีหนังสือค้างในกล่อง' }).waitFor();
    await axe(empty);
    const ordinal = await sendDown(walk, [OFFICES.town, OFFICES.district, OFFICES.subdistrict]);
    const status = async () => {
      const answer = await sender.request.get(`${walk.address}/api/notices?receipt=1&ordinal=${ordinal}`);
      const { recipients } = (await answer.json()) as {
        recipients: { organisation: { code: string }; state: string }[];
      };
      return recipients.find(({ organisation }) => organisation.code === OFFICES.town)!.state;
    };
    const sender = await walk.open('clerk-54', '/inbox');
    await expect.poll(status).toBe('sent');

    // The phone of the receiver: the letter is there, with what is due first.
    const page = await walk.open('receiver-town', '/inbox', { size: 'phone' });
    const link = page.locator('a[data-letter]').first();
    await link.waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'inbox-phone', { whole: true });
    await expect.poll(status).toBe('received');
    await link.click();
    await page.getByRole('heading', { name: 'ต้องเสร็จเมื่อไร' }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'inbox-letter-phone', { whole: true });
    await expect.poll(status).toBe('read');

    await page.getByRole('button', { name: 'รับทราบ' }).click();
    await page.getByText('รับทราบแล้วโดย สุชาติ รับเรื่อง').waitFor();
    await expect.poll(status).toBe('acknowledged');

    await page.getByRole('button', { name: 'มอบหมาย' }).click();
    await page
      .getByRole('combobox', { name: 'ผู้รับผิดชอบ' })
      .or(page.getByRole('textbox', { name: 'ผู้รับผิดชอบ' }))
      .click();
    await page.getByRole('option', { name: /สุชาติ รับเรื่อง/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'มอบหมาย' }).click();
    await page.getByText('มอบหมายให้ สุชาติ รับเรื่อง').waitFor();

    await page.getByRole('button', { name: 'ส่งต่อภายใน' }).click();
    await page.getByRole('checkbox', { name: 'กองคลัง' }).check();
    await page.getByLabel('ข้อความถึงหน่วยย่อย (ถ้ามี)').fill('ขอข้อมูลภายในวันศุกร์');
    await axe(page);
    await page.getByRole('button', { name: 'ส่งต่อ', exact: true }).click();
    await page.getByText('ส่งต่อภายใน: กองคลัง').waitFor();
    await expect.poll(status).toBe('forwarded');

    await page.getByRole('button', { name: 'ทำเสร็จแล้ว' }).click();
    await page.getByLabel('ทำอะไรไปแล้ว (ถ้ามี)').fill('ส่งแบบตอบรับแล้ว');
    await page.getByLabel('ถ่ายภาพหลักฐาน').setInputFiles({ name: 'ใบส่ง.png', mimeType: 'image/png', buffer: PHOTO });
    await page.getByText('แนบแล้ว: ใบส่ง.png').waitFor();
    await axe(page);
    await shot(page, 'inbox-done-phone');
    await page.getByRole('button', { name: 'บันทึกว่าเสร็จแล้ว' }).click();
    await page.getByText('ทำเสร็จแล้วโดย สุชาติ รับเรื่อง').waitFor();
    await expect.poll(status).toBe('done');
    const proof = await page.request.get(
      `${walk.address}${await page.getByRole('link', { name: 'ใบส่ง.png' }).getAttribute('href')}`,
    );
    expect((await proof.body()).equals(PHOTO)).toBe(true);
    await shot(page, 'inbox-finished-phone', { whole: true });
    await page.goto(`${walk.address}/inbox?filter=done`);
    await page.getByText(/เสร็จแล้ว .* โดย สุชาติ รับเรื่อง/).waitFor();
  });

  it('is nothing to an office that was not sent the letter', async () => {
    const page = await walk.open('clerk-48', '/inbox');
    await page.getByRole('heading', { name: 'ไม่มีหนังสือค้างในกล่อง' }).waitFor();
    walk.expects(/404/);
    await page.goto(`${walk.address}/inbox/1`);
    await page.getByRole('alert').getByText('ไม่พบรายการนี้').waitFor();
    await axe(page);
  });

  it('is done with keys on a PC, on a Thai layout too', async () => {
    const page = await walk.open('clerk-5401', '/inbox');
    await page.locator('a[data-letter]').first().waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'inbox');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyA');
    await page.getByText('รับทราบแล้ว', { exact: true }).first().waitFor();
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('Enter');
    await page.getByText('รับทราบแล้วโดย มาลี ขยัน').waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'inbox-letter', { whole: true });
    // Sent on by hand to a body that does not use wian: nothing is known of it.
    await page.getByRole('button', { name: 'ส่งให้หน่วยงานอื่น' }).click();
    await page
      .getByRole('combobox', { name: 'หน่วยงาน' })
      .or(page.getByRole('textbox', { name: 'หน่วยงาน' }))
      .fill('อำเภอลอง');
    await page.getByRole('option', { name: 'อำเภอลอง', exact: true }).click();
    await page.keyboard.press('Tab');
    await axe(page);
    await page.getByRole('dialog').getByRole('button', { name: 'ส่ง', exact: true }).click();
    await page.getByRole('row', { name: /อำเภอลอง ไม่ทราบ/ }).waitFor();
    await axe(page);
    const dark = await walk.open('receiver-subdistrict', '/inbox', { dark: true });
    await dark.locator('a[data-letter]').first().click();
    await dark.getByRole('heading', { name: 'ต้องเสร็จเมื่อไร' }).waitFor();
    await axe(dark);
    await shot(dark, 'inbox-letter-dark', { whole: true });
  });

  it('shows until when an office is bound, by its own scan', async () => {
    const { db } = walk.app.deps;
    const own = { organisation: OFFICES.elsewhere, receipt: 4, firstPage: 1, rank: 0, at: DAY, by: 'test' };
    await db.transaction((tx) => noticeOwn(tx, own));
    for (const size of ['phone', 'pc'] as const) {
      const page = await walk.open('clerk-48', '/inbox', { size });
      await page.locator('a[data-letter]').first().waitFor();
      await page
        .getByText(/วันทำการ|เกินกำหนด/)
        .first()
        .waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `inbox-due-${size}`);
    }
  });
});

walks('the calendar', (walk) => {
  it('shows the month with its holidays, as a sheet and as a list, and makes and revokes an address', async () => {
    await sendDown(walk, [OFFICES.town]);
    for (const dark of [false, true]) {
      const sheet = await walk.open('receiver-town', '/calendar?month=2025-02', { dark });
      await sheet.getByText('วันมาฆบูชา').first().waitFor();
      await sheet.locator('table a').first().waitFor();
      await axe(sheet);
      await fits(sheet);
      await shot(sheet, dark ? 'calendar-dark' : 'calendar', { whole: true });
    }
    const page = await walk.open('receiver-town', '/calendar?month=2025-02', { size: 'phone' });
    await page.getByRole('heading', { name: /วันพุธที่ ๑๒ กุมภาพันธ์ ๒๕๖๘/ }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'calendar-phone', { whole: true });
    await page.getByRole('button', { name: 'เดือนถัดไป' }).click();
    await page.getByRole('heading', { level: 2, name: 'มีนาคม ๒๕๖๘' }).waitFor();
    await page.getByRole('button', { name: 'สร้างที่อยู่ปฏิทิน' }).click();
    const address = await page.getByLabel('ที่อยู่ปฏิทิน', { exact: true }).inputValue();
    await axe(page);
    const read = () => fetch(address);
    const text = await (await read()).text();
    expect(text).toContain('BEGIN:VEVENT');
    await page.getByRole('button', { name: 'เพิกถอน' }).click();
    await page.getByRole('button', { name: 'เพิกถอนที่อยู่นี้' }).click();
    await page.getByText('เพิกถอนแล้ว').waitFor();
    expect((await read()).status).toBe(404);
  });
});
