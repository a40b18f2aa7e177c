import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { fitsSeries, type Numbered, seriesCheck } from '../../../src/domain/relay/series.js';
import { warn } from '../../../src/domain/warnings.js';
import { citationOf, deadlineOf } from '../../support/letters.js';
import { department, district, otherProvince, province, relate, stampOf } from '../../support/relay.js';

/** What is suggested at the first hop with a difference, by field. */
function suggestions(letters: Record<string, Letter>) {
  const hops = relate(letters).flatMap((family) => family.hops);
  const { differences } = hops.find((hop) => hop.differences.length > 0)!;
  return Object.fromEntries(differences.map(({ field, suggested }) => [field, suggested?.value ?? null]));
}
const phones = (phone: string): Letter['contact'] => ({ office: null, phones: [phone], email: null, persons: [] });
const MATTER = 'แนวทางการจัดซื้อจัดจ้าง';
/** Other letters of the department, in other files. */
const others = (...list: [ref: string, date: string][]) =>
  Object.fromEntries(
    list.map(([ref, date], i) => [`x${i}.pdf#0`, department({ ref, date, subject: `${MATTER} ${i}` })]),
  );

describe('the likelier of two dates', () => {
  const cited = { date: '2025-01-29' };

  it('is none where nothing speaks', () => {
    expect(suggestions({ 'a.pdf#1': department(), 'a.pdf#0': province(cited) })).toEqual({ date: null });
  });

  it.each<[string, Parameters<typeof department>[0], string | null]>([
    [
      'the day of the meeting it invites to',
      { deadlines: [deadlineOf({ date: '2025-01-29', kind: 'event' })] },
      '2025-01-27',
    ],
    [
      'before the first day of a meeting of two',
      { deadlines: [deadlineOf({ date: '2025-01-30', from: '2025-01-28', kind: 'event' })] },
      '2025-01-27',
    ],
    ['not past its deadline', { deadlines: [deadlineOf({ date: '2025-01-28' })] }, '2025-01-27'],
    ['a deadline after both says nothing', { deadlines: [deadlineOf({ date: '2025-02-28' })] }, null],
    ['before the stamp on it', { received: [stampOf('ศาลากลางจังหวัดน่าน', '2025-01-28')] }, '2025-01-27'],
    ['a stamp after both says nothing', { received: [stampOf('ศาลากลางจังหวัดน่าน', '2025-02-03')] }, null],
    ['written by hand', { warnings: [warn('date.handwritten', 'date')] }, '2025-01-29'],
    ['badly read', { confidence: { date: 0.7 } }, '2025-01-29'],
    [
      'doubted because of the citation itself',
      { confidence: { date: 0.7 }, warnings: [warn('date.cited_otherwise', 'date')] },
      null,
    ],
    // 27 January 2025 is a Monday, the 29th a Wednesday.
    [
      'with its weekday',
      { evidence: { date: [{ page: 1, bbox: null, text: 'วันจันทร์ที่ ๒๗ มกราคม ๒๕๖๘' }] } },
      '2025-01-27',
    ],
    [
      'with the weekday of the other',
      { evidence: { date: [{ page: 1, bbox: null, text: 'วันพุธที่ ๒๗ มกราคม ๒๕๖๘' }] } },
      '2025-01-29',
    ],
  ])('%s', (_what, given, value) => {
    expect(suggestions({ 'a.pdf#1': department(given), 'a.pdf#0': province(cited) })).toEqual({ date: value });
  });

  it('is null where two strong reasons say otherwise', () => {
    const upper = department({
      deadlines: [deadlineOf({ date: '2025-01-29', kind: 'event' })],
      evidence: { date: [{ page: 1, bbox: null, text: 'วันพุธที่ ๒๗ มกราคม ๒๕๖๘' }] },
    });
    expect(suggestions({ 'a.pdf#1': upper, 'a.pdf#0': province(cited) })).toEqual({ date: null });
  });

  it('comes after what the letter itself cites', () => {
    const citation = { issuer: 'กรมกิจการผู้สูงอายุ', reference: 'พม 0403/3829', date: '2025-01-24' };
    const top = department({
      ref: 'พม ๐๔๐๓/๓๘๒๙',
      date: '2025-01-24',
      issuer: { name: 'กรมกิจการผู้สูงอายุ', level: 'central', province: null },
    });
    const citing = province({ date: '2025-01-23' });
    const upper = department({ references: [citationOf(citation)] });
    const letters = { 'a.pdf#2': top, 'a.pdf#1': upper, 'a.pdf#0': citing };
    expect(suggestions(letters)).toEqual({ date: '2025-01-27' });
  });

  it('is that of a third letter, and none of two against two', () => {
    const letters = { 'a.pdf#1': department(), 'a.pdf#0': province(cited) };
    expect(suggestions({ ...letters, 'b.pdf#0': otherProvince() })).toEqual({ date: '2025-01-27' });
    expect(suggestions({ ...letters, 'b.pdf#0': otherProvince(cited) })).toEqual({ date: '2025-01-29' });
    const third = otherProvince(cited, {
      ref: 'พย ๐๐๒๓.๓/ว ๓',
      issuer: { name: 'จังหวัดพะเยา', level: 'province', province: 'พะเยา' },
    });
    expect(suggestions({ ...letters, 'b.pdf#0': otherProvince(), 'c.pdf#0': third })).toEqual({ date: null });
  });

  it('goes with what is printed against a stamp that was read with doubt', () => {
    const upper = (confidence: number) =>
      department({
        received: [{ ...stampOf('ศาลากลางจังหวัดน่าน', '2025-01-28'), confidence }],
        evidence: { date: [{ page: 1, bbox: null, text: 'วันพุธที่ ๒๗ มกราคม ๒๕๖๘' }] },
      });
    expect(suggestions({ 'a.pdf#1': upper(0.8), 'a.pdf#0': province(cited) })).toEqual({ date: '2025-01-29' });
    expect(suggestions({ 'a.pdf#1': upper(0.95), 'a.pdf#0': province(cited) })).toEqual({ date: null });
  });

  it('is that of another paper of the letter', () => {
    const letters = { 'a.pdf#1': department(), 'a.pdf#0': province(cited), 'd.pdf#0': department() };
    expect(suggestions(letters)).toEqual({ date: '2025-01-27' });
  });
});

describe('the likelier of two numbers', () => {
  const cited = { reference: 'มท 0810.7/ว 424' };
  const letters = { 'a.pdf#1': department(), 'a.pdf#0': province(cited) };

  it('is none where nothing speaks, and one letter of the register is not enough', () => {
    expect(suggestions(letters)).toEqual({ reference: null });
    expect(suggestions({ ...letters, ...others(['มท ๐๘๐๓.๓/ว ๗๖', '2025-01-09']) })).toEqual({ reference: null });
  });

  it('fits between the numbers before and after it', () => {
    const before = others(['มท ๐๘๐๓.๓/ว ๔๕๐', '2025-01-20'], ['มท ๐๘๑๐.๗/ว ๕๖๐', '2025-02-03']);
    expect(suggestions({ ...letters, ...before })).toEqual({ reference: 'มท 0810.7/ว 524' });
    const after = others(['มท ๐๘๐๓.๓/ว ๔๐๐', '2025-01-20'], ['มท ๐๘๑๐.๗/ว ๔๖๐', '2025-02-03']);
    expect(suggestions({ ...letters, ...after })).toEqual({ reference: 'มท 0810.7/ว 424' });
  });

  it('is in proportion to the year', () => {
    const upper = department({ ref: 'มท ๐๘๑๐.๗/ว ๑๓๑๑๒', date: '2025-06-02' });
    const lower = province({ reference: 'มท 0810.7/ว 1312', date: '2025-06-02' }, { date: '2025-06-10' });
    const register = others(['มท ๐๘๑๐.๒/ว ๗๕๐', '2025-03-20']);
    expect(suggestions({ 'a.pdf#1': upper, 'a.pdf#0': lower, ...register })).toEqual({ reference: 'มท 0810.7/ว 1312' });
  });

  it('has the digits of its group, known by the telephone', () => {
    const group = department({
      ref: 'มท ๐๘๑๐.๗/ว ๗๗',
      date: '2025-01-13',
      subject: MATTER,
      contact: phones('0-2241-9000 ext 2322'),
    });
    const upper = department({ ref: 'มท ๐๘๑๐.๓/ว ๕๒๔', contact: phones('0-2241-9000 ext 2322') });
    const bundle = { 'a.pdf#1': upper, 'a.pdf#0': province() };
    expect(suggestions({ ...bundle, 'x.pdf#0': group })).toEqual({ reference: 'มท 0810.7/ว 524' });
    const another = { ...group, contact: phones('0-2241-9000 ext 1111') };
    expect(suggestions({ ...bundle, 'x.pdf#0': another })).toEqual({ reference: null });
  });

  it('is the typed one where the other is written by hand', () => {
    const upper = department({ warnings: [warn('reference.handwritten', 'reference')] });
    expect(suggestions({ 'a.pdf#1': upper, 'a.pdf#0': province(cited) })).toEqual({ reference: 'มท 0810.7/ว 424' });
    const citing = province(cited);
    citing.references[0]!.confidence = 0.6;
    expect(suggestions({ 'a.pdf#1': department(), 'a.pdf#0': citing })).toEqual({ reference: 'มท 0810.7/ว 524' });
    expect(suggestions({ 'a.pdf#1': upper, 'a.pdf#0': citing })).toEqual({ reference: null });
  });

  it('says why', () => {
    const letters = { 'a.pdf#1': department(), 'a.pdf#0': province(cited), 'b.pdf#0': otherProvince() };
    const [hop] = relate(letters)[0]!.hops.filter(({ differences }) => differences.length > 0);
    expect(hop!.differences[0]!.suggested!.reason).toBe('หนังสือจังหวัดแพร่ [b.pdf#0] ระบุตรงกัน');
  });
});

it('the likelier of two speeds is the one that was read well', () => {
  const upper = department({
    speed: 'urgent',
    confidence: { speed: 0.7 },
    warnings: [warn('speed.repaired', 'speed')],
  });
  const lower = province({ speed: 'most-urgent' });
  expect(suggestions({ 'a.pdf#1': upper, 'a.pdf#0': lower })).toEqual({ speed: 'ด่วนที่สุด' });
});

const numbered = (list: readonly (readonly [number, string])[]): Numbered[] =>
  list.map(([number, date], i) => ({ key: `${i}`, ref: `มท|0810.7|ว|${number}|`, unit: '0810.7', number, date }));

describe('a series of numbers', () => {
  const regular = [
    [10, '2025-01-06'],
    [24, '2025-01-13'],
    [51, '2025-01-27'],
    [80, '2025-02-10'],
    [101, '2025-02-24'],
  ] as const;

  it.each<[string, readonly (readonly [number, string])[], number[]]>([
    ['in order', regular, []],
    ['days within three of each other in any order', [...regular, [53, '2025-01-25'], [52, '2025-01-28']], []],
    ['one number far too high', [...regular, [740, '2025-01-20']], [740]],
    ['one number far too low', [...regular, [7, '2025-02-17']], [7]],
    ['one number of another letter', [...regular, [80, '2025-01-20']], [80]],
    [
      'too few to say which',
      [
        [24, '2025-01-13'],
        [10, '2025-01-27'],
      ],
      [],
    ],
    [
      'no order at all',
      [
        [90, '2025-01-06'],
        [24, '2025-01-13'],
        [51, '2025-01-27'],
        [8, '2025-02-10'],
        [70, '2025-02-24'],
      ],
      [],
    ],
  ])('%s', (_what, list, odd) => {
    expect(seriesCheck(numbered(list)).map(({ number }) => number)).toEqual(odd);
    expect(seriesCheck(numbered([...list].reverse())).map(({ number }) => number)).toEqual(odd);
  });

  it.each<[number, string, 'fits' | 'breaks' | null]>([
    [40, '2025-01-20', 'fits'],
    [20, '2025-01-20', 'breaks'],
    [60, '2025-01-20', 'breaks'],
    [130, '2025-03-10', 'fits'],
    [1300, '2025-03-10', 'breaks'],
  ])('%s on %s', (number, date, verdict) => {
    expect(fitsSeries(numbered(regular), { number, date, unit: '0810.7' })).toBe(verdict);
  });

  it('says nothing where the letters around are in no order themselves', () => {
    const mixed = numbered([
      [90, '2025-01-06'],
      [24, '2025-01-13'],
      [51, '2025-01-27'],
    ]);
    expect(fitsSeries(mixed, { number: 20, date: '2025-01-20', unit: '0810.7' })).toBeNull();
  });

  it('says nothing without letters', () => {
    expect(fitsSeries([], { number: 1, date: '2025-01-01', unit: '' })).toBeNull();
  });

  it('marks the odd letter in its family', () => {
    const register = others(
      ['มท ๐๘๑๐.๗/ว ๕๐๐', '2025-01-20'],
      ['มท ๐๘๑๐.๗/ว ๕๓๐', '2025-02-03'],
      ['มท ๐๘๑๐.๗/ว ๕๕๐', '2025-02-10'],
    );
    const odd = department({ ref: 'มท ๐๘๑๐.๗/ว ๙๒๔' });
    const [family] = relate({ 'a.pdf#1': odd, 'a.pdf#0': province({ reference: 'มท 0810.7/ว 924' }), ...register });
    expect(family!.warnings).toMatchObject([{ letter: 'a.pdf#1', code: 'reference.out_of_series' }]);
    const [even] = relate({ 'a.pdf#1': department(), 'a.pdf#0': province(), ...register });
    expect(even!.warnings).toEqual([]);
  });
});

it('letters below change nothing above them', () => {
  const letters = { 'a.pdf#2': department(), 'a.pdf#1': province({ date: '2025-01-29' }), 'a.pdf#0': district() };
  expect(suggestions(letters)).toEqual({ date: null });
});
