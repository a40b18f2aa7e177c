import { describe, expect, it } from 'vitest';
import type { Stated } from '../../../schemas/exchange.js';
import type { Letter } from '../../../schemas/record.js';
import { SURE, toCheck } from '../../../src/domain/labels.js';
import { applyStatements, type Statement } from '../../../src/domain/stated.js';
import { askedOf, asking, saidOtherwise } from '../../../src/domain/stated-otherwise.js';
import { warn } from '../../../src/domain/warnings.js';
import { statedOf } from '../../support/exchange.js';
import { citationOf, letterOf } from '../../support/letters.js';

const READ = letterOf({
  ref: 'มท ๐๘๑๐.๗/ว ๕๒๔',
  date: '2025-01-27',
  subject: 'การคัดเลือกองค์กรปกครองส่วนท้องถิ่น',
  confidence: { reference: 0.8, date: 0.8, subject: 0.8 },
});
const statement = (given: Partial<Stated> = {}, rest: Partial<Statement> = {}): Statement => ({
  of: 'letter',
  stated: statedOf(given),
  senders: [],
  since: null,
  ...rest,
});
const over = (letter: Letter, ...statements: Statement[]): Letter => applyStatements([letter], statements)[0]!;
const codes = ({ warnings }: Letter) => warnings.map(({ code }) => code);

describe('what a sender stated', () => {
  it('agrees with the reading: that is surer than either, and nothing is asked', () => {
    const letter = over(READ, statement({ subject: 'การคัดเลือก องค์กรปกครองส่วนท้องถิ่น' }));
    for (const field of ['reference', 'date', 'subject']) expect(letter.confidence[field]).toBeGreaterThan(SURE);
    expect([letter.warnings, letter.alternatives]).toEqual([[], {}]);
    expect(letter.provenance).toEqual({ reference: 'exchange', date: 'exchange', subject: 'exchange' });
    expect(letter.reference?.normalized).toBe('มท 0810.7/ว 524');
  });

  it('differs: it goes before the reading, which stays beside it, and a person is asked', () => {
    const letter = over(
      READ,
      statement({ reference: 'มท 0810.7/ว 424', date: '2025-01-29', subject: 'การคัดเลือก อปท.' }),
    );
    expect([letter.reference?.normalized, letter.date, letter.subject]).toEqual([
      'มท 0810.7/ว 424',
      '2025-01-29',
      'การคัดเลือก อปท.',
    ]);
    expect(letter.alternatives).toEqual({
      reference: [{ value: 'มท 0810.7/ว 524', confidence: 0.8, why: 'as read' }],
      date: [{ value: '2025-01-27', confidence: 0.8, why: 'as read' }],
      subject: [{ value: READ.subject, confidence: 0.8, why: 'as read' }],
    });
    expect(codes(letter)).toEqual(['reference.exchange_differs', 'date.exchange_differs', 'subject.exchange_differs']);
    for (const field of ['reference', 'date', 'subject']) expect(letter.confidence[field]).toBeLessThan(SURE);
    expect(toCheck(letter).join()).toContain('(๒๗ มกราคม ๒๕๖๘)');
  });

  it('stands alone: it is given, below the line from where on a value is sure', () => {
    const letter = over(letterOf({ warnings: [warn('reference.missing', 'reference')] }), statement());
    expect(letter.reference?.normalized).toBe('มท 0810.7/ว 524');
    expect(letter.confidence.reference).toBeLessThan(SURE);
    expect(codes(letter)).toEqual(['reference.exchange_alone', 'date.exchange_alone', 'subject.exchange_alone']);
  });

  it('settles doubts of the reading that it agrees with, and none about the value itself', () => {
    const doubts = [warn('reference.handwritten', 'reference'), warn('reference.code_issuer_mismatch', 'reference')];
    expect(codes(over({ ...READ, warnings: doubts }, statement()))).toEqual(['reference.code_issuer_mismatch']);
  });

  it('of two messages that differ the last one holds, the other stays beside it with the reading', () => {
    const letter = over(READ, statement({ date: '2025-01-28' }), statement({ date: '2025-01-29' }));
    expect(letter.date).toBe('2025-01-29');
    expect(letter.alternatives.date).toMatchObject([
      { value: '2025-01-27', why: 'as read' },
      { value: '2025-01-28', why: 'stated in an earlier message' },
    ]);
  });

  it('of a circular is the same in the message of every receiver: one difference is no agreement', () => {
    const one = statement({ date: '2025-01-29' });
    expect(over(READ, one, one).confidence.date).toBe(over(READ, one).confidence.date);
    expect(codes(over(READ, one, one))).toEqual(['date.exchange_differs']);
  });

  it('is a number of no known form: kept as it was typed', () => {
    const letter = over(READ, statement({ reference: 'เลขที่ ๑ ก' }));
    expect(letter.reference).toMatchObject({ raw: 'เลขที่ ๑ ก', normalized: null });
    expect(letter.alternatives.reference).toMatchObject([{ value: 'มท 0810.7/ว 524' }]);
  });
});

describe('classes', () => {
  it.each<[string, Letter['speed'], Stated['speed'], Letter['speed'], string[]]>([
    ['both normal', null, null, null, []],
    ['the same', 'urgent', 'urgent', 'urgent', []],
    [
      'printed, and stated as normal: what is printed stays',
      'most-urgent',
      null,
      'most-urgent',
      ['speed.exchange_differs'],
    ],
    ['stated, and not printed', null, 'urgent', 'urgent', ['speed.exchange_alone']],
    ['another', 'urgent', 'most-urgent', 'most-urgent', ['speed.exchange_differs']],
  ])('speed: %s', (_, read, stated, expected, warnings) => {
    const letter = over(
      { ...READ, speed: read, confidence: { ...READ.confidence, speed: 0.95 } },
      statement({ speed: stated }),
    );
    expect([letter.speed, codes(letter)]).toEqual([expected, warnings]);
    expect((letter.confidence.speed ?? 1) < SURE).toBe(warnings.length > 0);
  });

  it.each<[Letter['secrecy'], Stated['secrecy'], Letter['secrecy'], string[]]>([
    [null, null, null, []],
    [null, 'confidential', 'confidential', ['secrecy.exchange_alone']],
    ['secret', null, 'secret', ['secrecy.exchange_differs']],
    ['confidential', 'secret', 'secret', ['secrecy.exchange_differs']],
    ['secret', 'confidential', 'secret', ['secrecy.exchange_differs']],
    ['secret', 'secret', 'secret', []],
  ])('secrecy: read %s, stated %s is %s', (read, stated, expected, warnings) => {
    const letter = over({ ...READ, secrecy: read }, statement({ secrecy: stated }));
    expect([letter.secrecy, codes(letter)]).toEqual([expected, warnings]);
  });

  it('what travels with a secret letter is of its class, in its file and in those beside it, and nothing else of it is stated', () => {
    const secret = statement({ secrecy: 'secret', reference: 'มท 0810.7/ว 524' });
    const inFile = applyStatements([READ, letterOf({ ref: 'นร ๑๒๐๖/๓๔๗', pages: [2, 2] })], [secret]);
    expect(inFile.map(({ secrecy, provenance }) => [secrecy, provenance === undefined])).toEqual([
      ['secret', false],
      ['secret', true],
    ]);
    const beside = letterOf({ kind: 'attachment', subject: 'แบบฟอร์ม' });
    expect(over(beside, { ...secret, of: 'attachment' })).toEqual({ ...beside, secrecy: 'secret' });
  });
});

describe('which letter of a file is described', () => {
  const cover = letterOf({ ref: 'พร ๐๐๒๓.๓/ว ๕๓', date: '2025-02-11', subject: 'ก' });
  it('the one with the number, else the first', () => {
    const bears = applyStatements([cover, READ], [statement({ date: '2025-01-29' })]);
    expect(bears.map(({ date }) => date)).toEqual(['2025-02-11', '2025-01-29']);
    const first = applyStatements(
      [letterOf({ kind: 'attachment' }), cover, READ],
      [statement({ reference: 'พร 0023.3/ว 58' })],
    );
    expect(first.map(({ reference }) => reference?.normalized)).toEqual([
      undefined,
      'พร 0023.3/ว 58',
      'มท 0810.7/ว 524',
    ]);
  });
});

describe('what a sender says otherwise than stands in a letter', () => {
  const said = (letter: Letter, given: Partial<Stated>, rest: Partial<Statement> = {}) =>
    saidOtherwise(letter, statement(given, rest)).map((one) => [one.field, one.said, one.value]);
  it.each<[string, Letter, Partial<Stated>, unknown[]]>([
    ['nothing where it is the same in other digits and blanks', READ, { reference: 'มท ๐๘๑๐.๗/ ว ๕๒๔' }, []],
    ['a number', READ, { reference: 'มท ๐๘๑๐.๗/ว ๕๒๕' }, [['reference', 'มท 0810.7/ว 525', 'มท 0810.7/ว 525']]],
    ['a day where there is none', { ...READ, date: null }, {}, [['date', '2025-01-27', '2025-01-27']]],
    ['a higher class', { ...READ, secrecy: 'confidential' }, { secrecy: 'secret' }, [['secrecy', 'secret', 'secret']]],
    ['no lower one', { ...READ, secrecy: 'secret' }, { secrecy: 'confidential' }, []],
    ['no normal speed', { ...READ, speed: 'urgent' }, { speed: null }, []],
    [
      'another speed',
      { ...READ, speed: 'urgent' },
      { speed: 'most-urgent' },
      [['speed', 'most-urgent', 'most-urgent']],
    ],
  ])('%s', (_, letter, given, expected) => expect(said(letter, given)).toEqual(expected));

  it('is asked beside what stands, which stays as sure', () => {
    const letter = asking(READ, saidOtherwise(READ, statement({ date: '2025-03-03' })));
    expect([letter.date, letter.confidence, askedOf(letter, 'date'), askedOf(letter, 'subject')]).toEqual([
      READ.date,
      READ.confidence,
      '2025-03-03',
      null,
    ]);
    expect(toCheck(letter).join()).toContain('(๓ มีนาคม ๒๕๖๘)');
  });

  it('is of the letter whose number people put right', () => {
    const other = letterOf({ ref: 'นร ๑๒๐๖/๓๔๗', date: '2025-01-10', pages: [2, 2] });
    const inFile = applyStatements(
      [other, { ...READ, reference: null }],
      [statement({ date: '2025-01-29' })],
      [other, READ],
    );
    expect(inFile.map(({ date }) => date)).toEqual(['2025-01-10', '2025-01-29']);
  });
});

describe('who sent it', () => {
  const senders = ['กรมส่งเสริมการปกครองท้องถิ่น', 'กระทรวงมหาดไทย'];
  const issued = (name: string | null) =>
    over(
      { ...READ, issuer: name === null ? null : { name, level: 'central', province: null } },
      statement({}, { senders }),
    );
  it.each([
    ['กรมส่งเสริมการปกครองท้องถิ่น', 'กรมส่งเสริมการปกครองท้องถิ่น', []],
    ['กระทรวงมหาดไทย', 'กระทรวงมหาดไทย', []],
    ['กรมการปกครอง', 'กรมส่งเสริมการปกครองท้องถิ่น', ['issuer.exchange_differs']],
    [null, 'กรมส่งเสริมการปกครองท้องถิ่น', ['issuer.exchange_alone']],
  ])('read as %s it is %s', (read, expected, warnings) => {
    expect([issued(read).issuer?.name, codes(issued(read))]).toEqual([expected, warnings]);
  });
});

describe('letters that are referred to', () => {
  const references = [citationOf({ reference: 'นร 1206/347', date: '2025-01-10' })];
  const told = (...stated: Stated['references']) => over({ ...READ, references }, statement({ references: stated }));
  it('are those that were read where the sender lists none', () => expect(told().references).toEqual(references));
  it('are surer where both agree', () => {
    const [one] = told({ reference: 'นร ๑๒๐๖/๓๔๗', date: '2025-01-10', subject: 'ก' }).references;
    expect(one).toMatchObject({ reference: 'นร 1206/347', text: references[0]!.text });
    expect(one!.confidence).toBeGreaterThan(SURE);
  });
  it('keep the other reading where a number differs on the same day', () => {
    const letter = told({ reference: 'นร 1206/341', date: '2025-01-10', subject: null });
    expect(letter.references).toMatchObject([
      { reference: 'นร 1206/341', confidence: 0.6, alternatives: [{ value: 'นร 1206/347', why: 'as read' }] },
    ]);
    expect(codes(letter)).toEqual(['references.exchange_differs']);
  });
  it('are added to where one was not read', () => {
    const letter = told({ reference: 'กค 0405/5', date: '2024-12-02', subject: null });
    expect(letter.references.map(({ reference }) => reference)).toEqual(['นร 1206/347', 'กค 0405/5']);
    expect(codes(letter)).toEqual(['references.exchange_alone']);
  });
});
