import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axe, fits, shot, walks } from './support/walk.js';

/** The shared parts where a page uses them: the dialog that enters a paper in the register has days and times. */
walks('the shared parts', (walk) => {
  const opened = async (size: 'pc' | 'phone' = 'pc') => {
    const page = await walk.open('clerk-54', '/register', { size });
    await page.getByRole('button', { name: 'ลงรับหนังสือที่ไม่มีสแกน' }).click();
    const dialog = page.getByRole('dialog', { name: 'ลงรับหนังสือที่ไม่มีสแกน' });
    const day = dialog.getByLabel('ลงวันที่', { exact: true });
    await day.waitFor();
    return { page, dialog, day };
  };

  it('take a day as it is typed, in any digits and either era, and write it out', async () => {
    const { page, day } = await opened();
    for (const typed of ['27/1/2568', '๒๗ ม.ค. ๒๕๖๘', '27 มกราคม 2568', '27/1/2025']) {
      await day.fill(typed);
      await page.keyboard.press('Tab');
      await expect.poll(() => day.inputValue()).toBe('๒๗ มกราคม ๒๕๖๘');
      await day.focus();
    }
  });

  it('keep a text that is no day, say so, and take no earlier day in its place', async () => {
    const { page, dialog, day } = await opened();
    await dialog.getByLabel('เรื่อง').fill('ทดสอบ');
    await day.fill('27/1/2568');
    await day.fill('30/2/2568');
    await dialog.getByText('ไม่ใช่วันที่').waitFor();
    expect(await day.inputValue()).toBe('30/2/2568');
    await axe(page);
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/register'));
    await dialog.getByRole('button', { name: 'ลงทะเบียน', exact: true }).click();
    expect((await sent).postDataJSON().date).toBeNull();
  });

  it('offer a calendar of the Buddhist era; Esc closes it and not the dialog around it', async () => {
    for (const size of ['pc', 'phone'] as const) {
      const { page, dialog, day } = await opened(size);
      await day.fill('27/1/2568');
      await dialog.getByRole('button', { name: 'ปฏิทิน' }).last().click();
      await page.getByRole('button', { name: 'มกราคม ๒๕๖๘', exact: true }).waitFor();
      await axe(page);
      await fits(page);
      await shot(page, size === 'pc' ? 'calendar' : 'calendar-phone');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'มกราคม ๒๕๖๘', exact: true }).waitFor({ state: 'detached' });
      expect(await dialog.isVisible()).toBe(true);
      await dialog.getByRole('button', { name: 'ปฏิทิน' }).last().click();
      await page.getByRole('button', { name: '๒๙ มกราคม ๒๕๖๘' }).click();
      await expect.poll(() => day.inputValue()).toBe('๒๙ มกราคม ๒๕๖๘');
    }
  });

  it('keep the contrast of the calendar by day and by night, on every page that has one', async () => {
    const pages = [
      [
        'clerk-54',
        '/search',
        async (page: Page) =>
          page
            .getByRole('button', { name: /ตัวกรอง|ค้นละเอียด|เงื่อนไข/ })
            .first()
            .click()
            .catch(() => undefined),
      ],
      ['clerk-54', '/register/book', async () => undefined],
      ['viewer-54', '/dashboard', async () => undefined],
      ['admin-54', '/admin/audit', async () => undefined],
    ] as const;
    for (const dark of [false, true]) {
      for (const [login, path, before] of pages) {
        const page = await walk.open(login, path, { dark });
        await page.getByRole('heading', { level: 1 }).waitFor();
        const button = page.getByRole('button', { name: 'ปฏิทิน' }).first();
        if (!(await button.isVisible().catch(() => false))) await before(page);
        await button.click();
        const picker = page.locator('.mantine-DatePicker-day:not([data-hidden])').first();
        await picker.waitFor();
        await axe(page);
        await shot(page, `picker${path.replaceAll('/', '-')}${dark ? '-dark' : ''}`);
        // The months, and the years.
        for (const part of ['monthsListControl', 'yearsListControl']) {
          await page.locator('.mantine-DatePicker-calendarHeaderLevel').first().click();
          await page.locator(`.mantine-DatePicker-${part}`).first().waitFor();
          await axe(page);
        }
      }
    }
  });
});
