import { expect, it } from 'vitest';
import { axe, fits, shot, walks } from './support/walk.js';

walks('search', (walk) => {
  it('finds as one types, marks the places, and keeps the question in the address', async () => {
    const page = await walk.open('clerk-54', '/search');
    await page.getByRole('heading', { level: 1, name: 'ค้นหา' }).waitFor();
    const box = page.getByRole('searchbox', { name: 'ค้นหาหนังสือ' });
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
    await box.pressSequentially('เลิศรัฐ', { delay: 20 });
    await page.waitForURL(/\?q=/);
    await page.locator('article mark').first().waitFor();
    const marked = await page.locator('article mark').allTextContents();
    expect(new Set(marked)).toEqual(new Set(['เลิศรัฐ']));
    await page.getByRole('status').filter({ hasText: 'พบ' }).waitFor();
    const shown = await page.locator('article').count();
    await expect
      .poll(() => page.getByRole('status').textContent())
      .toContain(`พบ ${shown.toLocaleString('th-TH-u-nu-thai')} ฉบับ`);
    await axe(page);
    await fits(page);
    await shot(page, 'search');

    // The address alone leads to the same.
    const again = await walk.open('clerk-54', new URL(page.url()).pathname + new URL(page.url()).search);
    await again.locator('article mark').first().waitFor();
    await expect.poll(() => again.locator('article').count()).toBe(shown);
    await expect.poll(() => again.getByRole('searchbox').inputValue()).toBe('เลิศรัฐ');
  });

  it('takes either digits for a number, and puts that letter first', async () => {
    for (const q of ['ว ๕๒๔', 'ว 524']) {
      const page = await walk.open('clerk-54', `/search?q=${encodeURIComponent(q)}`);
      const first = page.locator('article').first();
      await first.getByText('๕๒๔').or(first.getByText('524')).first().waitFor();
      await expect.poll(() => first.locator('mark').first().textContent()).toMatch(/ว (524|๕๒๔)/);
    }
  });

  it('is worked with keys: / from anywhere, j and k, Enter', async () => {
    const page = await walk.open('clerk-54', '/deadlines');
    await page.getByRole('heading', { level: 1, name: 'กำหนด' }).waitFor();
    await page.keyboard.press('Slash');
    await page.getByRole('searchbox').waitFor();
    await page.getByRole('searchbox').fill('จังหวัด');
    await page.keyboard.press('Enter');
    await page.locator('article mark').first().waitFor();
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyK');
    const first = page.locator('article').first();
    await expect.poll(() => first.getAttribute('aria-current')).toBe('true');
    const address = await first.locator('a').first().getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${address}`);
    await page.goBack();
    await page.locator('article mark').first().waitFor();
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('จังหวัด');
    await page.keyboard.press('Slash');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
  });

  it('is narrowed by filters, which fold on a phone, and says what to do where nothing is found', async () => {
    const page = await walk.open('clerk-54', '/search', { size: 'phone' });
    await page.locator('article').first().waitFor();
    const toggle = page.getByRole('button', { name: /ตัวกรอง/ });
    expect(await toggle.getAttribute('aria-expanded')).toBe('false');
    await axe(page);
    await fits(page);
    await shot(page, 'search-phone');
    await toggle.click();
    const from = page.getByLabel('ลงวันที่ ตั้งแต่');
    await from.fill('๑ ม.ค. ๒๕๙๐');
    await from.blur();
    await page.getByRole('heading', { name: 'ไม่พบหนังสือที่ตรงกับคำค้น' }).waitFor();
    expect(page.url()).toContain('from=2047-01-01');
    await axe(page);
    await fits(page);
    await shot(page, 'search-phone-nothing');
    await page.getByRole('button', { name: 'ค้นโดยไม่ใช้ตัวกรอง' }).click();
    await page.locator('article').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('suggests senders, and shows another organisation nothing of it', async () => {
    const page = await walk.open('clerk-54', '/search', { dark: true });
    await page.getByRole('combobox', { name: 'หน่วยงานเจ้าของหนังสือ' }).fill('กรม');
    const option = page.getByRole('option').first();
    await option.waitFor();
    const name = await option.textContent();
    await option.click();
    await page.locator('article mark').first().waitFor();
    expect(name).toContain('กรม');
    await axe(page);
    await shot(page, 'search-dark');
    const other = await walk.open('clerk-48', `/search?q=${encodeURIComponent('ว ๕๓/๓')}`);
    await other.getByRole('status').filter({ hasText: 'ไม่พบ' }).waitFor();
  });
});
