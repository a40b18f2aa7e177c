import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inboundItems, inboundParts } from '../../src/inbound/inbound.table.js';
import { registerLetters } from '../../src/register/register.usecases.js';
import { errorCatalogue } from '../../src/shared/errors.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { actorOf } from './support/people.js';
import { HELD, OFFICES } from './support/sample.js';
import { axe, fits, shot, walks } from './support/walk.js';

const fixture = (name: string) => join(packageRoot, 'fixtures', name);
const bytes = (name: string) => readFileSync(fixture(name));
/** Of the files that the province has already: its number and name. */
const heldAs = (part: string) => {
  const at = HELD.findIndex((file) => file.fixture.includes(part));
  return { receipt: at + 1, name: HELD[at]!.name };
};

/** Lets files fall onto the page, as from a folder of the desktop. */
async function drop(page: Page, files: { name: string; content: Buffer; type: string }[]): Promise<void> {
  const given = files.map(({ content, ...file }) => ({ ...file, content: content.toString('base64') }));
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const { name, type, content } of all) {
      const part = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
      transfer.items.add(new File([part], name, { type }));
    }
    const fall = (kind: string) =>
      window.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    fall('dragover');
    fall('drop');
  }, given);
}

walks('รับหนังสือเข้า', (walk) => {
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

  it('takes three files that are dropped at once, and tells of each what becomes of it', async () => {
    const known = heldAs('014-dla-jpeg');
    const clerk = await actorOf(walk.app.deps.db, 'clerk-54');
    await registerLetters(walk.app.deps, {
      actor: clerk,
      letters: [{ receipt: known.receipt, firstPage: 1, rank: 0 }],
    });
    const page = await walk.open('clerk-54', '/upload');
    await row(page, known.name).waitFor();
    await drop(page, [
      { name: 'ก.พ.ร. ๓๔๗.png', type: 'image/png', content: bytes('013-opdc-png/input.png') },
      { name: 'เสีย.pdf', type: 'application/pdf', content: bytes('107-random-bytes/input.bin') },
      { name: 'มาอีกครั้ง.jpg', type: 'image/jpeg', content: bytes('014-dla-jpeg/input.jpg') },
    ]);
    await row(page, 'มาอีกครั้ง.jpg')
      .getByText(/^ได้รับแล้ว เลขรับ ๑\/๒๕/)
      .waitFor();
    await row(page, 'เสีย.pdf').getByText('ไม่รองรับไฟล์ชนิดนี้').waitFor();
    await row(page, 'เสีย.pdf').getByRole('button', { name: 'อ่านอีกครั้ง: เสีย.pdf' }).waitFor();
    await row(page, 'ก.พ.ร. ๓๔๗.png').getByText('อ่านเสร็จ พบหนังสือ ๑ ฉบับ').waitFor({ timeout: 60_000 });
    await axe(page);
    await fits(page);
    await shot(page, 'upload');
    await row(page, 'มาอีกครั้ง.jpg')
      .getByRole('button', { name: /^เก็บทั้งสอง/ })
      .click();
    await page.getByText(/ลงทะเบียนซ้ำแล้ว เลขรับ ๒\/๒๕/).waitFor();
    await expect.poll(() => row(page, 'มาอีกครั้ง.jpg').count()).toBe(0);
    await expect
      .poll(() => row(page, 'ก.พ.ร. ๓๔๗.png').getByRole('link').getAttribute('href'))
      .toMatch(/^\/check\/\d+\/0$/);
  });

  it('asks whether another scan of a letter is one, and keeps the answer', async () => {
    const first = heldAs('002-lert-rat-phrae-scan');
    const page = await walk.open('clerk-54', '/upload', { dark: true });
    await page.getByLabel('ไฟล์หนังสือ').setInputFiles({
      name: 'เลิศรัฐ สแกนใหม่.pdf',
      mimeType: 'application/pdf',
      buffer: bytes('009-lert-rat-born-digital/input.pdf'),
    });
    const again = row(page, 'เลิศรัฐ สแกนใหม่.pdf');
    const question = again.getByRole('group', { name: 'อาจเป็นสแกนอีกชุดของหนังสือที่มีอยู่' });
    await question.getByText(first.name).waitFor({ timeout: 60_000 });
    await axe(page);
    await shot(page, 'upload-rescan-dark');
    await question.getByRole('button', { name: 'ใช่ เป็นฉบับเดียวกัน' }).click();
    await again.getByText(`เป็นสแกนอีกชุดของ ${first.name}`).waitFor();
    await question.waitFor({ state: 'detached' });
  });

  it('goes on while another page is open, warns who closes the window, and can be broken off', async () => {
    const page = await walk.open('clerk-54', '/upload');
    // The application never answers this one.
    await page.route('**/api/files?name=*', () => undefined);
    await page.getByRole('button', { name: 'เลือกไฟล์' }).focus();
    await page.keyboard.press('Tab');
    await page
      .getByLabel('ไฟล์หนังสือ')
      .setInputFiles({ name: 'ช้า.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await row(page, 'ช้า.pdf').getByText(/ส่งแล้ว/).waitFor();
    await page.evaluate(() => history.pushState(null, '', '/no/such/page'));
    await page.getByRole('heading', { name: 'ไม่พบหน้านี้' }).waitFor();
    await page.evaluate(() => history.back());
    await row(page, 'ช้า.pdf').getByText(/ส่งแล้ว/).waitFor();
    const asked = () => page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
    await expect.poll(asked).toBe(true);
    await page.getByRole('button', { name: 'ยกเลิกการส่ง ช้า.pdf' }).click();
    await row(page, 'ช้า.pdf').waitFor({ state: 'detached' });
    await expect.poll(asked).toBe(false);
  });

  it('refuses on a phone, before it is sent, what could never be read, with the reason', async () => {
    const page = await walk.open('clerk-54', '/upload', { size: 'phone' });
    await page.getByRole('button', { name: 'ถ่ายภาพ' }).waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.getByLabel('ไฟล์หนังสือ').setInputFiles([
      { name: 'ว่าง.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
      { name: 'ตาราง.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') },
    ]);
    await row(page, 'ว่าง.pdf').getByText('ไฟล์ว่างเปล่า').waitFor();
    await row(page, 'ตาราง.xlsx').getByText('ไม่รองรับไฟล์ชนิดนี้').waitFor();
    expect(sent).toEqual([]);
    await axe(page);
    await fits(page);
    await shot(page, 'upload-phone', { whole: true });
    await page.getByRole('button', { name: 'ปิดแถวของ ว่าง.pdf' }).click();
    await expect.poll(() => row(page, 'ว่าง.pdf').count()).toBe(0);
  });

  it('takes a photo by the camera of a phone', async () => {
    const page = await walk.open('clerk-54', '/upload', { size: 'phone' });
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'ถ่ายภาพ' }).click();
    const opened = await chooser;
    const input = opened.element();
    // The camera at the back, straight away, and nothing but pictures.
    expect(await input.getAttribute('capture')).toBe('environment');
    expect(await input.getAttribute('accept')).toBe('image/*');
    await opened.setFiles({
      name: 'IMG_0001.jpg',
      mimeType: 'image/jpeg',
      buffer: bytes('014-dla-jpeg/input.jpg'),
    });
    await row(page, 'IMG_0001.jpg')
      .getByText(/^ได้รับแล้ว/)
      .waitFor();
    await axe(page);
    await fits(page);
    await shot(page, 'upload-camera-phone');
  });

  it('takes a folder with what lies in its folders, chosen or dropped, without what systems leave there', async () => {
    const root = await mkdtemp(join(tmpdir(), 'wian-folder-'));
    const folder = join(root, 'สแกน');
    try {
      await mkdir(join(folder, 'กุมภาพันธ์'), { recursive: true });
      await writeFile(join(folder, 'บันทึก ๑.txt'), 'บันทึกข้อความ ฉบับที่หนึ่ง');
      await writeFile(join(folder, 'กุมภาพันธ์', 'บันทึก ๒.txt'), 'บันทึกข้อความ ฉบับที่สอง');
      await writeFile(join(folder, 'Thumbs.db'), 'x');
      await writeFile(join(folder, 'กุมภาพันธ์', '.DS_Store'), 'x');
      const taken = async (page: Page) => {
        for (const name of ['สแกน/บันทึก ๑.txt', 'สแกน/กุมภาพันธ์/บันทึก ๒.txt']) await row(page, name).first().waitFor();
        expect(await page.getByText(/Thumbs\.db|DS_Store/).count()).toBe(0);
      };
      const chosen = await walk.open('clerk-54', '/upload');
      const chooser = chosen.waitForEvent('filechooser');
      await chosen.getByRole('button', { name: 'เลือกโฟลเดอร์' }).click();
      await (await chooser).setFiles(folder);
      await taken(chosen);
      await axe(chosen);
      await fits(chosen);
      await shot(chosen, 'upload-folder');
      // Let fall by the browser itself, which alone can make entries of folders.
      const page = await walk.open('clerk-54', '/upload', { dark: true });
      await page.getByRole('button', { name: 'เลือกโฟลเดอร์' }).waitFor();
      const session = await page.context().newCDPSession(page);
      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') sent.push(decodeURIComponent(request.url().replaceAll('+', ' ')));
      });
      const data = { items: [], files: [folder], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, x: 700, y: 300, data });
      await expect.poll(() => sent.length).toBe(2);
      expect(sent.some((url) => url.includes('สแกน/กุมภาพันธ์/บันทึก ๒.txt'))).toBe(true);
      await taken(page);
      await axe(page);
      await shot(page, 'upload-folder-dark');
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('names what came in by itself and could not be taken, with the reason, and tries a mail again', async () => {
    const { db, files } = walk.app.deps;
    const mail = Buffer.from(
      [
        'From: saraban@dla.example',
        'Subject: =?utf-8?B?4LiC4Lit4LiE4Lin4Liy4Lih4Lij4LmI4Lin4Lih4Lih4Li34Lit?=',
        'Content-Type: application/zip; name="annex.zip"',
        'Content-Disposition: attachment; filename="annex.zip"',
        '',
        'PK',
      ].join('\r\n'),
    );
    async function* source() {
      yield mail;
    }
    const { sha256 } = await files.put(source(), 10_000);
    const at = new Date();
    const common = { organisation: OFFICES.province, takenAt: at, status: 'failed' } as const;
    const mailbox = 'saraban@phrae.example/INBOX';
    const [item] = await db
      .insert(inboundItems)
      .values({
        ...{ ...common, source: 'imap', box: mailbox, uidValidity: 1, uid: 1, sha256, bytes: mail.byteLength },
        ...{ name: 'ขอความร่วมมือ', sender: 'saraban@dla.example' },
      })
      .returning({ id: inboundItems.id });
    const { th, en } = errorCatalogue['file.unsupported'];
    const error = { errorCode: 'file.unsupported', errorMessage: `${th} (ZIP) / ${en}` };
    await db.insert(inboundParts).values({ item: item!.id, position: 0, name: 'annex.zip', bytes: 2, ...error });
    const empty = errorCatalogue['file.empty'];
    await db.insert(inboundItems).values({
      ...{ ...common, source: 'folder', box: 'phrae', bytes: 0, name: 'สแกน ๑๒.pdf' },
      ...{ errorCode: 'file.empty', errorMessage: `${empty.th} / ${empty.en}` },
    });
    for (const [name, options] of [
      ['upload-inbound-phone-dark', { size: 'phone', dark: true }],
      ['upload-inbound', {}],
    ] as const) {
      const page = await walk.open('clerk-54', '/upload', options);
      const list = page.getByRole('region', { name: 'รับเข้าเองไม่สำเร็จ' });
      await list.getByText(`annex.zip: ${th} (ZIP)`).waitFor();
      await list.getByText('ไฟล์อยู่ในโฟลเดอร์ failed').waitFor();
      await axe(page);
      await fits(page);
      await list.scrollIntoViewIfNeeded();
      await shot(page, name);
      if (name !== 'upload-inbound') continue;
      await list.getByRole('button', { name: 'ลองอีกครั้ง: ขอความร่วมมือ' }).click();
      await page.getByText('ลองรับเข้าแล้ว').waitFor();
      // The second time it is taken: a file that cannot be read, seen among the others; the file of the folder waits for somebody.
      await list.getByText('ขอความร่วมมือ').waitFor({ state: 'detached' });
      await list.getByText('สแกน ๑๒.pdf').waitFor();
      await row(page, 'annex.zip').waitFor();
    }
    const elsewhere = await walk.open('clerk-48', '/upload');
    await row(elsewhere, 'GECC ๒๕๖๘.pdf').waitFor();
    expect(await elsewhere.getByRole('region', { name: 'รับเข้าเองไม่สำเร็จ' }).count()).toBe(0);
  });

  it('shows no file of another office', async () => {
    const page = await walk.open('clerk-48', '/upload');
    await row(page, 'GECC ๒๕๖๘.pdf').waitFor();
    expect(await row(page, heldAs('002').name).count()).toBe(0);
  });
});
