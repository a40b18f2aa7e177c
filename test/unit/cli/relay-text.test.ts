import { describe, expect, it } from 'vitest';
import type { Letter } from '../../../schemas/record.js';
import { familiesText } from '../../../src/cli/relay-text.js';
import { columns } from '../../../src/cli/table.js';
import { deadlineOf } from '../../support/letters.js';
import { department, district, keyed, otherProvince, province, relate, stampOf } from '../../support/relay.js';

const text = (letters: Record<string, Letter>) => familiesText({ families: relate(letters) }, keyed(letters));
/** What a person reads, however the lines are broken. */
const flat = (letters: Record<string, Letter>) => text(letters).replace(/\s+/g, ' ');

describe('families for reading by a person', () => {
  const due = { deadlines: [deadlineOf({ date: '2025-02-28' })] };

  it('tell each chain in a sentence', () => {
    const letters = {
      'a.pdf#2': department(due),
      'a.pdf#1': province(),
      'a.pdf#0': district(),
      'b.pdf#0': otherProvince(),
    };
    const told = flat(letters).replaceAll(' ', '');
    const plain = (sentence: string) => sentence.replaceAll(' ', '');
    const head = 'หนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท 0810.7/ว 524 ลงวันที่ ๒๗ มกราคม ๒๕๖๘';
    expect(told).toContain(
      plain(`${head} → จังหวัดน่าน ใช้ 15 วัน → อำเภอเวียงสา ใช้ 3 วัน เหลือ 14 วันก่อนครบกำหนด ๒๘ กุมภาพันธ์ ๒๕๖๘`),
    );
    expect(Math.max(...text(letters).split('\n').map(columns))).toBeLessThanOrEqual(102);
    expect(told).toContain(plain(`${head} → จังหวัดแพร่ ใช้ 16 วัน เหลือ 16 วันก่อนครบกำหนด ๒๘ กุมภาพันธ์ ๒๕๖๘`));
  });

  it('say that a deadline had passed', () => {
    const letters = {
      'a.pdf#1': department({ deadlines: [deadlineOf({ date: '2025-02-10' })] }),
      'a.pdf#0': province(),
    };
    expect(flat(letters)).toContain('→ จังหวัดน่าน ใช้ 15 วัน เลยกำหนด 1 วัน (๑๐ กุมภาพันธ์ ๒๕๖๘) แล้วเมื่อออกหนังสือ');
    expect(flat(letters)).toContain('พ้นกำหนดก่อนถึงผู้รับ ๑๐ กุมภาพันธ์ ๒๕๖๘');
  });

  it('name the arrival, the difference with its likelier reading, and what is missing', () => {
    const upper = department({
      received: [stampOf('ศาลากลางจังหวัดน่าน', '2025-02-05')],
      references: province({ reference: 'พม 0403/3829', date: '2025-01-10' }).references,
      deadlines: [deadlineOf({ date: '2025-01-29', kind: 'event' })],
    });
    const shown = flat({ 'a.pdf#1': upper, 'a.pdf#0': province({ date: '2025-01-29' }) });
    expect(shown).toContain('รับเมื่อ ๕ กุมภาพันธ์ ๒๕๖๘ ตามตรารับ แล้วอยู่ที่หน่วยงาน 6 วัน');
    expect(shown).toContain('ไม่ตรงกัน ลงวันที่: อ้างว่า ๒๙ มกราคม ๒๕๖๘ แต่ตัวหนังสือเป็น ๒๗ มกราคม ๒๕๖๘');
    expect(shown).toContain('น่าจะเป็น ๒๗ มกราคม ๒๕๖๘:');
    expect(shown).toContain('ยังไม่พบหนังสือ หนังสือ ที่ พม 0403/3829');
  });

  it('show what is asked, the copies and the stamp of another office', () => {
    const citation = { reference: 'มท 0810.7/ว 424' };
    const asked = flat({
      'a.pdf#0': department(),
      'c.pdf#0': department({ ref: 'มท ๐๘๑๐.๗/ว ๔๒๕' }),
      'b.pdf#0': province(citation),
    });
    expect(asked).toContain(
      'โปรดเลือก หนังสือ ที่ มท 0810.7/ว 424 ลงวันที่ 2025-01-27 อาจหมายถึง [a.pdf#0] เลขที่ มท 0810.7/ว 524,',
    );
    expect(asked).toContain('[c.pdf#0] เลขที่ มท 0810.7/ว 425,');
    const foreign = department({ received: [stampOf('ศาลากลางจังหวัดแพร่', '2025-02-05')] });
    const copied = flat({ 'a.pdf#0': department(), 'n.pdf#1': foreign, 'n.pdf#0': province() });
    expect(copied).toContain('ฉบับเดียวกันที่มาทางอื่น [n.pdf#1]');
    expect(copied).toContain('ตรารับของหน่วยงานอื่น: ศาลากลางจังหวัดแพร่ ๕ กุมภาพันธ์ ๒๕๖๘');
    expect(copied).not.toContain('รับแล้ว');
  });

  it('say that a stamp cannot be of this way: it is later than the letter that was written on it', () => {
    const late = department({ received: [stampOf('ศาลากลางจังหวัดน่าน', '2025-02-20')] });
    const shown = flat({ 'a.pdf#1': late, 'a.pdf#0': province() });
    expect(shown).toContain('โปรดตรวจตรารับ: ๒๐ กุมภาพันธ์ ๒๕๖๘ ไม่อยู่ระหว่างวันที่ของหนังสือสองฉบับ');
    expect(shown).not.toContain('รับเมื่อ');
  });

  it('show both letters of a ring of citations', () => {
    const upper = department();
    const lower = province({ date: upper.date! });
    const { text: cited, ...rest } = lower.references[0]!;
    const back = {
      ...rest,
      text: cited,
      issuer: lower.issuer!.name,
      reference: lower.reference!.normalized,
      date: lower.date,
    };
    const shown = flat({ 'a.pdf#0': lower, 'a.pdf#1': { ...upper, references: [back] } });
    expect(shown).toContain(`กรมส่งเสริมการปกครองท้องถิ่น ${upper.reference!.normalized}`);
    expect(shown).toContain(`จังหวัดน่าน ${lower.reference!.normalized}`);
  });

  it('say that there are none', () => {
    expect(text({ 'a.pdf#0': department() })).toBe('ไม่พบสายการเวียน');
  });
});
