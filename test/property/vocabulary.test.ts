import { describe, expect, it } from 'vitest';
import { mended } from '../../src/domain/closest.js';
import { composeLetters } from '../../src/domain/compose.js';
import { AGENCY_CODES } from '../../src/domain/tables/agency-codes.js';
import { SECRECY_WORDS, SPEED_WORDS } from '../../src/domain/tables/classes.js';
import { DEPARTMENTS } from '../../src/domain/tables/departments.js';
import { CLOSING_WORDS, LABEL_WORDS } from '../../src/domain/tables/labels.js';
import { PROVINCES } from '../../src/domain/tables/provinces.js';
import { PERSON_TITLES } from '../../src/domain/tables/titles.js';
import { normalForm } from '../../src/domain/text.js';
import { fc } from '../support/property.js';
import { textPages } from '../support/text-pages.js';
import { made } from '../unit/domain/hard/made.js';

const VOCABULARIES: [string, readonly string[]][] = [
  ['labels', LABEL_WORDS.map(([word]) => word)],
  ['speed', SPEED_WORDS.map(([word]) => word)],
  ['secrecy', SECRECY_WORDS.map(([word]) => word)],
  ['closings', CLOSING_WORDS],
  ['titles', PERSON_TITLES],
  ['agencies', [...DEPARTMENTS, ...Object.values(AGENCY_CODES)]],
  ['provinces', PROVINCES],
];

const LETTERS = [...'กขคงจชซญดตถทธนบปผพภมยรลวศสหอฮะาำเแโใไ่้ิีึืุู์็ั'];

/** The word with one letter changed, added or lost: all that can come of it. */
function oneEdit(word: string): Set<string> {
  const texts = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    texts.add(word.slice(0, at) + word.slice(at + 1));
    for (const other of LETTERS) {
      texts.add(word.slice(0, at) + other + word.slice(at));
      texts.add(word.slice(0, at) + other + word.slice(at + 1));
    }
  }
  return texts;
}

describe.each(VOCABULARIES)('%s', (_, words) => {
  it('come back from one edit as themselves or not at all, never as another word', () => {
    const wrong = words.flatMap((word) =>
      [...oneEdit(word)].filter((text) => {
        const found = mended(text, words);
        return found !== null && found !== word && found !== text;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('are known as they are', () => {
    for (const word of words) expect(mended(word, words)).toBe(word);
  });
});

it('words of five letters and more come back from most edits', () => {
  const words = LABEL_WORDS.map(([word]) => word);
  const back = words
    .filter((word) => word.length >= 5)
    .map((word) => mended(`${word.slice(0, 2)}ฮ${word.slice(3)}`, words) === word);
  expect(back.filter(Boolean).length / back.length).toBeGreaterThan(0.9);
});

/** Words that no table holds, of syllables that can stand anywhere. */
const syllable = fc.constantFrom(
  'กาญ',
  'ขอน',
  'ดี',
  'มูล',
  'ลาย',
  'พร',
  'ศรี',
  'จันทร์',
  'สุข',
  'ทวี',
  'โชค',
  'บุญ',
  'เจริญ',
  'แสง',
  'ชู',
);
const word = fc.array(syllable, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(''));

describe('what is in no closed list', () => {
  it('a subject and a name of a person stay as printed', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 2, maxLength: 6 }), word, word, (subject, name, surname) => {
        const text = subject.join(' ');
        const signature = [`(นาย${name} ${surname})`, 'นายอำเภอปัว', ''];
        const [read] = composeLetters(textPages(made({ subject: [`เรื่อง ${text}`], signature })));
        expect(read?.subject).toBe(normalForm(text));
        expect(read?.signer?.name).toBe(normalForm(`นาย${name} ${surname}`));
      }),
      { numRuns: 150 },
    );
  });

  it('numbers and days stay as printed', () => {
    const day = fc.integer({ min: 1, max: 28 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99999 }),
        day,
        fc.integer({ min: 2540, max: 2575 }),
        (number, day, year) => {
          const parts = { number: [`ที่ มท ๐๘๐๘.๒/ว ${number}`], date: [`${day} มีนาคม ${year}`] };
          const [read] = composeLetters(textPages(made(parts)));
          expect(read?.reference?.normalized).toBe(`มท 0808.2/ว ${number}`);
          expect(read?.date).toBe(`${year - 543}-03-${String(day).padStart(2, '0')}`);
        },
      ),
      { numRuns: 150 },
    );
  });
});
