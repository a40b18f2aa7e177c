import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import {
  type CoverInput,
  dayInWords,
  draftCoverLetter,
  isUnchecked,
  TO_CHECK,
} from '../../../src/domain/cover/draft.js';
import { holidayCalendar } from '../../../src/domain/working-days.js';
import { effectiveTable } from '../../../src/holidays/built-in.js';
import { deadlineOf, letterOf } from '../../support/letters.js';
import { exampleGazetteer as gazetteer } from '../../support/organisations.js';

const DLA = { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null } as const;
const SUBJECT = 'การรับสมัครรางวัลเลิศรัฐ ประจำปี พ.ศ. ๒๕๖๘';

const circular = (given: Parameters<typeof letterOf>[0] = {}): Letter =>
  letterOf({
    ref: 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔',
    date: '2025-01-27',
    issuer: DLA,
    subject: SUBJECT,
    action: { kind: 'relay', submit_to: null },
    relay: { received_from: [], forward_to: ['องค์กรปกครองส่วนท้องถิ่น'] },
    deadlines: [
      deadlineOf({ date: '2025-02-28', kind: 'window', binds: 'applicant', text: 'ถึงวันที่ ๒๘', confidence: 0.97 }),
    ],
    ...given,
  });

const codeOf = (name: string) => gazetteer.all().find((row) => row.name === name)!;
const office = (name: string): CoverInput['office'] => ({
  organisation: codeOf(name),
  code: 'พร 0023.3',
  chief: { name: 'นายสมชาย ใจดี', position: 'ผู้ว่าราชการจังหวัดแพร่' },
});

const drafted = (letter: Letter, by: string, more: Partial<CoverInput> = {}) =>
  draftCoverLetter({
    letter,
    office: office(by),
    gazetteer,
    today: '2025-02-03',
    place: { holidays: holidayCalendar(effectiveTable([])), province: null },
    leadDays: null,
    earlier: [],
    ...more,
  });

describe('the next cover letter', () => {
  it.each([
    ['จังหวัดแพร่', ['นายอำเภอ ทุกอำเภอ', 'นายกองค์การบริหารส่วนจังหวัดแพร่', 'นายกเทศมนตรีเมืองแพร่'], 'ศาลากลางจังหวัดแพร่'],
    ['อำเภอลอง', ['นายกเทศมนตรีตำบล ทุกแห่ง', 'นายกองค์การบริหารส่วนตำบล ทุกแห่ง'], 'ที่ว่าการอำเภอลอง'],
    ['กรมส่งเสริมการปกครองท้องถิ่น', ['ผู้ว่าราชการจังหวัด ทุกจังหวัด'], 'กรมส่งเสริมการปกครองท้องถิ่น'],
  ])('of %s goes to the next level', (by, recipients, seat) => {
    const { content } = drafted(circular(), by);
    expect(content.recipients.map(({ text }) => text)).toEqual(recipients);
    expect(content.office).toBe(seat);
    expect(content.circular).toBe(true);
  });

  it('knows which organisations these are', () => {
    const of = (by: string) => drafted(circular(), by).content.recipients.map(({ organisations }) => organisations);
    expect(of('กรมส่งเสริมการปกครองท้องถิ่น')[0]).toHaveLength(76);
    expect(of('จังหวัดแพร่')[0]).toHaveLength(8);
    const long = gazetteer.named('ลอง', ['district'], { area: null, on: null }).found[0]!;
    for (const { code } of of('อำเภอลอง').flat()) {
      expect(gazetteer.districtOf(gazetteer.get(code)!)?.code).toBe(long.code);
    }
  });

  it('goes to districts alone where no local body is to be told', () => {
    const letter = circular({ relay: { received_from: [], forward_to: ['กำนัน'] } });
    expect(drafted(letter, 'จังหวัดแพร่').content.recipients.map(({ text }) => text)).toEqual(['นายอำเภอ ทุกอำเภอ']);
  });

  it('keeps the subject and the speed, cites the letter as enclosure, and leaves number and date blank', () => {
    const { content, checks } = drafted(circular({ speed: 'most-urgent' }), 'จังหวัดแพร่');
    expect(content.subject).toBe(SUBJECT);
    expect(content.speed).toBe('most-urgent');
    expect(content.enclosures).toEqual([
      'สำเนาหนังสือกรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘ จำนวน ๑ ฉบับ',
    ]);
    expect(content.references).toEqual([]);
    expect(content.code).toBe('พร ๐๐๒๓.๓');
    expect(checks).toEqual([]);
    expect(isUnchecked(content)).toBe(false);
  });

  it('sends a letter with enclosures as a set', () => {
    const letter = circular({ enclosures: [{ text: 'โปสเตอร์', citation: null, confidence: 1, evidence: [] }] });
    expect(drafted(letter, 'จังหวัดแพร่').content.enclosures[0]).toMatch(/จำนวน ๑ ชุด$/);
  });

  it('tells the deadline with its weekday, as the letter sets it', () => {
    const text = drafted(circular(), 'จังหวัดแพร่').content.paragraphs.join('\n');
    expect(text).toContain('กรมส่งเสริมการปกครองท้องถิ่นกำหนดเปิดรับถึงวันศุกร์ที่ ๒๘ กุมภาพันธ์ ๒๕๖๘');
    expect(text).toContain('ขอให้อำเภอและองค์กรปกครองส่วนท้องถิ่นทราบ');
    expect(text).toContain('และขอให้อำเภอแจ้งองค์กรปกครองส่วนท้องถิ่นในพื้นที่ทราบด้วย');
    expect(text.endsWith('จึงเรียนมาเพื่อทราบและดำเนินการต่อไป')).toBe(true);
    expect(dayInWords('2025-02-12')).toBe('วันพุธที่ ๑๒ กุมภาพันธ์ ๒๕๖๘');
  });

  it("works the office's own day back by working days, over the holiday", () => {
    // Makha Bucha 2025 was Wednesday, 12 February.
    const letter = circular({ deadlines: [deadlineOf({ date: '2025-02-14', text: 'x', confidence: 0.97 })] });
    const own = (leadDays: number, today = '2025-02-03') =>
      drafted(letter, 'จังหวัดแพร่', { leadDays, today }).content.paragraphs.join(' ');
    expect(own(2)).toContain('โดยขอให้ส่งถึงจังหวัดแพร่ภายในวันอังคารที่ ๑๑ กุมภาพันธ์ ๒๕๖๘');
    const late = drafted(letter, 'จังหวัดแพร่', { leadDays: 2, today: '2025-02-11' });
    expect(late.content.paragraphs.join(' ')).not.toContain('โดยขอให้ส่งถึง');
    expect(late.checks.map(({ message }) => message).join()).toContain('ผ่านไปแล้วหรือเป็นวันนี้');
  });

  it.each<[string, Partial<Letter>, RegExp, string]>([
    ['a doubtful date', { confidence: { date: 0.5 } }, /ลงวันที่ ๒๗ มกราคม ๒๕๖๘ \[ต้องตรวจ\]/, 'enclosures'],
    ['a doubtful number', { confidence: { reference: 0.89 } }, /ว ๕๒๔ \[ต้องตรวจ\]/, 'enclosures'],
    [
      'a number that another letter cites otherwise',
      { warnings: [{ code: 'reference.cited_otherwise', field: 'reference', message: 'อ้างเป็น ว ๔๒๔' }] },
      /ว ๕๒๔ \[ต้องตรวจ\]/,
      'enclosures',
    ],
    ['no number', { reference: null }, /ที่ \[ต้องตรวจ: เลขที่หนังสือ\]/, 'enclosures'],
    ['no subject', { subject: null }, /เรื่อง \[ต้องตรวจ: เรื่อง\]/, 'subject'],
    ['an action that was not read', { action: null }, /\[ต้องตรวจ: สิ่งที่ขอให้ดำเนินการ\]/, 'paragraphs'],
    [
      'a doubtful deadline',
      { deadlines: [deadlineOf({ date: '2025-02-14', text: 'ภายในวันที่ ๑๔', confidence: 0.6 })] },
      /วันศุกร์ที่ ๑๔ กุมภาพันธ์ ๒๕๖๘ \[ต้องตรวจ\]/,
      'paragraphs',
    ],
    [
      'a deadline that counts from receipt',
      {
        deadlines: [
          deadlineOf({ text: 'ภายใน ๗ วัน', relative: { days: 7, working: true, from: 'receipt' }, confidence: 0.99 }),
        ],
      },
      /ภายใน ๗ วันทำการ นับถัดจากวันที่ได้รับหนังสือ .*\[ต้องตรวจ\]/,
      'paragraphs',
    ],
  ])('marks %s where it stands, and lists it', (_, given, mark, field) => {
    const { content, checks } = drafted(circular(given), 'จังหวัดแพร่');
    expect(JSON.stringify(content)).toMatch(mark);
    expect(isUnchecked(content)).toBe(true);
    expect(checks.map((check) => check.field)).toContain(field);
  });

  it('never takes a doubtful day for the start of its own', () => {
    const letter = circular({ deadlines: [deadlineOf({ date: '2025-02-14', text: 'x', confidence: 0.6 })] });
    const { content, checks } = drafted(letter, 'จังหวัดแพร่', { leadDays: 2 });
    expect(content.paragraphs.join()).not.toContain('โดยขอให้ส่งถึง');
    expect(checks.some(({ message }) => message.includes('ไม่มีกำหนดเวลาที่แน่นอน'))).toBe(true);
  });

  it('refers to the own letter that the addressees have', () => {
    const earlier = ['หนังสือที่ พร ๐๐๒๓.๓/ว ๑๒ ลงวันที่ ๒๐ มกราคม ๒๕๖๘'];
    const { content } = drafted(circular(), 'จังหวัดแพร่', { earlier });
    expect(content.references).toEqual(earlier);
    expect(content.paragraphs[0]).toMatch(/^ตามหนังสือที่อ้างถึง นั้น บัดนี้ จังหวัดแพร่ได้รับหนังสือ/);
  });

  it('asks for what the office has not set, and for bodies that no list names', () => {
    const bare = drafted(circular(), 'จังหวัดแพร่', { office: { organisation: codeOf('จังหวัดแพร่') } });
    expect(bare.checks.map(({ field }) => field).sort()).toEqual(['code', 'signer']);
    const unlisted = drafted(circular(), 'จังหวัดน่าน', { office: office('จังหวัดน่าน') });
    expect(unlisted.checks.map(({ field }) => field)).toContain('recipients');
    expect(drafted(circular(), 'เทศบาลเมืองแพร่').checks.map(({ field }) => field)).toContain('recipients');
  });

  it('never throws and keeps its marks, whatever the letter lacks', () => {
    const { content } = drafted(letterOf({}), 'อำเภอลอง');
    expect(isUnchecked(content)).toBe(true);
    expect(content.paragraphs.join()).toContain(TO_CHECK.slice(0, -1));
  });
});
