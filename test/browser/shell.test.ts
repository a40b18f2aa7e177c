import { expect, it } from 'vitest';
import { axe, fits, shot, walks } from './support/walk.js';

walks('the shell', (walk) => {
  it('shows who is there and where they can go, on a PC, light and dark', async () => {
    for (const dark of [false, true]) {
      const page = await walk.open('clerk-54', '/upload', { dark });
      await page.getByRole('heading', { level: 1, name: 'รับหนังสือเข้า' }).waitFor();
      await expect.poll(() => page.title()).toBe('รับหนังสือเข้า - เวียน');
      expect(await page.getByRole('banner').textContent()).toContain('จังหวัดแพร่');
      await axe(page);
      await fits(page);
      await shot(page, dark ? 'shell-dark' : 'shell');
    }
  });

  it('has its entries at the foot and in a drawer on a phone', async () => {
    const page = await walk.open('clerk-54', '/upload', { size: 'phone' });
    await page.getByRole('navigation', { name: 'เมนูลัด' }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'shell-phone');
    await page.getByRole('button', { name: 'ทั้งหมด' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'รับหนังสือเข้า' }).waitFor();
    await axe(page);
  });

  it('keeps the chosen ground, dark or light', async () => {
    const page = await walk.open('clerk-54', '/upload');
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    await expect.poll(scheme).toBe('light');
    await page.getByRole('button', { name: 'ใช้พื้นมืด' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'ใช้พื้นสว่าง' }).waitFor();
    await expect.poll(scheme).toBe('dark');
  });

  it('says what to do where there is no such page, where nobody is signed in, and to whom a page is not open', async () => {
    const lost = await walk.open('clerk-54', '/no/such/page');
    await lost.getByRole('heading', { name: 'ไม่พบหน้านี้' }).waitFor();
    await axe(lost);
    const closed = await walk.open('viewer-54', '/upload');
    await closed.getByRole('heading', { name: 'หน้านี้ไม่เปิดให้บทบาทของท่าน' }).waitFor();
    walk.expects(/401/);
    const out = await walk.open(null, '/upload');
    await out.getByRole('heading', { name: 'เข้าสู่ระบบ' }).waitFor();
    await axe(out);
  });

  it('lists the keys of the page by ?, on the Thai layout too, but not while somebody writes', async () => {
    const page = await walk.open('clerk-54', '/upload');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Shift+Slash');
    await page.getByRole('dialog', { name: 'ปุ่มลัดของหน้านี้' }).waitFor();
    await axe(page);
  });
});
