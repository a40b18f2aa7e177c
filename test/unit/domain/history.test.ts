import { describe, expect, it } from 'vitest';
import type { Deadline } from '../../../schemas/record.js';
import { applySupersessions, type LetterLink, stateAfter } from '../../../src/domain/due/history.js';
import type { KeyedLetter } from '../../../src/domain/relay/nodes.js';
import { citationOf, deadlineOf, letterOf } from '../../support/letters.js';

const issuer = { name: 'สำนักงาน ก.พ.ร.', level: 'central', province: null } as const;
const SUBJECT = 'การสมัครขอรับรางวัลเลิศรัฐ ประจำปี พ.ศ. ๒๕๖๘';
const due = (date: string, more: Partial<Deadline> = {}) => deadlineOf({ date, ...more });
const changing = (
  change: 'extend' | 'move' | 'cancel',
  date: string | null,
  old: string | null,
  more: Partial<Deadline> = {},
  cited: string | null = null,
) =>
  deadlineOf({
    date,
    supersedes: { date: old, citation: cited === null ? null : citationOf({ reference: cited }), change },
    ...more,
  });

/** A letter of a day with its deadlines; its key is its name. */
function letter(
  key: string,
  date: string | null,
  deadlines: Deadline[],
  more: Parameters<typeof letterOf>[0] = {},
): KeyedLetter {
  return { key, letter: letterOf({ date, issuer, subject: SUBJECT, deadlines, ...more }) };
}
/** `later ขยาย earlier/0`, with a question mark where it is not certain. */
const told = (letters: KeyedLetter[], links: LetterLink[] = []) =>
  applySupersessions(letters, links).map(
    ({ of, position, key, change, certain }) => `${key} ${change} ${of}/${position}${certain ? '' : ' ?'}`,
  );

const first = letter('first', '2025-01-10', [due('2025-02-28')], { ref: 'ที่ นร ๑๒๐๖/๓๔๗' });
const link = (from: string, to: string) => ({ from, to });

describe('a later letter', () => {
  it('extends the deadline of the letter it cites, and keeps what it was', () => {
    const later = letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-28')]);
    expect(applySupersessions([first, later], [link('first', 'later')])).toEqual([
      {
        of: 'first',
        position: 0,
        key: 'later',
        byPosition: 0,
        change: 'extend',
        on: '2025-02-20',
        to: '2025-03-31',
        certain: true,
      },
    ]);
  });

  it('is found by the number it names in its text, without a link', () => {
    const odd = { issuer: { ...issuer, name: 'กรมอื่น' }, subject: 'เรื่องอื่น' };
    const later = (cited: string) =>
      letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-28', {}, cited)], odd);
    expect(told([first, later('นร 1206/347')])).toEqual(['later extend first/0']);
    expect(told([first, later('นร 1206/348')])).toEqual([]);
  });

  it('is found by issuer, subject and old day together, and not by two of them', () => {
    const subject = `ขยายเวลา${SUBJECT}`;
    const later = letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-28')], { subject });
    expect(told([first, later])).toEqual(['later extend first/0']);
    const otherDay = letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-27')], { subject });
    const noDay = letter('later', '2025-02-20', [changing('extend', '2025-03-31', null)], { subject });
    const otherIssuer = { ...later, letter: { ...later.letter, issuer: { ...issuer, name: 'สถ.' } } };
    const otherSubject = { ...later, letter: { ...later.letter, subject: 'ขยายเวลาการสมัครรางวัลอื่น' } };
    for (const not of [otherDay, noDay, otherIssuer, otherSubject]) expect(told([first, not])).toEqual([]);
  });

  it('changes the same day wherever the family says it', () => {
    const relay = letter('relay', '2025-01-27', [due('2025-02-28')], { issuer: { ...issuer, name: 'สถ.' } });
    const later = letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-28')]);
    expect(told([first, relay, later], [link('first', 'relay'), link('first', 'later')])).toEqual([
      'later extend first/0',
      'later extend relay/0',
    ]);
  });

  it('changes every copy of the letter it cites, whichever of them it is linked to', () => {
    const copy = { ...first, key: 'copy' };
    const later = letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-28')], {
      subject: 'เรื่องอื่น',
    });
    const both = ['later extend copy/0', 'later extend first/0'];
    expect(told([first, copy, later], [link('first', 'later')])).toEqual(both);
    expect(told([first, copy, later], [link('copy', 'later')])).toEqual(both);
    // Of two copies neither is another matter.
    const uncited = letter('later', '2025-02-20', [changing('extend', '2025-03-31', '2025-02-28')]);
    expect(told([first, copy, uncited])).toEqual(both);
  });

  it('changes the only deadline there is where it names no old day', () => {
    const later = letter('later', '2025-02-20', [changing('extend', '2025-03-31', null)]);
    expect(told([first, later], [link('first', 'later')])).toEqual(['later extend first/0']);
    const event = letter('first', '2025-01-10', [due('2025-02-25', { kind: 'event' })]);
    expect(told([event, later], [link('first', 'later')])).toEqual([]);
  });

  it('asks where two could be meant, and takes neither', () => {
    const two = letter('first', '2025-01-10', [due('2025-02-10'), due('2025-02-28')]);
    const later = letter('later', '2025-02-05', [changing('extend', '2025-03-31', null)]);
    const found = applySupersessions([two, later], [link('first', 'later')]);
    expect(found.map(({ position, certain }) => [position, certain])).toEqual([
      [0, false],
      [1, false],
    ]);
    expect(stateAfter(found)).toBeNull();
    // The old day says which.
    const dated = letter('later', '2025-02-05', [changing('extend', '2025-03-31', '2025-02-10')]);
    expect(told([two, dated], [link('first', 'later')])).toEqual(['later extend first/0']);
  });

  it('asks where two matters of one issuer fit', () => {
    const twin = letter('twin', '2025-01-12', [due('2025-02-28')]);
    const later = letter('later', '2025-02-20', [changing('move', '2025-03-31', '2025-02-28')]);
    expect(told([first, twin, later])).toEqual(['later move first/0 ?', 'later move twin/0 ?']);
    expect(told([first, twin, later], [link('twin', 'later')])).toEqual(['later move twin/0']);
  });

  it('cancels a meeting that another letter put off before', () => {
    const meeting = letter('a', '2025-01-10', [due('2025-02-10', { kind: 'event' })]);
    const moved = letter('b', '2025-02-01', [changing('move', '2025-02-20', '2025-02-10', { kind: 'event' })]);
    const off = letter('c', '2025-02-15', [changing('cancel', null, '2025-02-20', { kind: 'event' })]);
    const found = applySupersessions([meeting, moved, off], [link('a', 'b'), link('b', 'c')]);
    expect(found.map(({ of, key, to }) => [of, key, to])).toEqual([
      ['a', 'b', '2025-02-20'],
      ['b', 'c', null],
    ]);
    expect(stateAfter(found.filter(({ of }) => of === 'a'))).toBe('superseded');
    expect(stateAfter(found.filter(({ of }) => of === 'b'))).toBe('cancelled');
  });

  it('extends an extension, also where both cite the first letter and name no old day', () => {
    const once = letter('once', '2025-02-20', [changing('extend', '2025-03-31', null)]);
    const twice = letter('twice', '2025-03-20', [changing('extend', '2025-04-30', null)]);
    const links = [link('first', 'once'), link('first', 'twice')];
    expect(told([first, once, twice], links)).toEqual(['once extend first/0', 'twice extend once/0']);
  });

  it('that relays an extension changes nothing more', () => {
    const other = letter('first', '2025-01-10', [due('2025-02-28'), due('2025-02-03')]);
    const once = letter('once', '2025-02-20', [changing('cancel', null, '2025-02-28')]);
    const relay = letter('relay', '2025-02-25', [changing('cancel', null, '2025-02-28')]);
    const loose = letter('relay', '2025-02-25', [changing('cancel', null, null)]);
    const links = [link('first', 'once'), link('once', 'relay')];
    expect(told([other, once, relay], links)).toEqual(['once cancel first/0']);
    expect(told([other, once, loose], links)).toEqual(['once cancel first/0']);
  });

  it('changes nothing that is written after it, nor without a date of its own', () => {
    const later = letter('later', '2025-01-05', [changing('extend', '2025-03-31', '2025-02-28')]);
    expect(told([first, later], [link('first', 'later')])).toEqual([]);
    expect(told([first, { ...later, letter: { ...later.letter, date: null } }], [link('first', 'later')])).toEqual([]);
  });

  it('of the same day changes only what it cites', () => {
    const same = letter('later', '2025-01-10', [changing('extend', '2025-03-31', '2025-02-28')]);
    expect(told([first, same])).toEqual([]);
    expect(told([first, same], [link('first', 'later')])).toEqual(['later extend first/0']);
  });

  it('is not taken to cite a letter of that number and another date', () => {
    const cite = (date: string) =>
      deadlineOf({
        date: '2025-03-31',
        supersedes: { date: null, citation: citationOf({ reference: 'นร 1206/347', date }), change: 'extend' },
      });
    const of = (date: string) => letter('later', '2025-02-20', [cite(date)], { subject: 'เรื่องอื่น' });
    expect(told([first, of('2025-01-10')])).toEqual(['later extend first/0']);
    expect(told([first, of('2024-01-10')])).toEqual([]);
  });
});
