import { expect, it } from 'vitest';
import { secrecy, speed } from '../../schemas/common.js';
import { stated } from '../../schemas/exchange.js';
import { type LetterMessage, readLetter, writeLetter } from '../../src/exchange/xml/letter.js';
import { WianError } from '../../src/shared/errors.js';
import { CODES, xmlOf } from '../support/exchange.js';
import { fc } from '../support/property.js';

/** A text as the form carries it: something printed, no blanks around it, no half of a pair. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((one) => one.trim())
  .filter((one) => one !== '');
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const party = fc.record({
  givenName: maybe(text),
  familyName: maybe(text),
  jobTitle: maybe(text),
  ministry: maybe(text),
  department: maybe(text),
});
const binary = fc.record({
  mime: fc.constantFrom('application/pdf', 'image/tiff', ''),
  content: fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
});
const message: fc.Arbitrary<LetterMessage> = fc.record({
  messageId: maybe(text),
  to: maybe(text),
  stated: fc.record({
    reference: text,
    date: day,
    subject: text,
    secrecy: maybe(fc.constantFrom(...secrecy.options)),
    speed: maybe(fc.constantFrom(...speed.options)),
    sender: party,
    receiver: party,
    references: fc.array(fc.record({ reference: text, date: maybe(day), subject: maybe(text) }), { maxLength: 3 }),
    attachment: maybe(text),
    sendDate: maybe(day),
    description: maybe(text),
  }),
  main: binary,
  attachments: fc.array(binary, { maxLength: 3 }),
});

it('what is exported is imported the same', () => {
  fc.assert(
    fc.property(message, (one) => {
      const back = readLetter(Buffer.from(writeLetter(one, CODES)), { codes: CODES, maxBytes: 100 });
      expect(back).toEqual(one);
      expect(stated.safeParse(back.stated).success).toBe(true);
    }),
    { numRuns: 400 },
  );
});

it('a message that was cut or changed anywhere is read or refused with a reason, and never anything else', () => {
  const bytes = xmlOf();
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
      const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
      if (!cut) changed[at] = byte;
      try {
        readLetter(changed, { codes: CODES, maxBytes: 100 });
      } catch (error) {
        expect(error).toBeInstanceOf(WianError);
        expect((error as WianError).final).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
