import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { leftUnasked } from '../../../src/domain/asked.js';
import { letterOf } from '../../support/letters.js';

const letter = (action: Letter['action'], confidence: number | undefined, given: Partial<Letter> = {}) =>
  letterOf({ action, confidence: confidence === undefined ? {} : { action: confidence }, ...given });
const inform = { kind: 'inform', submit_to: null } as const;

describe('what is left unasked', () => {
  it.each([
    ['a plain request that is rather sure', letter(inform, 0.8999), true],
    ['one that is sure is no question at all', letter(inform, 0.9), false],
    ['one that was read badly', letter(inform, 0.74), false],
    ['one to be passed on', letter({ ...inform, kind: 'relay' }, 0.8999), true],
    ['one that names where something is handed in', letter({ ...inform, submit_to: 'อำเภอ' }, 0.8999), false],
    [
      'one that something speaks against',
      letter(inform, 0.8999, { warnings: [{ code: 'x', field: 'action', message: 'x' }] }),
      false,
    ],
    ['a letter without a request', letter(null, undefined), false],
  ] as const)('%s', (_, of, unasked) => {
    expect(leftUnasked(of, 'action')).toBe(unasked);
  });

  it('is no number, day or name, however sure they are', () => {
    const all = [
      'reference',
      'date',
      'deadlines',
      'recipients',
      'issuer',
      'subject',
      'secrecy',
      'speed',
      'signer',
      'kind',
    ];
    const of = letter(inform, 0.8999, {
      confidence: Object.fromEntries([...all, 'action'].map((field) => [field, 0.8999])),
    });
    expect(all.filter((field) => leftUnasked(of, field))).toEqual([]);
  });
});
