import { describe, expect, it } from 'vitest';
import { findReferences, parseOrderNumber, parseReference } from '../../../src/domain/reference.js';
import { processorMs } from '../../support/processor.js';

/** Spellings seen on real letters: raw, normalized (null: number blank, or cited without code and unit), suffix. */
const SPELLINGS: [string, string | null, string?][] = [
  ['พร ๐๐๒๓.๓/ว ๕๓/๓', 'พร 0023.3/ว 53/3', '3'],
  ['มท ๐๘๑๐.๗/ว ๔๒๔', 'มท 0810.7/ว 424'],
  ['มท ๐๘๑๐.๗/ว ๕๒๔', 'มท 0810.7/ว 524'],
  ['นร ๑๒๐๖/๓๔๗', 'นร 1206/347'],
  ['กท ๐๓๐๓/ ๒๑๘๗', 'กท 0303/2187'],
  ['นพ ๐๐๒๓.๓/ว ๒๗๔', 'นพ 0023.3/ว 274'],
  ['มท ๐๘๑๐.๓/ว ๗๖', 'มท 0810.3/ว 76'],
  ['มท ๐๒๑๘.๑/ว ๑๓๑๘๒', 'มท 0218.1/ว 13182'],
  ['มท ๐๒๑๘.๑/ว ๑๓๑๑๒๒', 'มท 0218.1/ว 131122'],
  ['มท 0810.5/ว.617', 'มท 0810.5/ว 617'],
  ['มท ๐๘๐๘.๒/ว๑๐๓๑', 'มท 0808.2/ว 1031'],
  ['ศธ 04001/ว1356', 'ศธ 04001/ว 1356'],
  ['ศธ 04087/ว5268', 'ศธ 04087/ว 5268'],
  ['ศธ 04062/ว 2173', 'ศธ 04062/ว 2173'],
  ['ศธ 0201.3/ว 13550', 'ศธ 0201.3/ว 13550'],
  ['ศธ 5104.2/2521', 'ศธ 5104.2/2521'],
  ['ศธ 04056.12/45', 'ศธ 04056.12/45'],
  ['ศธ 004004/ว 93', 'ศธ 004004/ว 93'],
  ['ศธ 0509 (2) /ว 780', 'ศธ 0509(2)/ว 780'],
  ['ศธ 0509(5).2/ว3', 'ศธ 0509(5).2/ว 3'],
  ['นร ๐๗๒๘-ว.๒๘', 'นร 0728/ว 28'],
  ['นร ๐๗๒๘ว๙', 'นร 0728/ว 9'],
  ['นร0704/ว83', 'นร 0704/ว 83'],
  ['นร ๐๗๑๖/๓/๑๗๕', 'นร 0716/3/175'],
  ['นร 1008/ว 20', 'นร 1008/ว 20'],
  ['กค (กวจ) 0405.2/ว119', 'กค (กวจ) 0405.2/ว 119'],
  ['กค (กวจ) 0405.2/050764', 'กค (กวจ) 0405.2/50764'],
  ['กค 0402.3/026695', 'กค 0402.3/26695'],
  ['กค405.4/ว 395', 'กค 405.4/ว 395'],
  ['กค0409.3/ว333', 'กค 0409.3/ว 333'],
  ['อว 0603.07.04/1734', 'อว 0603.07.04/1734'],
  ['อว 8206.04/ว 0096', 'อว 8206.04/ว 96'],
  ['อว ๗๓๑๙ / ว ๐๓๔๓', 'อว 7319/ว 343'],
  ['อว ๐๒๐๘.ว ๖๑๕๓', 'อว 0208/ว 6153'],
  ['อว 660301.1', null],
  ['กท 0307/ป 5103', 'กท 0307/ป 5103'],
  ['มท 0309.3/1433', 'มท 0309.3/1433'],
  ['ชย ๕๒๐๐๑/ว ๘๙', 'ชย 52001/ว 89'],
  ['ปจ ๕๑๐๐๑/', null],
  ['ยล ๕๔๒๐๑/', null],
  ['นศ 78201/2567', 'นศ 78201/2567'],
  ['ชร ๐๐๒๓.๑๕/ว ๒๕๕', 'ชร 0023.15/ว 255'],
  ['อก 0905/0007', 'อก 0905/7'],
  ['รย 001/2569', '1/2569'],
  ['ว 10 ลว. 15 ก.ย. 48', null],
];

describe('parseReference', () => {
  it.each(SPELLINGS)('%s', (raw, normalized, suffix) => {
    const reference = parseReference(raw);
    expect(reference?.normalized).toBe(normalized);
    expect(reference?.suffix ?? undefined).toBe(suffix);
    expect(reference?.raw).toBe(raw);
    if (/^[ก-ฮ]{2}/.test(raw)) expect(parseReference(`ที่ ${raw}`)?.normalized).toBe(normalized);
  });

  it.each(['มท. ๕๐๘๒๘', 'กทม. ๑๐๓๐๐', 'ถนนอธิบดี', '', 'ที่', 'พ.ศ. ๒๕๖๘'])('%j is no reference number', (raw) => {
    expect(parseReference(raw)).toBeNull();
  });

  it.each([
    ['สท ๐๐๒๓.๘/ว      ', 'สท', '0023.8', true],
    ['นว ๕๒๐๐๗.๓/', 'นว', '52007.3', false],
    ['นว ๕๒๐๐๗.๓/..........', 'นว', '52007.3', false],
    ['สท ๐๐๒๓.๘/ว null', 'สท', '0023.8', true],
  ])('keeps the parts of the blank number %j', (raw, code, unit, circular) => {
    expect(parseReference(raw)).toMatchObject({ normalized: null, number: null, code, unit, circular });
  });

  it('reads the table of forms of the record contract', () => {
    expect(parseReference('ที่ มท ๐๘๑๐.๗/ว ๕๒๔')).toEqual({
      raw: 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔',
      normalized: 'มท 0810.7/ว 524',
      code: 'มท',
      unit: '0810.7',
      series: 'ว',
      number: '524',
      suffix: null,
      circular: true,
    });
    expect(parseReference('กท ๐๓๐๗/ป ๕๑๐๓')).toMatchObject({ series: 'ป', circular: false });
    expect(parseReference('ศธ.0514.1.12/ว 170')?.normalized).toBe('ศธ 0514.1.12/ว 170');
    expect(parseOrderNumber('คำสั่งที่ ๓๒๕/๒๕๖๗')?.normalized).toBe('325/2567');
    expect(parseOrderNumber('ที่ ๐๒๕/๒๕๖๗')?.normalized).toBe('25/2567');
    expect(parseOrderNumber('เรื่อง แต่งตั้ง')).toBeNull();
  });
});

describe('findReferences', () => {
  it('finds numbers behind ที่ and gives their place', () => {
    const text = 'สำเนาหนังสือกรมฯ ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๗๖ ลงวันที่ ๙ มกราคม ๒๕๖๘ และที่ นร ๑๒๐๖/๓๔๗';
    const found = findReferences(text);
    expect(found.map((f) => f.reference.normalized)).toEqual(['มท 0810.7/ว 76', 'นร 1206/347']);
    expect(text.slice(found[0]!.start, found[0]!.end)).toBe('มท ๐๘๑๐.๗/ว ๗๖');
  });

  it('leaves telephone numbers, sections of laws and years alone', () => {
    expect(findReferences('โทร. ๐ ๒๖๒๒ ๐๙๖๐ มท. ๕๐๘๒๘ ครั้งที่ ๓/๒๕๖๙ ที่ดินเลขที่ ๑๒๓๔/๕')).toEqual([]);
  });

  it('stays quick on hostile text', () => {
    const took = processorMs(() => {
      findReferences('ที่ กก 0000.'.repeat(20_000));
      findReferences(`ที่ กก ${'0'.repeat(200_000)}`);
      parseReference(`ที่ กก ${' '.repeat(200_000)}`);
    });
    expect(took).toBeLessThan(2000);
  });
});
