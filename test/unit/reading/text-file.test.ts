import { describe, expect, it } from 'vitest';
import { textPageReading, textPages } from '../../../src/reading/text-file.js';

const THAI = 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔\nเรื่อง ประชาสัมพันธ์ 2568';

/** TIS-620: a Thai character's byte is its place in the Unicode block plus 0xA0. */
const tis620 = (text: string) =>
  Buffer.from([...text].map((char) => (char >= '\u0e00' ? char.charCodeAt(0) - 0xe00 + 0xa0 : char.charCodeAt(0))));

describe('textPages', () => {
  it.each([
    ['UTF-8', Buffer.from(THAI)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${THAI}`)],
    ['UTF-16LE', Buffer.from(`\ufeff${THAI}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeff${THAI}`, 'utf16le').swap16()],
  ])('reads %s without a warning', (_, bytes) => {
    expect(textPages(bytes)).toEqual({ pages: [THAI], warnings: [] });
  });

  it('converts TIS-620 and says so', () => {
    const { pages, warnings } = textPages(tis620(THAI));
    expect(pages).toEqual([THAI]);
    expect(warnings).toMatchObject([{ code: 'text.encoding', message: expect.stringContaining('TIS-620') }]);
  });

  it('keeps UTF-8 with a spoiled byte as UTF-8, with a warning', () => {
    const { pages, warnings } = textPages(Buffer.concat([Buffer.from(THAI.repeat(5)), Buffer.from([0xe0, 0xb8])]));
    expect(pages).toEqual([THAI.repeat(5)]);
    expect(warnings).toHaveLength(1);
  });

  it.each([
    ['Latin-1', Buffer.from('caf\xe9 d\xe9j\xe0 vu na\xefve', 'latin1')],
    ['bytes of no Thai encoding', Buffer.from('\x81\x82\x83\x84\x86\x87 abc', 'latin1')],
    ['half a UTF-16 character', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
  ])('refuses %s', (_, bytes) => {
    expect(() => textPages(bytes)).toThrowError(expect.objectContaining({ code: 'text.encoding' }));
  });

  it('parts pages at form feeds, and opens none after the last', () => {
    expect(textPages(Buffer.from('หนึ่ง\r\n\fสอง\n\n\n\nสาม\n\f\n')).pages).toEqual(['หนึ่ง\n', 'สอง\n\n\n\nสาม\n']);
  });
});

describe('textPageReading', () => {
  it('keeps blank lines, composes, and knows no places', () => {
    const page = textPageReading(2, 'หนึ่ง  \n\ncafe\u0301');
    expect(page.lines.map(({ text }) => text)).toEqual(['หนึ่ง', '', 'café']);
    expect(page).toMatchObject({ number: 2, source: 'text', confidence: 1 });
    expect(page.lines.every(({ bbox, confidence }) => bbox === null && confidence === 1)).toBe(true);
  });
});
