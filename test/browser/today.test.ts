import { expect, it } from 'vitest';
import { todayAnswer } from '../../schemas/today.js';
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
    expect(await page.locator('tbody tr').count()).toBe(failed.count);
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
      expect(await page.locator('article').count()).toBe(Math.min(count, 50));
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
});
