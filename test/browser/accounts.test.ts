import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axe, fits, shot, walks } from './support/walk.js';

const PASSWORD = 'ข้าวเหนียวมะม่วงสองจาน';

/** Looks at the page as it is: no violations, nothing that stands out, and a picture. */
async function look(page: Page, name: string) {
  await axe(page);
  await fits(page);
  await shot(page, name, { whole: true });
}
const choosePassword = async (page: Page) => {
  await page.getByLabel('รหัสผ่านใหม่', { exact: true }).fill(PASSWORD);
  await page.getByLabel('รหัสผ่านใหม่อีกครั้ง').fill(PASSWORD);
};
const signIn = async (page: Page, login: string, password: string) => {
  await page.getByLabel('ชื่อผู้ใช้').fill(login);
  await page.getByLabel('รหัสผ่าน', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'เข้าสู่ระบบ' }).click();
};

walks('accounts', (walk) => {
  let invited = '';
  const open = (path: string, options: Parameters<typeof walk.open>[2] = {}) => {
    // Who is not signed in is told so.
    walk.expects(/401/);
    return walk.open(null, path, options);
  };

  it('begin with the link of the first start, and the first administrator invites a clerk', async () => {
    const link = (await walk.app.firstLink(walk.address))!;
    const page = await open(link.url.slice(walk.address.length));
    await page.getByRole('heading', { level: 1, name: 'ตั้งผู้ดูแลระบบคนแรก' }).waitFor();
    await page.getByRole('button', { name: 'ตั้งผู้ดูแลระบบ' }).waitFor();
    await page.getByRole('combobox', { name: 'หน่วยงาน' }).fill('จังหวัดแพร่');
    await page.getByRole('option', { name: 'จังหวัดแพร่', exact: true }).click();
    await page.getByLabel('ชื่อ-นามสกุล').fill('อารี ดูแลดี');
    await page.getByLabel('ชื่อผู้ใช้').fill('aree');
    await choosePassword(page);
    await look(page, 'join-first');
    await page.getByRole('button', { name: 'ตั้งผู้ดูแลระบบ' }).click();
    await page.getByRole('heading', { level: 1, name: 'ดูแลระบบ' }).waitFor();
    await page.getByText('สมศรี ใจดี').first().waitFor();
    await look(page, 'admin-people');

    await page.getByRole('button', { name: 'เชิญผู้ใช้' }).click();
    const dialog = page.getByRole('dialog', { name: 'เชิญผู้ใช้' });
    await dialog.getByLabel('ชื่อ-นามสกุล').fill('มานี มีงาน');
    await dialog.getByLabel('ชื่อผู้ใช้').fill('manee');
    await dialog.getByRole('button', { name: 'เชิญและออกลิงก์' }).click();
    await dialog.getByText('เลือกอย่างน้อยหนึ่งบทบาท').waitFor();
    await dialog.getByLabel('เจ้าหน้าที่สารบรรณ').check();
    await axe(page);
    await shot(page, 'admin-invite');
    await dialog.getByRole('button', { name: 'เชิญและออกลิงก์' }).click();
    const made = page.getByRole('dialog', { name: 'ลิงก์สำหรับ มานี มีงาน' });
    invited = (await made.getByLabel('ลิงก์').inputValue()).slice(walk.address.length);
    expect(invited).toMatch(/^\/join#[\w-]{43}$/);
    await axe(page);
    await made.getByRole('button', { name: 'ปิด' }).last().click();
    await page.getByText('มานี มีงาน').first().waitFor();

    for (const [part, text] of [
      ['หน่วยงาน', 'รหัสหนังสือ'],
      ['กุญแจ API', 'ยังไม่มีกุญแจ'],
      ['บันทึกการใช้งาน', 'เชิญผู้ใช้'],
    ] as const) {
      await page.getByRole('tab', { name: part }).click();
      await page.getByText(text).first().waitFor();
      await look(page, `admin-${page.url().split('/').at(-1)}`);
    }
  });

  it('are joined by the invited clerk on a phone, who can then sign in and come back to where they were', async () => {
    const page = await open(invited, { size: 'phone' });
    await page.getByRole('heading', { level: 1, name: 'เริ่มใช้งาน' }).waitFor();
    await page.getByLabel('รหัสผ่านใหม่', { exact: true }).fill('สั้นไป');
    await page.getByLabel('รหัสผ่านใหม่อีกครั้ง').fill('สั้นไป');
    await page.getByRole('button', { name: 'บันทึกรหัสผ่าน' }).click();
    await page.getByText('รหัสผ่านต้องยาวอย่างน้อย').waitFor();
    await look(page, 'join-phone');
    await choosePassword(page);
    await page.getByRole('button', { name: 'บันทึกรหัสผ่าน' }).click();
    await page.getByRole('banner').waitFor();
    await page.goto(`${walk.address}/account`);
    await page.getByRole('heading', { level: 1, name: 'บัญชีของฉัน' }).waitFor();
    await page.getByText('เครื่องนี้').waitFor();
    await look(page, 'account-phone');
    await page.getByRole('button', { name: 'บัญชีของ มานี มีงาน' }).click();
    await page.getByRole('menuitem', { name: 'ออกจากระบบ' }).click();
    await page.getByRole('heading', { level: 1, name: 'เข้าสู่ระบบ' }).waitFor();
    await page.goto(`${walk.address}/account?a=1`);
    await page.getByRole('heading', { level: 1, name: 'เข้าสู่ระบบ' }).waitFor();
    await look(page, 'sign-in-phone');
    await signIn(page, 'manee', PASSWORD);
    await page.getByRole('heading', { level: 1, name: 'บัญชีของฉัน' }).waitFor();
    expect(page.url()).toBe(`${walk.address}/account?a=1`);

    walk.expects(/410/);
    const again = await open(invited);
    await again.getByText('ลิงก์นี้ใช้แล้วหรือหมดอายุ').waitFor();
    await axe(again);
  });

  it('rest after too many wrong passwords, and do not say whether the login is anybody’s', async () => {
    walk.expects(/401/);
    const page = await open('/sign-in', { dark: true });
    const refused = page.getByText('ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง');
    await signIn(page, 'nobody', 'wrong');
    await refused.waitFor();
    for (let time = 0; time < 5; time++) {
      const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/session'));
      await signIn(page, 'manee', `wrong ${time}`);
      expect((await answered).status()).toBe(401);
    }
    await signIn(page, 'manee', PASSWORD);
    await refused.waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await look(page, 'sign-in-dark');
  });

  it('are looked after on a PC, light and dark, and on a phone', async () => {
    for (const options of [{ dark: true }, { size: 'phone' }] as const) {
      const name = 'dark' in options ? 'dark' : 'phone';
      const page = await walk.open('admin-54', '/admin', options);
      await page.getByText('สมศรี ใจดี').first().waitFor();
      await look(page, `admin-people-${name}`);
      await page.getByRole('button', { name: 'แก้ไข สมศรี ใจดี' }).click();
      await page.getByRole('dialog', { name: 'แก้ไข สมศรี ใจดี' }).waitFor();
      await axe(page);
      await shot(page, `admin-person-${name}`);
      await page.keyboard.press('Escape');
      await page.goto(`${walk.address}/admin/audit`);
      await page.getByRole('cell').first().waitFor();
      await look(page, `admin-audit-${name}`);
    }
  });

  it('may be added to a further organisation of the administrator, and to none that is not', async () => {
    const page = await walk.open('admin-54', '/admin');
    await page.getByRole('button', { name: 'แก้ไข สมศรี ใจดี' }).click();
    const dialog = page.getByRole('dialog', { name: 'แก้ไข สมศรี ใจดี' });
    await dialog.getByRole('button', { name: 'เพิ่มในหน่วยงานอื่น' }).click();
    const search = dialog.getByRole('combobox', { name: 'เพิ่มในหน่วยงาน' });
    await search.fill('นครพนม');
    await page.getByText('ไม่พบหน่วยงานชื่อนี้').waitFor();
    await search.fill('อำเภอลอง');
    await page.getByRole('option', { name: /^อำเภอลอง/ }).click();
    await dialog.getByText('ยังไม่มีบทบาท').waitFor();
    await axe(page);
    await shot(page, 'admin-person-further');
    await dialog.getByLabel('ผู้รับหนังสือ').check();
    await dialog.getByRole('button', { name: 'บันทึก', exact: true }).click();
    const row = page.getByRole('row', { name: /สมศรี ใจดี/ });
    await row.getByText(/อำเภอลอง: /).waitFor();
    // The person acts for either of the two from then on, and signs in as before.
    const own = await walk.open('clerk-54', '/account');
    await own.getByRole('button', { name: /^บัญชีของ สมศรี ใจดี/ }).click();
    await own.getByText('อำเภอลอง').first().waitFor();
    await axe(own);
  });

  it('have their office’s settings and keys', async () => {
    const page = await walk.open('admin-54', '/admin/offices');
    await page.getByRole('button', { name: 'ตั้งค่า จังหวัดแพร่' }).click();
    const office = page.getByRole('dialog', { name: 'ตั้งค่า จังหวัดแพร่' });
    await office.getByLabel('รหัสหนังสือออก').fill('พร 0023.3');
    await axe(page);
    await shot(page, 'admin-office');
    await office.getByRole('button', { name: 'บันทึก', exact: true }).click();
    await page.getByText('พร ๐๐๒๓.๓').waitFor();
    await page.getByRole('tab', { name: 'กุญแจ API' }).click();
    await page.getByRole('button', { name: 'สร้างกุญแจ' }).click();
    const dialog = page.getByRole('dialog', { name: 'สร้างกุญแจ' });
    await dialog.getByLabel('ชื่อ').fill('ระบบสารบรรณเดิม');
    await axe(page);
    await dialog.getByRole('button', { name: 'สร้างกุญแจ' }).click();
    const made = page.getByRole('dialog', { name: 'กุญแจใหม่' });
    const token = await made.getByLabel('กุญแจ').inputValue();
    const answer = await fetch(`${walk.address}/api/circulars`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await made.getByRole('button', { name: 'ปิด' }).last().click();
    await page.getByRole('button', { name: 'ยกเลิก ระบบสารบรรณเดิม' }).click();
    await page.getByRole('button', { name: 'ยกเลิกกุญแจนี้' }).click();
    await page.getByText('ยกเลิกเมื่อ').waitFor();
    await look(page, 'admin-keys-used');
  });
});
