import { describe, expect, it } from 'vitest';
import { normalForm, printedWidth, trackedLine, trackedNormalForm } from '../../../src/domain/text.js';

describe('normalForm', () => {
  it.each([
    ['sara am in two parts', 'ส\u0e4d\u0e32นัก', 'ส\u0e33นัก'],
    ['sara am, tone before nikhahit', 'น\u0e49\u0e4d\u0e32', 'น\u0e49\u0e33'],
    ['sara am, nikhahit before tone', 'น\u0e4d\u0e49\u0e32', 'น\u0e49\u0e33'],
    ['two sara e for sara ae', 'เเพร่', 'แพร่'],
    ['tone before upper vowel', 'ท\u0e48\u0e35', 'ท\u0e35\u0e48'],
    ['tone before lower vowel', 'ผ\u0e49\u0e39', 'ผ\u0e39\u0e49'],
    ['a mark twice', 'ที\u0e48\u0e48', 'ที\u0e48'],
    ['zero-width characters and byte order mark', '\ufeffวัน\u200bที่\u00ad', 'วันที่'],
    ['no-break space', 'มท\u00a00810', 'มท 0810'],
    ['glyphs of the private use area', 'ผู\uf70bอ\u0e4dานวย', 'ผู้อ\u0e4dานวย'.replace('\u0e4d\u0e32', '\u0e33')],
    ['half a surrogate pair', 'ก\ud800ข', 'ก\ufffdข'],
    ['a control character', 'ก\u0000ข', 'กข'],
    ['Latin letters in two parts', 'e\u0301', '\u00e9'],
  ])('%s', (_name, source, form) => expect(normalForm(source)).toBe(form));

  it('leaves line feeds, Thai digits and ordinary text alone', () => {
    const text = 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔\nสิทธิ์ พันธุ์ ก็';
    expect(normalForm(text)).toBe(text);
  });

  it('knows where each character came from', () => {
    const source = 'ก\u200bน\u0e49\u0e4d\u0e32ข';
    const { text, origin } = trackedNormalForm(source);
    expect(text).toBe('กน\u0e49\u0e33ข');
    expect(origin.map((at) => source[at])).toEqual(['ก', 'น', '\u0e49', '\u0e4d', 'ข']);
  });
});

describe('trackedLine', () => {
  it.each([
    ['**ด่วนที่สุด**', 'ด่วนที่สุด'],
    ['## เรื่อง  การประชุม ', 'เรื่อง การประชุม'],
    ['<ul style="x">๑. รายการ</ul>', '๑. รายการ'],
    ['ที่เว็บไซต์ <https://www.opdc.go.th>', 'ที่เว็บไซต์ <https://www.opdc.go.th>'],
    ['\t \u00a0', ''],
  ])('%j reads %j', (source, text) => expect(trackedLine(source).text).toBe(text));
});

it('printedWidth counts no marks', () => {
  expect(printedWidth('ที่นี่')).toBe(2);
});
