import { describe, expect, it } from 'vitest';
import { findCitations } from '../../../src/domain/citation.js';
import { readAction } from '../../../src/domain/fields/action.js';
import { findRelay } from '../../../src/domain/relay-text.js';
import { plainText } from '../../support/plain-text.js';
import { ACTIONS, FORWARDS, MENTIONS, SOURCES } from './relay-sentences.js';
import { LATER_ACTIONS, LATER_FORWARDS, LATER_MENTIONS, LATER_SOURCES } from './relay-sentences-later.js';

describe('from whom the matter came', () => {
  it.each([...SOURCES, ...LATER_SOURCES])('%s', (text, issuer, received) => {
    expect(findRelay({ body: plainText(text), issuer }).received_from).toEqual(received);
  });
});

describe('whom it asks to tell', () => {
  it.each([...FORWARDS, ...LATER_FORWARDS])('%s', (text, forward) => {
    expect(findRelay({ body: plainText(text), issuer: 'จังหวัดน่าน' }).forward_to).toEqual(forward);
  });
});

describe('what the closing asks', () => {
  it.each([...ACTIONS, ...LATER_ACTIONS])('%s', (text, kind, submitTo) => {
    const action = readAction(plainText(text)).field?.value ?? null;
    expect(action?.kind ?? null).toBe(kind);
    expect(action?.submit_to ?? null).toBe(submitTo);
  });
});

describe('letters that the text cites', () => {
  it.each(MENTIONS)('%s', (text, cited) => {
    expect(
      findCitations(text).map(({ citation: { issuer, reference, date } }) => ({ issuer, reference, date })),
    ).toEqual(cited);
  });

  it.each(LATER_MENTIONS)('%s', (text, cited) => {
    expect(findCitations(text).map(({ citation: { issuer, reference, date } }) => [issuer, reference, date])).toEqual(
      cited,
    );
  });
});
