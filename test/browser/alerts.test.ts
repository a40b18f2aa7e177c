import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineChannel } from '../../src/adapters/notify/line-channel.js';
import { alertMessages, alertPreferences, alertSettings, alerts } from '../../src/alerts/ledger.table.js';
import { createLogger } from '../../src/shared/logger.js';
import { contentOf, lineOf } from '../support/alert-lines.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type LineServer, lineServer } from '../support/line-server.js';
import { takeLetters } from './support/letters.js';
import { actorOf } from './support/people.js';
import { OFFICES } from './support/sample.js';
import { axe, fits, shot, type Walk, walks } from './support/walk.js';

/** Monday 10 February 2025, nine in the morning. */
const NOW = new Date('2025-02-10T02:00:00Z');

/** That the clerk of the province was told of three lines of the letters of its first file. */
async function tellProvince({ app }: Walk): Promise<void> {
  const { db } = app.deps;
  const { id } = await actorOf(db, 'clerk-54');
  const line = (over: Parameters<typeof lineOf>[0] = {}) => lineOf({ path: '/letters/1/0', ...over });
  const lines = [
    line({ step: 'ahead:7', dueOn: '2025-02-19', workingDaysLeft: 7, subject: 'การประเมินประสิทธิภาพ', confirmed: false }),
    line({ step: 'overdue:2025-02-10', dueOn: '2025-02-06', workingDaysLeft: -2, was: null }),
    line({ veiled: true, subject: null, action: null, issuer: null }),
  ];
  const place = { organisation: OFFICES.province, recipient: `person:${id}`, receipt: 1, firstPage: 1, rank: 0 };
  await db.insert(alerts).values(
    lines.map((one) => ({
      ...{ ...place, kind: 'deadline' as const, dueOn: one.dueOn!, step: one.step, line: one, plannedAt: NOW },
    })),
  );
}

walks('the bell and what one was told', (walk) => {
  it('counts what is unread, leads to the letter, and is read', async () => {
    const empty = await walk.open('clerk-54', '/alerts');
    await empty.getByRole('heading', { name: 'ยังไม่มีการแจ้งเตือน' }).waitFor();
    await axe(empty);
    await tellProvince(walk);
    const page = await walk.open('clerk-54', '/alerts', { size: 'phone' });
    const bell = page.getByRole('banner').getByRole('link', { name: 'การแจ้งเตือน ยังไม่อ่าน ๓ รายการ' });
    await bell.waitFor();
    await page.getByText('แจ้งล่วงหน้า ๗ วันทำการ').waitFor();
    // Of a secret letter number and date alone.
    await page.getByRole('link', { name: 'ที่ มท ๐๘๐๘.๒/ว ๑๒๓ ลงวันที่ ๒๗ มกราคม ๒๕๖๘', exact: true }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'alerts-phone', { whole: true });
    await page.keyboard.press('KeyJ');
    await page.keyboard.press('KeyR');
    await page.getByRole('banner').getByRole('link', { name: 'การแจ้งเตือน ยังไม่อ่าน ๒ รายการ' }).waitFor();
    await page.locator('a[data-row]').first().click();
    await page.waitForURL(/\/letters\/1\/0$/);
    await page.getByRole('banner').getByRole('link', { name: 'การแจ้งเตือน ยังไม่อ่าน ๑ รายการ' }).click();
    await page.getByRole('button', { name: 'อ่านแล้วทั้งหมด' }).click();
    await page.getByText('อ่านครบแล้ว').waitFor();
    await page.getByRole('banner').getByRole('link', { name: 'การแจ้งเตือน', exact: true }).waitFor();
    const dark = await walk.open('clerk-54', '/alerts', { dark: true });
    await dark.locator('a[data-row]').first().waitFor();
    await axe(dark);
    await fits(dark);
    await shot(dark, 'alerts-dark');
  });
});

/** The account to which people send their codes. */
let line: LineServer;
beforeAll(async () => {
  line = await lineServer();
});
afterAll(() => line.close());
const channel = () =>
  lineChannel({ api: line.url, token: line.token, secret: line.secret, log: createLogger('silent') });

walks(
  'linking LINE',
  (walk) => {
    it('gives a code, which the telephone sends; then it is linked, and can be chosen and unlinked', async () => {
      const page = await walk.open('receiver-town', '/alerts/settings', { size: 'phone' });
      const section = page.getByRole('region', { name: 'LINE' });
      const way = page.getByRole('radio', { name: 'LINE' });
      await section.getByRole('button', { name: 'ขอรหัสเชื่อม LINE' }).click();
      const told = section.getByRole('alert');
      await told.waitFor();
      expect(await way.isDisabled()).toBe(true);
      const [code] = /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/.exec(await told.innerText())!;
      const open = await told.getByRole('link', { name: 'เปิด LINE พร้อมรหัส' }).getAttribute('href');
      expect(open).toBe(`https://line.me/R/oaMessage/%40216ru/?${code}`);
      await axe(page);
      await fits(page);
      await shot(page, 'alerts-line-code-phone', { whole: true });
      const { body, signature } = line.sign([
        {
          type: 'message',
          mode: 'active',
          timestamp: Date.now(),
          source: { type: 'user', userId: `U${'a'.repeat(32)}` },
          message: { type: 'text', id: '1', text: code.toLowerCase() },
        },
      ]);
      const heard = await fetch(`${walk.address}/api/line/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-line-signature': signature },
        body,
      });
      expect(heard.status).toBe(200);
      // The page asks by itself while a code waits.
      await section.getByText(/^เชื่อมแล้ว/).waitFor();
      await axe(page);
      await page.reload();
      await section.getByText(/^เชื่อมแล้ว/).waitFor();
      await way.check();
      await page.getByRole('button', { name: 'บันทึก' }).click();
      await page.getByText('บันทึกการตั้งค่าแล้ว').waitFor();
      const dark = await walk.open('receiver-town', '/alerts/settings', { dark: true });
      await dark
        .getByRole('region', { name: 'LINE' })
        .getByText(/^เชื่อมแล้ว/)
        .waitFor();
      expect(await dark.getByRole('radio', { name: 'LINE' }).isChecked()).toBe(true);
      await axe(dark);
      await fits(dark);
      await shot(dark, 'alerts-line-linked-dark', { whole: true });
      await section.getByRole('button', { name: 'เลิกเชื่อม' }).click();
      await section.getByRole('button', { name: 'ขอรหัสเชื่อม LINE' }).waitFor();
      // What was chosen stays chosen, and says what it lacks.
      await page.getByText('เชื่อม LINE ด้านบนก่อนจึงเลือกได้').waitFor();
    });
  },
  { line: () => channel() },
);

walks('setting alerts', (walk) => {
  it('shows an address to be ones own before anything of letters goes there', async () => {
    const { db } = walk.app.deps;
    const page = await walk.open('receiver-town', '/alerts/settings', { size: 'phone' });
    expect(await page.getByRole('radio', { name: 'อีเมล' }).isDisabled()).toBe(true);
    await page.getByLabel('อีเมล', { exact: true }).first().fill('suchat@phrae.example.go.th');
    await page.getByRole('button', { name: 'ส่งรหัสยืนยัน' }).click();
    await page.getByText('ส่งรหัสไปที่ suchat@phrae.example.go.th แล้ว').waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'alerts-address-phone', { whole: true });
    const [message] = await db.select().from(alertMessages);
    expect([message!.to, message!.content.lines]).toEqual(['suchat@phrae.example.go.th', []]);
    const code = message!.content.code!;
    const input = page.getByLabel('รหัสยืนยัน');
    walk.expects(/422/);
    await input.fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: 'ยืนยัน', exact: true }).click();
    await page.getByRole('alert').getByText('รหัสไม่ถูกต้อง').waitFor();
    await input.fill(code);
    await page.getByRole('button', { name: 'ยืนยัน', exact: true }).click();
    await page.getByText('ใช้ suchat@phrae.example.go.th').waitFor();
    await page.getByRole('radio', { name: 'อีเมล' }).check();
    await page.getByRole('checkbox', { name: /แจ้งล่วงหน้าตามหน่วยงาน \(๗, ๓ และ ๑ วันทำการ\)/ }).uncheck();
    await page.getByRole('group', { name: 'แจ้งล่วงหน้ากี่วันทำการ' }).getByText('๗', { exact: true }).click();
    await page.getByRole('group', { name: 'แจ้งล่วงหน้ากี่วันทำการ' }).getByText('๑๕', { exact: true }).click();
    await page.getByRole('checkbox', { name: /ส่งสรุปตามเวลาของหน่วยงาน/ }).uncheck();
    await page.getByLabel('ส่งสรุปตั้งแต่เวลา').fill('๗.๓๐');
    await axe(page);
    await fits(page);
    await shot(page, 'alerts-settings-phone', { whole: true });
    await page.getByRole('button', { name: 'บันทึก' }).click();
    await page.getByText('บันทึกการตั้งค่าแล้ว').waitFor();
    const [row] = await db.select().from(alertPreferences);
    expect(row!.settings).toEqual({
      ...{ way: 'email', email: 'suchat@phrae.example.go.th', ahead: [15, 3, 1], digestAt: '07:30', quiet: 'office' },
    });
    const pc = await walk.open('receiver-town', '/alerts/settings', { dark: true });
    await pc.getByText('ใช้ suchat@phrae.example.go.th').waitFor();
    await axe(pc);
    await fits(pc);
    await shot(pc, 'alerts-settings-dark', { whole: true });
  });

  it('is the administrators for the office: they name the chief', async () => {
    const { db } = walk.app.deps;
    const chief = await actorOf(db, 'chief-54');
    const page = await walk.open('admin-54', '/alerts');
    await page.getByRole('heading', { level: 1, name: 'ตั้งค่าการแจ้งเตือนของหน่วยงาน' }).waitFor();
    await page
      .getByRole('combobox', { name: 'ผู้บังคับบัญชาที่รับแจ้งเรื่องเกินกำหนด' })
      .or(page.getByRole('textbox', { name: 'ผู้บังคับบัญชาที่รับแจ้งเรื่องเกินกำหนด' }))
      .click();
    await page.getByRole('option', { name: 'ประเสริฐ มั่นคง' }).click();
    await page.getByLabel('เกินกำหนดกี่วันทำการจึงแจ้งผู้บังคับบัญชา').fill('๕');
    await page.getByLabel('ความเชื่อมั่นขั้นต่ำ', { exact: false }).fill('40');
    await page.getByText('ใส่ ๕๐ ถึง ๑๐๐').waitFor();
    await page.getByLabel('ความเชื่อมั่นขั้นต่ำ', { exact: false }).fill('๙๕');
    await axe(page);
    await fits(page);
    await shot(page, 'alerts-office', { whole: true });
    await page.getByRole('button', { name: 'บันทึก' }).click();
    await page.getByText('บันทึกการตั้งค่าของหน่วยงานแล้ว').waitFor();
    const [row] = await db.select().from(alertSettings);
    expect(row).toMatchObject({
      organisation: OFFICES.province,
      settings: { chief: chief.id, escalateAfter: 5, leastConfidence: 0.95, ahead: [7, 3, 1] },
    });
    const phone = await walk.open('admin-54', '/alerts/office', { size: 'phone' });
    await phone.getByRole('button', { name: 'บันทึก' }).waitFor();
    await axe(phone);
    await fits(phone);
    await shot(phone, 'alerts-office-phone', { whole: true });
    await phone.getByLabel('ที่อยู่ของโปรแกรม').fill('https://hooks.example.go.th/wian');
    await phone.getByRole('button', { name: 'เพิ่มที่อยู่' }).click();
    await expect.poll(() => phone.getByRole('textbox', { name: 'กุญแจลับ' }).inputValue()).toMatch(/^whsec_/);
    await phone.getByText('hooks.example.go.th/wian', { exact: false }).first().waitFor();
    await axe(phone);
    await fits(phone);
    await shot(phone, 'alerts-webhook-phone', { whole: true });
    await phone.getByRole('button', { name: 'ยกเลิก', exact: true }).click();
    await phone.getByRole('button', { name: 'ยกเลิกที่อยู่นี้' }).click();
    await phone.getByText('ยกเลิกที่อยู่แล้ว').waitFor();
    const other = await walk.open('receiver-town', '/alerts/office');
    await other.getByRole('heading', { name: 'หน้านี้ไม่เปิดให้บทบาทของท่าน' }).waitFor();
  });
});

/** Wednesday 5 February 2025. */
const SENT = new Date('2025-02-05T02:00:00Z');

walks('what tomorrow brings', (walk) => {
  it('is shown as it would be written, and follows what one sets', async () => {
    const { deps } = walk.app;
    const empty = await walk.open('receiver-town', '/alerts/preview');
    await empty.getByRole('heading', { name: 'ไม่มีกำหนดที่ต้องตาม' }).waitFor();
    await axe(empty);
    deps.clock.now = () => SENT;
    const letter = letterOf({
      ref: 'มท 0808.2/ว 123',
      date: '2025-02-03',
      subject: 'การสำรวจข้อมูล',
      deadlines: [deadlineOf({ date: '2025-02-12', text: 'ภายในวันที่ ๑๒ กุมภาพันธ์ ๒๕๖๘' })],
    });
    await takeLetters(walk.app, OFFICES.town, [letter]);
    // Three working days before the last one before Makha Bucha, 12 February.
    const page = await walk.open('receiver-town', '/alerts/preview', { size: 'phone' });
    await page.getByRole('heading', { name: 'วันพฤหัสบดีที่ ๖ กุมภาพันธ์ ๒๕๖๘: แจ้ง ๑ เรื่อง' }).waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'alerts-preview-phone', { whole: true });
    await page.getByRole('tab', { name: 'ตั้งค่าของฉัน' }).click();
    await page.getByRole('checkbox', { name: /แจ้งล่วงหน้าตามหน่วยงาน/ }).uncheck();
    const days = page.getByRole('group', { name: 'แจ้งล่วงหน้ากี่วันทำการ' });
    for (const each of ['๑', '๓', '๗']) await days.getByText(each, { exact: true }).click();
    await page.getByRole('button', { name: 'บันทึก' }).click();
    await page.getByText('บันทึกการตั้งค่าแล้ว').waitFor();
    await page.getByRole('tab', { name: 'ตัวอย่างพรุ่งนี้' }).click();
    await page.getByRole('heading', { name: /ไม่มีเรื่องที่ต้องแจ้ง/ }).waitFor();
    await page.getByRole('heading', { name: /ไม่อยู่ในสรุป/ }).waitFor();
    await page.getByText('ไม่แจ้งในสรุปนี้').waitFor();
    expect(await page.getByText('เป็นวันทำการสุดท้าย').count()).toBe(0);
    for (const dark of [false, true]) {
      const pc = await walk.open('receiver-town', '/alerts/preview', { dark });
      await pc.getByRole('heading', { name: /ไม่อยู่ในสรุป/ }).waitFor();
      await axe(pc);
      await fits(pc);
      await shot(pc, dark ? 'alerts-preview-dark' : 'alerts-preview');
    }
  });
});

walks('the ledger', (walk) => {
  it('shows unknown ones first, without letters or whole addresses', async () => {
    const { db } = walk.app.deps;
    const { id } = await actorOf(db, 'clerk-54');
    const out = {
      organisation: OFFICES.province,
      recipient: `person:${id}`,
      channel: 'email',
      kind: 'digest',
    } as const;
    const at = { plannedAt: NOW, notBefore: NOW, content: contentOf([lineOf(), lineOf()]), to: 'somsri@example.go.th' };
    await db.insert(alertMessages).values([
      { ...out, ...at, key: 'a', state: 'unknown', attempts: 1, reason: 'การเชื่อมต่อขาด / The connection broke.' },
      { ...out, ...at, key: 'b', state: 'sent', settledAt: NOW, attempts: 1 },
      { ...out, ...at, key: 'c', state: 'failed', settledAt: NOW, attempts: 3, reason: '550 5.1.1 User unknown' },
    ]);
    for (const size of ['pc', 'phone'] as const) {
      const page = await walk.open('admin-54', '/alerts/messages', { size });
      await page.getByText('ไม่ทราบผล ๑ ข้อความ').waitFor();
      await axe(page);
      await fits(page);
      await shot(page, `alerts-messages-${size}`, { whole: true });
    }
    const page = await walk.open('clerk-54', '/alerts/messages');
    await page.getByRole('button', { name: 'ถึงแล้ว' }).click();
    await page.getByText('บันทึกว่าถึงแล้ว').waitFor();
    await page.getByText('ไม่ทราบผล ๑ ข้อความ').waitFor({ state: 'hidden' });
    const [row] = await db.select().from(alertMessages).where(eq(alertMessages.key, 'a'));
    expect(row!.state).toBe('sent');
    await page.getByRole('button', { name: 'ส่งอีกครั้ง' }).click();
    await page.getByText('แก้เหตุที่ส่งไม่สำเร็จก่อน').waitFor();
    await axe(page);
    await page.getByRole('dialog').getByRole('button', { name: 'ส่งอีกครั้ง' }).click();
    await page.getByText('จะส่งอีกครั้ง').waitFor();
  });
});
