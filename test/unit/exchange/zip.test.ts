import { randomBytes } from 'node:crypto';
import JSZip from 'jszip';
import { expect, it } from 'vitest';
import { messageName } from '../../../src/exchange/exchange.models.js';
import { zipped } from '../../../src/exchange/zip.js';

it('packs entries one after the other, whatever their size, each as it was', async () => {
  const contents = new Map([
    ['ว่าง.xml', Buffer.alloc(0)],
    ['น้อย.xml', Buffer.from('<a/>')],
    ['มาก.xml', randomBytes(3 * 1024 * 1024 + 7)],
    ['พอดี.xml', Buffer.alloc(1024 * 1024, 'ก')],
  ]);
  let asked = 0;
  async function* entries() {
    for (const [name, content] of contents) {
      asked++;
      yield { name, content, at: new Date('2025-02-01T02:00:00Z') };
    }
  }
  const chunks: Uint8Array[] = [];
  const askedFirst: number[] = [];
  for await (const chunk of zipped(entries())) {
    chunks.push(chunk);
    askedFirst.push(asked);
  }
  expect(askedFirst[0]).toBe(1);
  const zip = await JSZip.loadAsync(Buffer.concat(chunks), { checkCRC32: true });
  expect(Object.keys(zip.files)).toEqual([...contents.keys()]);
  for (const [name, content] of contents)
    expect((await zip.file(name)!.async('nodebuffer')).equals(content)).toBe(true);
});

it.each([
  ['55', '7-0-55.xml'],
  ['มท 08', '7-0-มท_08.xml'],
  ['../../etc/passwd', '7-0-_etc_passwd.xml'],
  ['a\\b:c', '7-0-a_b_c.xml'],
])('names the message to %s %s', (receiver, name) =>
  expect(messageName({ receipt: 7, ordinal: 0 }, receiver)).toBe(name),
);
