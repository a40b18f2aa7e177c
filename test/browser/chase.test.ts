import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { alerts } from '../../src/alerts/ledger.table.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { sendLetter } from '../../src/notices/below.usecases.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { takeLetters } from './support/letters.js';
import { actorOf } from './support/people.js';
import { OFFICES } from './support/sample.js';
import { axe, fits, shot, walks } from './support/walk.js';

const DAY = new Date('2025-02-10T03:00:00Z');
/** A body that does not use wian. */
const WITHOUT = '5402';

walks('chasing what was sent down', (walk) => {
  it("is a clerk's: who is missing and until when, a reminder, and what the body sees of it", async () => {
    const { deps } = walk.app;
    deps.clock.now = () => DAY;
    const clerk = await actorOf(deps.db, 'clerk-54');
    const circular = (ref: string, subject: string, date: string | null) =>
      letterOf({
        ref,
        subject,
        date: '2025-02-03',
        issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
        deadlines: date === null ? [] : [deadlineOf({ date })],
        relay: { received_from: [], forward_to: ['เทศบาลตำบล', 'องค์การบริหารส่วนตำบล'] },
      });
    const to = [OFFICES.district, OFFICES.town, OFFICES.subdistrict, OFFICES.pao, WITHOUT];
    for (const letter of [
      circular('พร 0023.3/ว 101', 'สำรวจข้อมูลศูนย์พัฒนาเด็กเล็ก', null),
      circular('พร 0023.3/ว 102', 'รางวัลการบริหารจัดการที่ดี ประจำปี ๒๕๖๘', '2025-02-28'),
    ]) {
      const receipt = await takeLetters(walk.app, OFFICES.province, [letter]);
      await sendLetter(deps, { actor: clerk, receipt, ordinal: 0, organisations: to });
    }
    await planAlerts(deps);

    const body = await walk.open('clerk-5401', '/inbox');
    await body.getByText('ส่งต่อให้ เทศบาลตำบล, องค์การบริหารส่วนตำบล ภายในวันที่ ๑๙ กุมภาพันธ์ ๒๕๖๘ (ต้องตรวจ)').waitFor();
    await body.getByRole('link', { name: /^รางวัลการบริหารจัดการที่ดี/ }).click();
    await body.getByText('นับย้อน ๗ วันทำการจากกำหนดของผู้รับปลายทาง ๒๘ กุมภาพันธ์ ๒๕๖๘').waitFor();
    await axe(body);
    await fits(body);
    await shot(body, 'inbox-relay', { whole: true });

    const page = await walk.open('clerk-54', '/send/chase');
    await page.getByText('เหลือ ๑๓ วันทำการ').waitFor();
    const rows = page.getByRole('row');
    await rows.nth(1).getByText('พร ๐๐๒๓.๓/ว ๑๐๒').waitFor();
    await rows.nth(1).getByText('๔ แห่ง', { exact: true }).waitFor();
    await rows
      .nth(1)
      .getByText(/ไม่ทราบ ๑$/)
      .waitFor();
    expect(await page.getByText('ยังไม่ได้รับ').count()).toBe(0);
    await axe(page);
    await fits(page);
    await shot(page, 'chase');
    await page.getByRole('checkbox', { name: 'เลือก พร ๐๐๒๓.๓/ว ๑๐๒' }).check();
    await page.getByRole('button', { name: 'เตือนหน่วยงาน (๑ ฉบับ)' }).click();
    const dialog = page.getByRole('dialog', { name: 'เตือนหน่วยงานปลายทาง' });
    await dialog.waitFor();
    await axe(page);
    await shot(page, 'chase-dialog');
    await dialog.getByRole('button', { name: 'เตือนหน่วยงานที่ยังไม่รับทราบ' }).click();
    await page.getByText('เตือนแล้ว ๔ ครั้ง').waitFor();
    await rows.nth(1).getByText('๑๐ กุมภาพันธ์ ๒๕๖๘ (๔ แห่ง)').waitFor();
    expect(await deps.db.select().from(alerts).where(eq(alerts.recipient, 'office'))).toHaveLength(4);

    const reminded = await walk.open('clerk-5401', '/inbox', { size: 'phone' });
    await reminded.getByText('ผู้ส่งติดตาม', { exact: true }).waitFor();
    await axe(reminded);
    await fits(reminded);
    await shot(reminded, 'inbox-reminded-phone');
    await reminded.getByRole('link', { name: /^รางวัลการบริหารจัดการที่ดี/ }).click();
    await reminded.getByText(/^จังหวัดแพร่ ติดตามเมื่อ .* เนื่องจากยังไม่รับทราบ$/).waitFor();
    await axe(reminded);
    await fits(reminded);
    await shot(reminded, 'inbox-reminded-letter-phone', { whole: true });
  });

  it('shows the list on a phone in the dark, to who only looks without the means to remind', async () => {
    const page = await walk.open('viewer-54', '/send/chase', { size: 'phone', dark: true });
    await page.getByText('พร ๐๐๒๓.๓/ว ๑๐๒').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await axe(page);
    await fits(page);
    await shot(page, 'chase-phone-dark', { whole: true });
    await page.getByLabel('ติดตามหน่วยงานที่').selectOption({ label: 'ยังไม่ส่งต่อ' });
    await page.getByText(/^หนังสือที่ส่งแล้วและมีหน่วยงานยังไม่ส่งต่อ ๒ ฉบับ$/).waitFor();
  });
});
