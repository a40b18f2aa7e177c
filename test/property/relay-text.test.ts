import { describe, expect, it } from 'vitest';
import { findCitations } from '../../src/domain/citation.js';
import { readAction } from '../../src/domain/fields/action.js';
import { bodyOf } from '../../src/domain/organisation-names.js';
import { findRelay } from '../../src/domain/relay-text.js';
import { RELAY_CLASSES, TELL_OTHERS } from '../../src/domain/tables/relay-classes.js';
import { ACTS, DECISIONS, JOINERS, OPENERS, PAPERS, RECEIVED } from '../../src/domain/tables/relay-words.js';
import { plainText } from '../support/plain-text.js';
import { growth } from '../support/processor.js';
import { fc } from '../support/property.js';

const NAMES = [
  'กรมการปกครอง',
  'กรมส่งเสริมการปกครองท้องถิ่น',
  'สถ.',
  'จังหวัดน่าน',
  'อำเภอปัว',
  'สำนักงาน ป.ป.ช.',
  'ป.ป.ช.',
  'สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ',
  'สำนักงานองค์การบริหารส่วนจังหวัดน่าน',
  'องค์การบริหารส่วนจังหวัดน่าน',
  'ตำรวจภูธรภาค ๖',
  'บริษัท ก จำกัด',
];
const piece = fc.constantFrom(
  ...NAMES,
  ...ACTS,
  ...DECISIONS,
  ...JOINERS,
  ...OPENERS,
  ...PAPERS,
  ...RECEIVED,
  ...RELAY_CLASSES,
  ...TELL_OTHERS,
  'ได้รับ',
  'จาก',
  'ว่า',
  'ตาม',
  'นั้น',
  'ที่ มท ๐๘๑๐/ว ๑๒',
  'ที่ ๑๒/๒๕๖๘',
  'ลงวันที่ ๓ มีนาคม ๒๕๖๘',
  'จึงเรียนมาเพื่อ',
  'ส่งถึง',
  'a@b.go.th',
  'www.dla.go.th',
  '(',
  ')',
  ' ',
  '\n',
);
const text = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

describe('what the text says of the chain', () => {
  it('never names the sender as his own source, nor a body twice', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(null, ...NAMES), (body, issuer) => {
        const { received_from, forward_to } = findRelay({ body: plainText(body), issuer });
        const bodies = received_from.map(bodyOf);
        expect(new Set(bodies).size).toBe(bodies.length);
        if (issuer !== null) expect(bodies).not.toContain(bodyOf(issuer));
        expect(new Set(forward_to).size).toBe(forward_to.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('cites in order, without overlap, what stands in the text', () => {
    fc.assert(
      fc.property(text, (body) => {
        let free = 0;
        for (const { start, end, citation } of findCitations(body)) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect(end).toBeGreaterThan(start);
          expect(body).toContain(citation.text);
          free = end;
        }
        readAction(plainText(body));
      }),
      { numRuns: 600 },
    );
  });

  it.each([
    ...[
      'ด้วย',
      'ได้รับแจ้งจาก',
      'ว่า',
      'และกรมที่ดิน',
      'ตามคำสั่ง',
      'คำสั่งที่ ',
      'จังหวัด',
      'ส่ง',
      'จึงเรียนมา',
      'แจ้งเทศบาล',
      '(',
      'หนังสือ',
    ],
    'บริษัท ก ',
    'สถ. และ ',
    'a@',
    'นั้น ',
  ])('takes time in proportion to the length of %j again and again', (unit) => {
    const read = (length: number) => () => {
      const body = unit.repeat(Math.ceil(length / unit.length));
      findRelay({ body: plainText(body), issuer: 'จังหวัดน่าน' });
      findCitations(body);
      readAction(plainText(body));
    };
    read(4_000)();
    expect(growth(read(10_000), read(80_000))).toBeLessThan(20);
  });
});
