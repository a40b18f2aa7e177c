import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import JSZip from 'jszip';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { unfinishedFiles } from '../../src/circulars/lists.usecases.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { CODES, statedOf, xmlOf } from '../support/exchange.js';
import { actorOf } from './support/people.js';
import { OFFICES } from './support/sample.js';
import { axe, fits, shot, walks } from './support/walk.js';

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

walks('a letter in the exchange form', (walk) => {
  it('is taken in like a file, once', async () => {
    const page = await walk.open('clerk-54', '/upload');
    const content = await readFile(join(packageRoot, 'fixtures/009-lert-rat-born-digital/input.pdf'));
    const form = xmlOf({ stated: statedOf(), main: { mime: 'application/pdf', content } });
    const given = { name: 'จากระบบสารบรรณ.xml', mimeType: 'text/xml', buffer: form };
    await page.getByLabel('ไฟล์หนังสือ').setInputFiles(given);
    // The letter's own file goes on in the list, as any that came in.
    await page.getByText(/มท 0810\.7.*\.pdf/).waitFor({ timeout: 30_000 });
    await page.getByLabel('ไฟล์หนังสือ').setInputFiles(given);
    const known = row(page, given.name);
    await known.getByText('ได้รับหนังสืออิเล็กทรอนิกส์นี้แล้ว').waitFor();
    expect(await known.getByRole('button', { name: /^เก็บทั้งสอง/ }).count()).toBe(0);
    await axe(page);
    await shot(page, 'upload-electronic');
    while ((await unfinishedFiles(walk.app.deps)) > 0) await sleep(100);
    await known.getByRole('link', { name: 'เปิด' }).click();
    await page.getByRole('heading', { level: 1, name: /^ที่ พร ๐๐๒๓\.๓\/ว ๕๓\/๓ ลงวันที่/ }).waitFor();
  });

  it('is given out by who issued it, to those whose numbers are known, once it is confirmed', async () => {
    const { deps } = walk.app;
    const organisations = { ...CODES.organisations, [OFFICES.district]: { ministry: '15', department: '15401' } };
    Object.assign(deps, { exchange: { ...CODES, organisations } });
    const actor = await actorOf(deps.db, 'clerk-54');
    const place = { receipt: 1, ordinal: 0 };
    const title = { name: 'ส่งออกทางอิเล็กทรอนิกส์' };
    const before = await walk.open('clerk-54', '/letters/1/0');
    await before.getByRole('link', { name: 'ไฟล์ต้นฉบับ' }).waitFor();
    expect(await before.getByRole('heading', title).count()).toBe(0);
    const { version } = await showLetter(deps, { actor, ...place });
    await confirmLetter(deps, { actor, ...place, version });
    while ((await unfinishedFiles(deps)) > 0) await sleep(100);
    for (const [name, options] of [
      ['letter-exchange', {}],
      ['letter-exchange-phone-dark', { size: 'phone', dark: true }],
    ] as const) {
      const page = await walk.open('clerk-54', '/letters/1/0', options);
      await page.getByRole('heading', title).waitFor();
      await page.getByRole('link', { name: /^อำเภอเมืองแพร่.* \(XML\)$/ }).waitFor();
      await page.getByText(/^ยังส่งออกไม่ได้ /).click();
      await axe(page);
      await fits(page);
      await shot(page, name);
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'ดาวน์โหลดทุกหน่วยงาน (ZIP)' }).click();
      const zip = await JSZip.loadAsync(await readFile(await (await coming).path()));
      expect(Object.keys(zip.files)).toEqual([`1-0-${OFFICES.district}.xml`, 'ยังส่งไม่ได้.txt']);
    }
    // Another's letter in the same file is not theirs to give out.
    const other = await walk.open('clerk-54', '/letters/1/1');
    await other.getByRole('link', { name: 'ไฟล์ต้นฉบับ' }).waitFor();
    expect(await other.getByRole('heading', title).count()).toBe(0);
  });
});
