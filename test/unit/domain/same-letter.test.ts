import { describe, expect, it } from 'vitest';
import { type Answer, daysOfPapers, type Paper, paperGroups } from '../../../src/domain/same-letter.js';
import { letterOf } from '../../support/letters.js';
import { fc } from '../../support/property.js';

const cover = (ref = 'ที่ มท ๐๘๐๘.๒/ว ๑') => letterOf({ ref, date: '2025-01-27', subject: 'เรื่องหนึ่ง' });
const paper = (receipt: number, given: Partial<Paper> = {}): Paper => ({
  receipt,
  rescanOf: null,
  cover: cover(),
  ...given,
});
const no = (receipt: number, of: number): Answer => ({ receipt, of, same: false });
/** `1: 2? 3=1`: files 2, of which it is asked, and 3, said to be a scan of 1. */
const said = (papers: readonly Paper[], answers: readonly Answer[] = []) =>
  paperGroups(papers, answers).map(
    ({ first, others }) =>
      `${first}: ${others.map(({ receipt, asked, root }) => `${receipt}${root === receipt ? '' : `=${root}`}${asked ? '?' : ''}`).join(' ')}`,
  );

describe('the files of one letter', () => {
  it('are those that look alike as long as nobody has answered, the first first', () => {
    expect(said([paper(1), paper(2), paper(3, { cover: cover('ที่ มท ๐๘๐๘.๒/ว ๔๕๖') }), paper(4)])).toEqual(['1: 2? 4?']);
    expect(said([paper(1), paper(2, { cover: null })])).toEqual([]);
  });

  it('are those that a person said to be one, whatever was read of them', () => {
    const other = { cover: null };
    expect(said([paper(1), paper(2, { rescanOf: 1, ...other })], [{ receipt: 2, of: 1, same: true }])).toEqual([
      '1: 2=1',
    ]);
    // Of which the second is asked about the first: so is its scan.
    expect(said([paper(1), paper(2), paper(3, { rescanOf: 2 })])).toEqual(['1: 2? 3=2?']);
  });

  it('are never two that were said to be different, not through a third one', () => {
    expect(said([paper(1), paper(2)], [no(2, 1)])).toEqual([]);
    expect(said([paper(1), paper(2), paper(3)], [no(2, 1)])).toEqual(['1: 3?']);
    expect(said([paper(1), paper(2), paper(3)], [no(3, 1)])).toEqual(['1: 2?']);
    expect(said([paper(1), paper(2), paper(3)], [no(2, 1), no(3, 1)])).toEqual(['2: 3?']);
    // Who thought better of it is believed.
    expect(said([paper(1), paper(2)], [{ receipt: 2, of: 1, same: true }, no(2, 1)])).toEqual([]);
  });
});

const told = (...papers: string[][]) =>
  daysOfPapers(papers.map((days, paper) => ({ paper, days }))).map(
    ({ paper, day, differs }) => `${paper} ${day}${differs ? '?' : ''}`,
  );

describe('the days of a letter in several papers', () => {
  it('are told once by the first that says them', () => {
    expect(told(['02-20', '02-28'], ['02-20', '02-28'])).toEqual(['0 02-20', '0 02-28']);
  });

  it('are the earlier of two that differ, as one to check', () => {
    expect(told(['02-20', '02-28'], ['02-20', '02-25'])).toEqual(['0 02-20', '1 02-25?']);
    expect(told([], ['02-25'])).toEqual(['1 02-25?']);
    expect(told([''], ['02-25'])).toEqual(['1 02-25?']);
    expect(told(['02-28'], ['02-25'], ['02-28'])).toEqual(['1 02-25?']);
  });

  it('are all where a paper says several otherwise', () => {
    expect(told(['02-20', '02-28'], ['02-13'])).toEqual(['1 02-13?', '0 02-20?', '0 02-28?']);
  });

  it('always begin with the earliest that any paper says, and are sure only where all say them', () => {
    const day: fc.Arbitrary<string> = fc.constantFrom('02-03', '02-10', '02-17', '02-24');
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(day), { minLength: 1, maxLength: 4 }), (papers) => {
        const rows = daysOfPapers(papers.map((days, paper) => ({ paper, days })));
        const days = rows.map((row) => row.day);
        expect(new Set(days).size).toBe(days.length);
        expect([...days].sort()[0]).toBe(papers.flat().sort()[0]);
        for (const row of rows) {
          expect(papers[row.paper]).toContain(row.day);
          expect(row.differs).toBe(!papers.every((some) => some.includes(row.day)));
        }
        const common = papers[0]!.filter((one) => papers.every((some) => some.includes(one)));
        expect(days).toEqual(expect.arrayContaining(common));
      }),
    );
  });
});
