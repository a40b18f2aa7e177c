import { describe, expect, it } from 'vitest';
import { ATTACHMENTS, BUNDLES, MEMORANDA, STAMPED } from './hard/bundles.js';
import { CONTACTS, LISTS, SIGNATURES } from './hard/endings.js';
import { HEADS } from './hard/heads.js';
import { factsOf, made } from './hard/made.js';
import { NUMBERS, TITLED } from './hard/references.js';

describe.each([
  ['heads', HEADS],
  ['signatures', SIGNATURES],
  ['contact blocks', CONTACTS],
  ['lists', LISTS],
  ['memoranda', MEMORANDA],
  ['stamped letters', STAMPED],
  ['attachments', ATTACHMENTS],
  ['bundles', BUNDLES],
])('%s', (_, cases) => {
  it.each(cases.map((each) => [each.what, each] as const))('%s', (_, each) => {
    expect(factsOf(each)).toEqual(each.facts);
  });
});

describe('numbers in a head', () => {
  it.each(NUMBERS)('%s', (line, reference) => {
    const facts = { reference, date: '2025-03-14', kind: 'external' };
    expect(factsOf({ what: line, text: made({ number: [line] }), facts })).toEqual(facts);
  });
});

describe('orders, announcements, certificates', () => {
  it.each(TITLED)('%s', (text, kind, reference, date) => {
    const facts = { kind, reference, date };
    expect(factsOf({ what: kind, text, facts })).toEqual(facts);
  });
});
