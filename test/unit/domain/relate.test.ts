import { describe, expect, it } from 'vitest';
import { families as familiesSchema } from '../../../schemas/families.js';
import type { Citation, Letter } from '../../../schemas/record.js';
import { digitCost, refCost, refParts } from '../../../src/domain/relay/distance.js';
import { relateLetters } from '../../../src/domain/relay/relate.js';
import { citationOf, letterOf } from '../../support/letters.js';

const SUBJECT = 'การสำรวจข้อมูลผู้สูงอายุ ประจำปี ๒๕๖๘';
const issuer = (name: string, level: NonNullable<Letter['issuer']>['level']) => ({ name, level, province: null });
const to = (text: string): Letter['recipients'] => [{ text, scope: 'all', confidence: 1, evidence: [] }];
const cites = (given: Partial<Citation>): Partial<Letter> => ({ references: [citationOf(given)] });

const top = (given: Partial<Letter> & { ref?: string } = {}) =>
  letterOf({
    ref: 'มท ๐๘๑๐.๗/ว ๕๒๔',
    date: '2025-01-27',
    issuer: issuer('กรมส่งเสริมการปกครองท้องถิ่น', 'central'),
    subject: SUBJECT,
    recipients: to('ผู้ว่าราชการจังหวัดทุกจังหวัด'),
    ...given,
  });
const province = (citation: Partial<Citation>, given: Partial<Letter> & { ref?: string } = {}) =>
  letterOf({
    ref: 'นน ๐๐๒๓.๓/ว ๑๑',
    date: '2025-02-11',
    issuer: issuer('จังหวัดน่าน', 'province'),
    subject: SUBJECT,
    recipients: to('นายอำเภอทุกอำเภอ'),
    ...cites({ issuer: 'กรมส่งเสริมการปกครองท้องถิ่น', ...citation }),
    ...given,
  });
const relate = (letters: Record<string, Letter>) => {
  const result = relateLetters(Object.entries(letters).map(([key, letter]) => ({ key, letter })));
  return familiesSchema.parse(result).families;
};
const hops = (letters: Record<string, Letter>) => relate(letters).flatMap((family) => family.hops);

describe('exact citations', () => {
  it('link by number and date, and count the days', () => {
    const [family] = relate({
      'a.pdf#0': top(),
      'b.pdf#0': province({ reference: 'มท 0810.7/ว 524', date: '2025-01-27' }),
    });
    expect(family).toMatchObject({
      subject: SUBJECT,
      origin: 'a.pdf#0',
      letters: ['a.pdf#0', 'b.pdf#0'],
      hops: [{ from: 'a.pdf#0', to: 'b.pdf#0', days: 15, match: 'exact', differences: [] }],
      missing: [],
    });
  });

  it('keep ว 53 and 53 apart', () => {
    const citation = { reference: 'มท 0810.7/524', date: '2025-01-27' };
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': province(citation) })).toEqual([]);
  });

  it('keep the years apart', () => {
    const citation = { reference: 'มท 0810.7/ว 524', date: '2024-01-27' };
    const other = province(citation, { subject: 'แนวทางการจัดซื้อจัดจ้าง' });
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': other })).toEqual([]);
  });

  it('leave a day without a number open where two letters of that day fit as well', () => {
    const citation = { reference: null, date: '2025-01-27' };
    const second = top({ ref: 'มท ๐๘๑๐.๗/ว ๕๒๖' });
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': province(citation) })).toMatchObject([{ match: 'exact' }]);
    expect(hops({ 'a.pdf#0': top(), 'c.pdf#0': second, 'b.pdf#0': province(citation) })).toEqual([]);
  });

  it('mean the letter that has the number rather than one whose number could not be read', () => {
    const citation = { reference: 'มท 0810.7/ว 524', date: '2025-01-27' };
    const blank = { ...top(), reference: null };
    const read = top({ recipients: [] });
    for (const key of ['a.pdf#0', 'd.pdf#0']) {
      const letters = { [key]: blank, 'c.pdf#0': read, 'b.pdf#0': province(citation) };
      expect(hops(letters)).toMatchObject([{ from: 'c.pdf#0', match: 'exact' }]);
    }
  });

  it('do not run backwards in time', () => {
    const citation = { reference: 'มท 0810.7/ว 524', date: '2025-01-27' };
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': province(citation, { date: '2025-01-20' }) })).toEqual([]);
  });

  it('follow letters that only the text names', () => {
    const citation = citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-27' });
    const citing = { ...province({}), references: [], mentions: [citation] };
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': citing })).toMatchObject([{ from: 'a.pdf#0', match: 'exact' }]);
  });
});

describe('corrected citations', () => {
  it('list the number, the date and the speed that disagree', () => {
    const citation = { reference: 'มท 0810.7/ว 424', date: '2025-01-29', speed: 'most-urgent' as const };
    const found = hops({ 'a.pdf#1': top({ speed: 'urgent' }), 'a.pdf#0': province(citation) });
    expect(found).toMatchObject([
      {
        match: 'corrected',
        differences: [
          { field: 'reference', cited: 'มท 0810.7/ว 424', found: 'มท 0810.7/ว 524' },
          { field: 'date', cited: '2025-01-29', found: '2025-01-27' },
          { field: 'speed', cited: 'ด่วนที่สุด', found: 'ด่วน' },
        ],
      },
    ]);
  });

  it('need another matter ruled out', () => {
    const citation = { reference: 'มท 0810.7/ว 424', date: '2025-01-27' };
    const other = top({ subject: 'แนวทางการจัดซื้อจัดจ้าง' });
    expect(hops({ 'a.pdf#0': other, 'b.pdf#0': province(citation) })).toEqual([]);
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': province(citation) })).toHaveLength(1);
  });

  it('need the same sender', () => {
    const citation = { issuer: 'กรมการปกครอง', reference: 'มท 0810.7/ว 424', date: '2025-01-27' };
    expect(hops({ 'a.pdf#0': top(), 'b.pdf#0': province(citation) })).toEqual([]);
  });

  it('leave it open where two letters fit as well', () => {
    const citation = { reference: 'มท 0810.7/ว 424', date: '2025-01-27' };
    const letters = {
      'a.pdf#0': top(),
      'c.pdf#0': top({ ref: 'มท ๐๘๑๐.๗/ว ๔๒๕' }),
      'b.pdf#0': province(citation),
    };
    expect(hops(letters)).toEqual([]);
  });

  it('prefer the letter that is cited exactly', () => {
    const citation = { reference: 'มท 0810.7/ว 524', date: '2025-01-27' };
    const letters = {
      'c.pdf#0': top({ ref: 'มท ๐๘๑๐.๗/ว ๔๒๔' }),
      'a.pdf#0': top(),
      'b.pdf#0': province(citation),
    };
    expect(hops(letters)).toMatchObject([{ from: 'a.pdf#0', match: 'exact' }]);
  });

  it('do not reach over two different years of one subject', () => {
    const citation = { reference: 'มท 0810.7/ว 424', date: '2025-01-27' };
    const other = top({ subject: SUBJECT.replace('๒๕๖๘', '๒๕๖๗') });
    expect(hops({ 'a.pdf#0': other, 'b.pdf#0': province(citation) })).toEqual([]);
  });
});

describe('families', () => {
  const chain = () => ({
    'b.pdf#0': province({ reference: 'มท 0810.7/ว 524', date: '2025-01-27' }),
    'a.pdf#0': {
      ...top(),
      ...cites({ issuer: 'กรมกิจการผู้สูงอายุ', reference: 'พม 0403/3829', date: '2025-01-10' }),
    },
    'c.pdf#0': letterOf({
      ref: 'นน ๐๑๑๘/ว ๓',
      date: '2025-02-14',
      issuer: issuer('อำเภอเวียงสา', 'district'),
      subject: SUBJECT,
      ...cites({ issuer: 'จังหวัดน่าน', reference: 'นน 0023.3/ว 11', date: '2025-02-11' }),
    }),
  });

  it('run from the origin down and say which letter is nowhere', () => {
    const [family] = relate(chain());
    expect(family?.letters).toEqual(['a.pdf#0', 'b.pdf#0', 'c.pdf#0']);
    expect(family?.missing).toMatchObject([{ reference: 'พม 0403/3829', date: '2025-01-10' }]);
  });

  it('do not depend on the order in which the letters come', () => {
    const forward = relate(chain());
    const backward = relate(Object.fromEntries(Object.entries(chain()).reverse()));
    expect(backward).toEqual(forward);
  });

  it('say a deadline once with all who state it', () => {
    const due = (date: string): Letter['deadlines'] => [
      {
        date,
        time: null,
        kind: 'due',
        binds: 'recipient',
        optional: false,
        from: null,
        text: '',
        confidence: 1,
        evidence: [],
      },
    ];
    const letters = chain();
    letters['a.pdf#0'].deadlines = due('2025-03-31');
    letters['b.pdf#0'].deadlines = [...due('2025-03-31'), ...due('2025-03-14')];
    const [family] = relate(letters);
    expect(family?.deadlines.map(({ date, stated_by }) => [date, stated_by])).toEqual([
      ['2025-03-14', ['b.pdf#0']],
      ['2025-03-31', ['a.pdf#0', 'b.pdf#0']],
    ]);
  });

  it('leave attachments and letters alone out', () => {
    expect(relate({ 'a.pdf#0': top(), 'b.pdf#0': letterOf({ kind: 'attachment' }) })).toEqual([]);
  });
});

describe('distances', () => {
  it('cost little for digits that are taken for one another', () => {
    expect(digitCost('424', '524')).toBeCloseTo(0.3);
    expect(digitCost('424', '124')).toBe(1);
    expect(digitCost('76', '276')).toBeCloseTo(0.7);
  });

  it('ignore padding, never the letter code or the series', () => {
    const cost = (a: string, b: string) => refCost(refParts(a)!, refParts(b)!);
    expect(cost('กค 0405.2/026695', 'กค 0405.2/26695')).toBe(0);
    expect(cost('พร 0023.3/ว 53', 'นน 0023.3/ว 53')).toBe(Number.POSITIVE_INFINITY);
    expect(cost('พร 0023.3/ว 53', 'พร 0023.3/53')).toBe(Number.POSITIVE_INFINITY);
    expect(refParts('ไม่มีเลข')).toBeNull();
  });
});
