import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { composeLetters } from '../../../src/domain/compose.js';
import { SURE } from '../../../src/domain/labels.js';
import { textPages } from '../../support/text-pages.js';
import { made, type Parts } from './hard/made.js';

const read = (parts: Partial<Parts>, today: string | null = null): Letter =>
  composeLetters(textPages(made(parts)), { today })[0]!;
const codes = (letter: Letter) => letter.warnings.map(({ code }) => code);
const stamp = (day: string) => ['สำนักงานท้องถิ่นจังหวัดลำปาง', 'เลขรับ ๔๕๒', `วันที่ ${day}`, 'เวลา ๑๐.๓๐ น.'];
const NAN = {
  office: ['ศาลากลางจังหวัดน่าน', 'ถนนน่าน - พะเยา นน ๕๕๐๐๐'],
  signature: ['(นายธนา ใจงาม)', 'ผู้ว่าราชการจังหวัดน่าน', ''],
};
const ORDER = (number: string) =>
  `คำสั่งอำเภอปัว\nที่ ${number}\nเรื่อง แต่งตั้งคณะทำงาน\n\nจึงแต่งตั้งคณะทำงาน\n\nสั่ง ณ วันที่ ๕ มกราคม พ.ศ. ๒๕๖๘\n\n(นายธนา ใจงาม)\nนายอำเภอปัว`;

const due = (until: string, parts: Partial<Parts> = {}, today: string | null = null) =>
  read({ body: [`ด้วยกรมขอให้จังหวัดส่งรายงาน${until}`, '', 'จึงเรียนมาเพื่อโปรดพิจารณา'], ...parts }, today);

/** What contradicts what, the warning, and the fields that must go to a person; all else stays sure. */
const CONTRADICTIONS: [string, Letter, string, string[]][] = [
  ['a year of the Christian era', read({ date: ['๑๔ มีนาคม ๒๐๒๕'] }), 'date.era', ['date']],
  ['ค.ศ. before a Buddhist year', read({ date: ['๑๔ มีนาคม ค.ศ. ๒๕๖๘'] }), 'date.era', ['date']],
  ['a year before the regulation', read({ date: ['๑๔ มีนาคม ๒๔๖๘'] }), 'date.out_of_range', ['date']],
  ['a letter of next week', read({}, '2025-03-07'), 'date.in_future', ['date']],
  ['a stamp before the letter', read({ above: stamp('๑๒ มี.ค. ๒๕๖๘') }), 'received.before_date', ['date', 'received']],
  ['a stamp of tomorrow', read({ above: stamp('๑๗ มี.ค. ๒๕๖๘') }, '2025-03-16'), 'received.in_future', ['received']],
  [
    'a citation younger than the letter',
    read({ cited: ['อ้างถึง หนังสือกรมบัญชีกลาง ที่ กค ๐๔๐๒.๓/ว ๑๒ ลงวันที่ ๗ พฤษภาคม ๒๕๖๘'] }),
    'date.before_citation',
    ['date', 'references'],
  ],
  [
    'an enclosed letter younger than the letter',
    read({ enclosed: ['สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมบัญชีกลาง ที่ กค ๐๔๐๒.๓/ว ๑๒ ลงวันที่ ๗ พฤษภาคม ๒๕๖๘ จำนวน ๑ ชุด'] }),
    'date.before_citation',
    ['date'],
  ],
  [
    'the code of another province',
    read({ ...NAN, number: ['ที่ พร ๐๐๒๓.๓/ว ๙๙'] }),
    'reference.code_issuer_mismatch',
    ['reference', 'issuer'],
  ],
  [
    'the code of a ministry on a province',
    read({ ...NAN, number: ['ที่ มท ๐๐๒๓.๓/ว ๙๙'] }),
    'reference.code_issuer_mismatch',
    ['reference', 'issuer'],
  ],
  [
    'the code of another ministry',
    read({ office: ['กระทรวงแรงงาน', 'ถนนมิตรไมตรี กทม. ๑๐๔๐๐'] }),
    'reference.code_issuer_mismatch',
    ['reference', 'issuer'],
  ],
  [
    'five digits on a province',
    read({ ...NAN, number: ['ที่ นน ๕๒๐๒๓/ว ๙๙'] }),
    'reference.unit_level_mismatch',
    ['reference'],
  ],
  [
    'the digits of a district on a province',
    read({ ...NAN, number: ['ที่ นน ๐๓๒๓.๓/ว ๙๙'] }),
    'reference.unit_level_mismatch',
    ['reference'],
  ],
  [
    'the digits of a province on a local body',
    read({ number: ['ที่ นน ๐๐๒๓/๙๙'], office: ['เทศบาลตำบลเวียง', 'ถนนเจ้าฟ้า นน ๕๕๐๐๐'] }),
    'reference.unit_level_mismatch',
    ['reference'],
  ],
  [
    'five digits on a district',
    read({ number: ['ที่ นน ๗๑๒๐๑/๙๙'], office: ['ที่ว่าการอำเภอปัว', 'ถนนวรนคร นน ๕๕๑๒๐'] }),
    'reference.unit_level_mismatch',
    ['reference'],
  ],
  [
    'an order of another year',
    composeLetters(textPages(ORDER('๓๒๕/๒๕๖๗')))[0]!,
    'reference.year_mismatch',
    ['reference', 'date'],
  ],
  [
    'a deadline nine years on',
    read({ body: ['ด้วยกรมขอให้จังหวัดส่งรายงานภายในวันที่ ๓๐ เมษายน ๒๕๗๗', '', 'จึงเรียนมาเพื่อโปรดพิจารณา'] }),
    'deadline.out_of_range',
    ['deadlines'],
  ],
  ['a deadline on another weekday', due('ภายในวันพุธที่ ๑ เมษายน ๒๕๖๘'), 'deadline.weekday_mismatch', ['deadlines']],
  ['พ.ศ. before a Christian year', due('ภายในวันที่ ๑ เมษายน พ.ศ. ๒๐๒๕'), 'deadline.era', ['deadlines']],
  [
    'ค.ศ. in a citation',
    read({ cited: ['อ้างถึง หนังสือกรมบัญชีกลาง ที่ กค ๐๔๐๒.๓/ว ๒๐๒๔ ลงวันที่ ๗ มกราคม ค.ศ. ๒๕๖๘'] }),
    'citation.era',
    ['references'],
  ],
];

const doubtful = (letter: Letter) => {
  const lists = (['references', 'received', 'deadlines'] as const).filter((list) =>
    letter[list].some(({ confidence }) => confidence < SURE),
  );
  const fields = ['date', 'reference', 'issuer'].filter((field) => (letter.confidence[field] ?? 1) < SURE);
  return [...fields, ...lists].sort();
};

describe('checks', () => {
  it.each(CONTRADICTIONS)('%s', (_, letter, code, fields) => {
    expect(codes(letter)).toContain(code);
    expect(doubtful(letter)).toEqual([...fields].sort());
  });

  it.each<[string, Letter]>([
    ['a plain letter', read({}, '2025-03-14')],
    ['dated for tomorrow', read({}, '2025-03-13')],
    ['a stamp of the same day', read({ above: stamp('๑๔ มี.ค. ๒๕๖๘') }, '2025-03-14')],
    ['a province', read({ ...NAN, number: ['ที่ นน ๐๐๒๓.๓/ว ๙๙'] })],
    [
      'an office of a district numbered by the province',
      read({ number: ['ที่ นน ๐๐๒๓.๑๕/๙๙'], office: ['ที่ว่าการอำเภอปัว', 'ถนนวรนคร นน ๕๕๑๒๐'] }),
    ],
    [
      'Bangkok, numbered as a ministry',
      read({ number: ['ที่ กท ๐๔๐๑/๙๙'], office: ['กรุงเทพมหานคร', 'ถนนดินสอ กทม. ๑๐๒๐๐'] }),
    ],
    [
      'the police under ตร',
      read({ number: ['ที่ ตร ๐๐๐๑/ว ๙๙'], office: ['สำนักงานตำรวจแห่งชาติ', 'ถนนพระราม ๑ กทม. ๑๐๓๓๐'] }),
    ],
    [
      'a department under its ministry',
      read({ number: ['ที่ กค ๐๔๐๒.๓/ว ๙๙'], office: ['กรมบัญชีกลาง', 'ถนนพระราม ๖ กทม. ๑๐๔๐๐'] }),
    ],
    ['a deadline on its weekday', due('ภายในวันอังคารที่ ๑ เมษายน ๒๕๖๘')],
    ['a deadline of a short year', due('ภายในวันที่ ๑ เม.ย. ๖๘')],
    [
      'a citation with a number like a year',
      read({ cited: ['อ้างถึง หนังสือกรมบัญชีกลาง ที่ กค ๐๔๐๒.๓/ว ๒๐๒๔ ลงวันที่ ๗ มกราคม ๒๕๖๘'] }),
    ],
    ['an order of its year', composeLetters(textPages(ORDER('๓๒๕/๒๕๖๘')))[0]!],
  ])('nothing speaks against %s', (_, letter) => {
    expect(codes(letter)).toEqual([]);
    expect(doubtful(letter)).toEqual([]);
  });

  it('holds nothing against a calendar that nobody gave', () => {
    expect(codes(read({ date: ['๑๔ มีนาคม ๒๕๙๙'] }))).toEqual([]);
  });

  it('changes no value', () => {
    const [today, never] = [
      read({ above: stamp('๑๒ มี.ค. ๒๕๖๘') }, '2024-01-01'),
      read({ above: stamp('๑๒ มี.ค. ๒๕๖๘') }),
    ];
    expect([today.date, today.received[0]?.date, today.reference]).toEqual([
      '2025-03-14',
      '2025-03-12',
      never.reference,
    ]);
  });

  it('lets a doubt fall on the reading that is unsure already', () => {
    const text = made({ above: ['เลขรับ ๔๕๒', 'วันที่ ๑๒ มี.ค. ๒๕๖๘'] });
    const faint = textPages(text).map((page) => ({
      ...page,
      lines: page.lines.map((line, i) => ({ ...line, confidence: i < 2 ? 0.5 : 1 })),
    }));
    const [letter] = composeLetters(faint);
    expect(codes(letter!)).toContain('received.before_date');
    expect(doubtful(letter!)).toEqual(['received']);
  });

  it('raises a date that its weekday or stamp confirms', () => {
    const [plain, weekday] = [read({}), read({ date: ['วันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘'] })];
    expect(weekday.date).toBe(plain.date);
    expect(weekday.confidence.date).toBeGreaterThan(plain.confidence.date!);
    expect(read({ above: stamp('๑๗ มี.ค. ๒๕๖๘') }).confidence.date).toBeGreaterThan(plain.confidence.date!);
    const wrong = read({ date: ['วันพุธที่ ๑๔ มีนาคม ๒๕๖๘'] });
    expect(codes(wrong)).toContain('date.weekday_mismatch');
    expect(doubtful(wrong)).toEqual(['date']);
  });

  it('keeps the deadlines of a letter whose date is misread into the future, and doubts them', () => {
    const letter = due('ภายในวันที่ ๑ เมษายน ๒๕๖๘', { date: ['๑๔ มีนาคม ๒๖๖๘'] }, '2025-03-20');
    expect(codes(letter)).toEqual(expect.arrayContaining(['date.in_future', 'deadline.out_of_range']));
    expect(letter.deadlines.map(({ date }) => date)).toEqual(['2025-04-01']);
    expect(letter.confidence.deadlines).toBeLessThan(SURE);
  });

  it('doubts that no deadline is missing where the date that tells what is past is doubted', () => {
    const letter = due('ภายในวันที่ ๑๓ มีนาคม ๒๕๖๘', { above: stamp('๑๒ มี.ค. ๒๕๖๘') });
    expect(letter.deadlines).toEqual([]);
    expect(letter.confidence.deadlines).toBeLessThan(SURE);
  });

  it.each([
    ['no calendar has', 'ภายในวันที่ ๓๑ มิถุนายน ๒๕๖๘'],
    ['no calendar has, of the year at hand', 'ภายในวันที่ ๓๑ เมษายน'],
    ['is left blank', 'ภายในวันที่ ....... เมษายน ๒๕๖๘'],
  ])('says that there is a day which %s', (_, until) => {
    const letter = due(until);
    expect(codes(letter)).toEqual(['deadline.day_unreadable']);
    expect(letter.deadlines).toEqual([]);
    expect(letter.confidence.deadlines).toBeLessThan(SURE);
  });

  it('says that the month of the date was repaired', () => {
    const letter = read({ date: ['๑๔ มีนาคน ๒๕๖๘'] });
    expect([letter.date, codes(letter)]).toEqual(['2025-03-14', ['date.repaired']]);
  });
});
