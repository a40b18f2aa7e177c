import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { isOwnStamp } from '../../../src/domain/relay/arrival.js';
import { deadlineOf } from '../../support/letters.js';
import { department, district, otherProvince, province, relate, SUBJECT, stampOf } from '../../support/relay.js';

describe('the office of a stamp', () => {
  const of = (name: string, level: 'central' | 'province' | 'district' | 'local', home: string | null) => ({
    issuer: name,
    letter: { issuer: { name, level, province: home } } as Letter,
  });
  const nan = of('จงหวดนาน', 'province', 'น่าน');
  it.each([
    ['ศาลากลางจังหวัดน่าน', nan, true],
    ['จังหวัดน่าน', nan, true],
    ['สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดน่าน', nan, true],
    ['สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดนนทบุรี', nan, false],
    ['ที่ว่าการอำเภอเวียงสา', of('อำเภอเวยงสา', 'district', 'น่าน'), true],
    ['ที่ว่าการอำเภอเวียงสา', of('อำเภอปว', 'district', 'น่าน'), false],
    ['กรมการปกครอง', of('กรมสงเสรมการปกครองทองถน', 'central', null), false],
    ['องค์การบริหารส่วนจังหวัดน่าน', nan, false],
    ['ที่ว่าการอำเภอเวียงสา จังหวัดน่าน', nan, false],
    ['เทศบาลตำบลเวียงสา', of('อำเภอเวยงสา', 'district', 'น่าน'), false],
    ['กองแผนงาน กรมส่งเสริมการปกครองท้องถิ่น', of('กรมสงเสรมการปกครองทองถน', 'central', null), true],
    ['งานสารบรรณ', nan, null],
    [null, nan, null],
  ])('%s', (office, node, own) => expect(isOwnStamp(office, node)).toBe(own));
});

describe('the arrival of a letter', () => {
  const arrived = (stamps: [string | null, string | null][], files: [string, string] = ['a.pdf#1', 'a.pdf#0']) =>
    relate({
      [files[0]]: department({ received: stamps.map(([office, date]) => stampOf(office, date)) }),
      [files[1]]: province(),
    })[0]!.hops[0]!.arrived;

  it('is the day of the stamp of the office that wrote on', () => {
    expect(arrived([['ศาลากลางจังหวัดน่าน', '2025-02-05']])).toMatchObject({
      date: '2025-02-05',
      not_before: '2025-01-27',
      not_after: '2025-02-11',
      stamp: { on: 'a.pdf#1', own: true },
    });
  });

  it('is known by that office on a paper that came alone, too', () => {
    const stamps: [string, string][] = [
      ['ศาลากลางจังหวัดแพร่', '2025-02-03'],
      ['ศาลากลางจังหวัดน่าน', '2025-02-05'],
    ];
    expect(arrived(stamps, ['a.pdf#0', 'b.pdf#0']).date).toBe('2025-02-05');
  });

  it('lies between the two letters where no stamp says', () => {
    expect(arrived([])).toEqual({ date: null, not_before: '2025-01-27', not_after: '2025-02-11', stamp: null });
    expect(arrived([['ศาลากลางจังหวัดแพร่', '2025-02-03']], ['a.pdf#0', 'b.pdf#0']).stamp).toBeNull();
  });

  it('is not taken from the stamp of another office, which is shown and warned of', () => {
    const [family] = relate({
      'a.pdf#1': department({ received: [stampOf('สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดนนทบุรี', '2025-02-05')] }),
      'a.pdf#0': province(),
    });
    expect(family!.hops[0]!.arrived).toMatchObject({ date: null, stamp: { date: '2025-02-05', own: false } });
    expect(family!.warnings).toMatchObject([{ letter: 'a.pdf#1', code: 'received.other_office', field: 'received' }]);
  });

  it('is not taken from a day that cannot be', () => {
    expect(arrived([['ศาลากลางจังหวัดน่าน', '2025-02-25']])).toMatchObject({ date: null, stamp: { date: '2025-02-25' } });
    expect(arrived([[null, '2025-02-05']])).toMatchObject({ date: '2025-02-05', stamp: { own: null } });
  });
});

describe('steps', () => {
  const due = (date: string, given = {}) => deadlineOf({ date, ...given });

  it('count days spent and days left, level by level', () => {
    const [family] = relate({
      'a.pdf#2': department({ deadlines: [due('2025-02-28')] }),
      'a.pdf#1': province({}, { received: [stampOf('ที่ว่าการอำเภอเวียงสา', '2025-02-13')] }),
      'a.pdf#0': district(),
    });
    expect(family!.steps).toEqual([
      {
        letter: 'a.pdf#2',
        date: '2025-01-27',
        days: null,
        deadline: '2025-02-28',
        days_left: 32,
        expired_before_receipt: [],
        receipts: [],
      },
      {
        letter: 'a.pdf#1',
        date: '2025-02-11',
        days: 15,
        deadline: '2025-02-28',
        days_left: 17,
        expired_before_receipt: [],
        receipts: [
          { on: 'a.pdf#1', office: 'ที่ว่าการอำเภอเวียงสา', date: '2025-02-13', to: 'a.pdf#0', days: 2, days_left: 15 },
        ],
      },
      {
        letter: 'a.pdf#0',
        date: '2025-02-14',
        days: 3,
        deadline: '2025-02-28',
        days_left: 14,
        expired_before_receipt: [],
        receipts: [],
      },
    ]);
  });

  it.each([
    [
      'the nearest that can still be kept, and what had passed',
      ['2025-02-05', '2025-02-28'],
      '2025-02-28',
      17,
      ['2025-02-05'],
    ],
    [
      'the last of those that had all passed, with days below zero',
      ['2025-02-05', '2025-02-10'],
      '2025-02-10',
      -1,
      ['2025-02-05', '2025-02-10'],
    ],
    ['the day itself', ['2025-02-11'], '2025-02-11', 0, []],
    ['none', [], null, null, []],
  ])('name %s', (_what, dates, deadline, days_left, expired_before_receipt) => {
    const upper = department({ deadlines: dates.map((date) => due(date)) });
    const [family] = relate({ 'a.pdf#1': upper, 'a.pdf#0': province() });
    expect(family!.steps[1]).toMatchObject({ deadline, days_left, expired_before_receipt });
  });

  it('hold nobody to an inner date of a level below', () => {
    const [family] = relate({
      'a.pdf#1': department({ deadlines: [due('2025-02-28')] }),
      'a.pdf#0': province({}, { deadlines: [due('2025-02-20')] }),
    });
    expect(family!.steps.map(({ deadline }) => deadline)).toEqual(['2025-02-28', '2025-02-20']);
  });

  it('leave out a deadline that was moved', () => {
    const moved = due('2025-03-15', { supersedes: { date: '2025-02-28', citation: null, change: 'extend' } });
    const [family] = relate({
      'a.pdf#1': department({ deadlines: [due('2025-02-28')] }),
      'a.pdf#0': province({}, { deadlines: [moved] }),
    });
    expect(family!.steps[1]).toMatchObject({ deadline: '2025-03-15', days_left: 32 });
  });
});

describe('the same letter by several routes', () => {
  it('is one letter with all its papers, and every route is kept', () => {
    const families = relate({
      'a.pdf#0': department(),
      'n.pdf#1': department(),
      'n.pdf#0': province(),
      'p.pdf#1': department(),
      'p.pdf#0': otherProvince(),
    });
    expect(families).toHaveLength(1);
    const [family] = families;
    expect(family!.copies).toEqual([
      { letter: 'a.pdf#0', copy: 'n.pdf#1', differences: [] },
      { letter: 'a.pdf#0', copy: 'p.pdf#1', differences: [] },
    ]);
    expect([...family!.letters].sort()).toEqual(['a.pdf#0', 'n.pdf#0', 'n.pdf#1', 'p.pdf#0', 'p.pdf#1']);
    expect(family!.hops.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(['n.pdf#1 n.pdf#0', 'p.pdf#1 p.pdf#0']);
    expect(family!.steps.map(({ letter }) => letter)).toEqual(['a.pdf#0', 'n.pdf#0', 'p.pdf#0']);
  });

  it('keeps two readings of its date', () => {
    const [family] = relate({
      'a.pdf#0': department({ date: '2025-01-29' }),
      'n.pdf#1': department(),
      'n.pdf#0': province(),
    });
    expect(family!.copies).toEqual([
      {
        letter: 'a.pdf#0',
        copy: 'n.pdf#1',
        differences: [{ field: 'date', letter: '2025-01-29', copy: '2025-01-27' }],
      },
    ]);
  });

  it.each<[string, Parameters<typeof department>[0]]>([
    ['ว 524 and 524', { ref: 'มท ๐๘๑๐.๗/๕๒๔' }],
    ['one number of two years', { date: '2024-01-29' }],
    ['a correction under a number of its own', { ref: 'มท ๐๘๑๐.๗/ว ๕๓๐' }],
    ['one number on two matters', { subject: 'แนวทางการจัดซื้อจัดจ้าง' }],
    ['a suffix', { ref: 'มท ๐๘๑๐.๗/ว ๕๒๔/๒' }],
    ['two issuers', { issuer: { name: 'กรมการปกครอง', level: 'central', province: null } }],
  ])('are two: %s', (_what, given) => {
    const families = relate({ 'a.pdf#0': department(given), 'n.pdf#1': department(), 'n.pdf#0': province() });
    expect(families.map(({ copies }) => copies)).toEqual([[]]);
    expect(families[0]!.letters).not.toContain('a.pdf#0');
  });

  it('is asked where one digit, badly read, sets the two apart', () => {
    const rescan = (confidence: number, ref = 'นน ๐๐๒๓.๓/ว ๑๗', recipients = province().recipients) =>
      relate({
        'a.pdf#0': department(),
        'n.pdf#0': province({}, { confidence: { reference: 0.98 } }),
        'm.pdf#0': province({}, { ref, recipients, confidence: { reference: confidence } }),
      })[0]!;
    expect(rescan(0.6).near_duplicates).toMatchObject([{ letters: ['m.pdf#0', 'n.pdf#0'] }]);
    expect(rescan(0.6).copies).toEqual([]);
    expect(rescan(0.98).near_duplicates).toEqual([]);
    expect(rescan(0.6, 'นน ๐๐๒๓.๓/๑๑').near_duplicates).toEqual([]);
    expect(rescan(0.6, 'นน ๐๐๒๓.๓/ว ๙๔').near_duplicates).toEqual([]);
    const mayors = [{ text: 'นายกเทศมนตรี', scope: 'all' as const, confidence: 1, evidence: [] }];
    expect(rescan(0.6, 'นน ๐๐๒๓.๓/ว ๑๗', mayors).near_duplicates).toEqual([]);
  });
});

describe('citations that several letters fit', () => {
  const citation = { reference: 'มท 0810.7/ว 424' };
  const letters = {
    'a.pdf#0': department(),
    'c.pdf#0': department({ ref: 'มท ๐๘๑๐.๗/ว ๔๒๕' }),
    'b.pdf#0': province(citation),
  };

  it('are asked, with what speaks for each, and are neither hops nor missing', () => {
    const [family] = relate(letters);
    expect(family).toMatchObject({ letters: ['b.pdf#0'], hops: [], missing: [] });
    expect(family!.asks).toMatchObject([
      {
        by: 'b.pdf#0',
        citation,
        candidates: [
          { key: 'a.pdf#0', differences: [{ field: 'reference', cited: 'มท 0810.7/ว 424', found: 'มท 0810.7/ว 524' }] },
          { key: 'c.pdf#0', differences: [{ field: 'reference', cited: 'มท 0810.7/ว 424', found: 'มท 0810.7/ว 425' }] },
        ],
      },
    ]);
    for (const { why } of family!.asks[0]!.candidates) expect(why).toContain('เรื่องตรงกัน');
  });

  it('are found out among three where two are papers of one letter', () => {
    const [family] = relate({ ...letters, 'z.pdf#0': department() });
    expect(family!.asks[0]!.candidates.map(({ key }) => key)).toEqual(['a.pdf#0', 'c.pdf#0']);
  });

  it('are no question where one letter is cited exactly', () => {
    const exact = { ...letters, 'd.pdf#0': department({ ref: 'มท ๐๘๑๐.๗/ว ๔๒๔', subject: SUBJECT }) };
    const families = relate(exact);
    expect(families.flatMap(({ asks }) => asks)).toEqual([]);
    expect(families[0]!.hops).toMatchObject([{ from: 'd.pdf#0', match: 'exact' }]);
  });
});
