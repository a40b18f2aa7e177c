import { describe, expect, it } from 'vitest';
import { fold, trackedFold } from '../../../src/domain/search/fold.js';
import { addGrams, gramsOfTerm } from '../../../src/domain/search/grams.js';
import { marksIn, snippetIn } from '../../../src/domain/search/marks.js';
import { parseRegisterNumber, parseSearch } from '../../../src/domain/search/query.js';
import { fc } from '../../support/property.js';

/** Texts as readers give them: Thai with its marks in any order, both digits, blanks, lines, invisible characters, anything. */
const piece = fc.constantFrom(
  ...[...'กขคงนมยรลวสหอาะำเแโใไัิีึืุู็่้๊๋์ํ๎ฺ๐๑๒0123AbกรมabZ./()- \n\t\u200b\u00adİ😀'],
  'น้ำ',
  'นํ้า',
  'เเม่',
  'สถานบริการ',
);
const text = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));

describe('folding', () => {
  it.each([
    ['๑๒๓ น้ำ', '123น้ำ'],
    ['นํ้า', 'น้ำ'],
    ['เเม่', 'แม่'],
    ['A\u200bb\n c', 'abc'],
    ['ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 'ที่มท0810.7/ว524'],
  ])('%j gives %j', (source, folded) => expect(fold(source)).toBe(folded));

  it('changes nothing the second time, and keeps the places', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { text: folded, origin } = trackedFold(source);
        expect(folded).toBe(fold(source));
        expect(fold(folded)).toBe(folded);
        expect(origin).toHaveLength(folded.length);
        for (const at of origin) expect(at >= 0 && at < source.length).toBe(true);
      }),
    );
  });
});

describe('keys', () => {
  it('leave out no text that a term stands in', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(40), (source, from, length) => {
        const folded = fold(source);
        const start = folded.length === 0 ? 0 : from % folded.length;
        const term = folded.slice(start, start + length);
        const keys = new Set<number>();
        addGrams(keys, 'text', folded, [2, 3]);
        expect(gramsOfTerm('text', term).filter((one) => !keys.has(one))).toEqual([]);
      }),
    );
  });

  it('are few for a long term, and none for nothing', () => {
    expect(gramsOfTerm('text', 'กขคง'.repeat(50)).length).toBeLessThanOrEqual(16);
    expect(gramsOfTerm('text', 'ก')).toEqual([]);
    expect(gramsOfTerm('head', 'ก')).toHaveLength(1);
    expect(gramsOfTerm('head', 'กข')).not.toEqual(gramsOfTerm('text', 'กข'));
  });
});

describe('marks', () => {
  it('are where the term stands, in the text as it is', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 12 }), (source, from, length) => {
        const folded = fold(source);
        fc.pre(folded.length > 0);
        const start = from % folded.length;
        const term = folded.slice(start, start + length);
        // Nobody types half a character.
        fc.pre(!/\p{Surrogate}/u.test(term));
        const marks = marksIn(source, [term]);
        expect(marks.length).toBeGreaterThan(0);
        let end = -1;
        for (const [a, b] of marks) {
          expect(a).toBeGreaterThan(end);
          expect(b).toBeGreaterThan(a);
          expect(b).toBeLessThanOrEqual(source.length);
          end = b;
          // Places that meet are one range; and a term cut out of the midst of a cluster takes its whole cluster.
          expect(fold(source.slice(a, b))).toContain(term.replace(/^\p{M}+|\p{M}+$/gu, ''));
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['ประสบภัยนํ้าท่วม', 'น้ำท่วม', ['นํ้าท่วม']],
    ['สถาน\n  บริการและ', 'สถานบริการ', ['สถาน\n  บริการ']],
    ['ว ๕๒๔ และ ว 524', 'ว524', ['ว ๕๒๔', 'ว 524']],
    ['กกกก', 'กก', ['กกกก']],
    ['Report', 'report', ['Report']],
    ['ไม่มี', 'อื่น', []],
  ])('of %j for %j', (source, term, marked) => {
    expect(marksIn(source, [term]).map(([a, b]) => source.slice(a, b))).toEqual(marked);
  });

  it('a piece is round the first place, whole letters at its ends', () => {
    const source = `${'กำ'.repeat(100)} สถานบริการ ${'น้ำ'.repeat(100)}`;
    const { text: shown, marks, before, after } = snippetIn(source, 'สถานบริการ', ['สถานบริการ', 'ไม่มี'])!;
    expect(marks.map(([a, b]) => shown.slice(a, b))).toEqual(['สถานบริการ']);
    expect([before, after, shown.length < 300]).toEqual([true, true, true]);
    expect(shown).toMatch(/^กำ/u);
    expect(shown).toMatch(/[น้ำ]$/u);
    expect(snippetIn(source, 'ไม่มี', ['ไม่มี'])).toBeNull();
  });
});

describe('what was typed', () => {
  it.each([
    ['ว ๕๒๔', { terms: ['ว524'], number: 'ว524' }],
    ['มท ๐๘๑๐.๗/ว ๕๒๔', { terms: ['มท0810.7/ว524'], number: 'มท0810.7/ว524' }],
    ['ที่ มท 0810.7/ว 0524', { terms: ['มท0810.7/ว524'], number: 'มท0810.7/ว524' }],
    ['524', { terms: ['524'], number: '524' }],
    ['งบประมาณ ๒๕๖๙', { terms: ['งบประมาณ', '2569'], number: null }],
    ['"ตรวจ ราชการ"', { terms: ['ตรวจราชการ'], words: null }],
    ['๑๔ สิงหาคม ๒๕๖๘', { terms: ['14สิงหาคม2568'] }],
    ['เลขรับ ๑๒๓/๒๕๖๙ น้ำท่วม', { terms: ['น้ำท่วม'], register: { number: 123, year: 2569 } }],
    ['   ', { terms: [], number: null, register: null, words: null }],
    ['ตรวจราชการแผ่นดิน', { terms: ['ตรวจราชการแผ่นดิน'] }],
  ])('%j', (typed, parts) => expect(parseSearch(typed)).toMatchObject(parts));

  it('has words where a term is of more than one', () => {
    expect(parseSearch('รายงานโรงเรียน').words).toEqual(['รายงาน', 'โรงเรียน']);
    expect(parseSearch('โรงเรียน').words).toBeNull();
  });

  it('is cut where it is too much, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const { terms, words } = parseSearch(typed);
        expect(terms.length).toBeLessThanOrEqual(8);
        expect(words?.length ?? 0).toBeLessThanOrEqual(24);
        for (const term of terms) expect(term.length > 0 && term.length <= 100 && !/\s/.test(term)).toBe(true);
      }),
    );
    expect(parseSearch('ก '.repeat(5000)).cut).toBe(true);
  });

  it.each([
    ['๑๒๓/๒๕๖๙', { number: 123, year: 2569 }],
    ['123/69', { number: 123, year: 2569 }],
    ['123', { number: 123, year: null }],
    ['รับที่ 7', { number: 7, year: null }],
    ['มท 1/2', null],
  ])('a number of the register: %j', (typed, number) => expect(parseRegisterNumber(typed)).toEqual(number));
});
