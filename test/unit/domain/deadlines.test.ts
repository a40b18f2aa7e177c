import { describe, expect, it } from 'vitest';
import { deadline as deadlineSchema } from '../../../schemas/record.js';
import { findDeadlines } from '../../../src/domain/deadlines.js';
import { plainText } from '../../support/plain-text.js';
import { KNOWN_GAPS, PHRASES } from './deadline-phrases.js';

function read(text: string, letterDate: string | null = '2025-02-01') {
  return findDeadlines({ body: plainText(text), letterDate, kind: 'external', issuer: null, recipients: [] });
}

describe('phrases from real letters', () => {
  it.each(PHRASES.map((phrase) => [phrase.id, phrase] as const))('%s', (_, { text, expected, letterDate }) => {
    const found = read(text, letterDate ?? null);
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });

  for (const [id, why] of KNOWN_GAPS) it.todo(`${id}: ${why}`);
});

describe('dates and times', () => {
  it.each([
    ['ขอให้รายงานผลไปยังกรม อย่างช้าไม่เกินวันที่ ๑๕ มีนาคม ๒๕๖๘', '2025-03-15', null],
    ['จึงขอให้จัดส่งข้อมูลให้จังหวัดก่อนวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๘ เพื่อรวบรวมต่อไป', '2025-02-19', null],
    ['ขอให้จัดส่งข้อมูลก่อนวันที่ ๑ มีนาคม ๒๕๖๘', '2025-02-28', null],
    ['ขอให้ส่งเอกสารภายในวันศุกร์ที่ ๑๔ กุมภาพันธ์ ๒๕๖๘ ไม่เกินเวลา ๑๒.๐๐ น.', '2025-02-14', '12:00'],
    ['ขอให้ยืนยันการเข้าร่วมประชุมภายในเวลา ๑๒.๐๐ น. ของวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๘', '2025-02-10', '12:00'],
    ['ขอให้ส่งแบบตอบรับภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘ ภายในเวลาราชการ', '2025-02-28', '16:30'],
    ['ขอให้บันทึกข้อมูลให้แล้วเสร็จภายในวันที่ ๕ มีนาคม ๒๕๖๘ เวลา ๒๔.๐๐ น.', '2025-03-05', '24:00'],
    ['ขอให้เบิกจ่ายให้แล้วเสร็จภายในสิ้นเดือนเมษายน ๒๕๖๘', '2025-04-30', null],
    ['ขอให้ตอบแบบสำรวจภายในสิ้นเดือนนี้', '2025-02-28', null],
    ['ขอให้ชี้แจงข้อเท็จจริงภายใน ๓๐ วัน นับแต่วันที่ ๓ กุมภาพันธ์ ๒๕๖๘', '2025-03-05', null],
  ])('%s', (text, date, time) => {
    expect(read(text)).toMatchObject([{ kind: 'due', binds: 'recipient', date, time }]);
  });

  it('keeps an inner and an outer date', () => {
    const text = 'โดยให้หน่วยงานบันทึกข้อมูลให้แล้วเสร็จภายในวันที่ ๓๑ มีนาคม ๒๕๖๘ และพิมพ์รายงานส่งจังหวัดภายในวันที่ ๑๐ เมษายน ๒๕๖๘';
    expect(read(text).map(({ date }) => date)).toEqual(['2025-03-31', '2025-04-10']);
  });

  it('lists the same date once', () => {
    const text =
      'ได้กำหนดเปิดรับสมัคร ตั้งแต่วันที่ ๖ กุมภาพันธ์ - ๒๘ กุมภาพันธ์ ๒๕๖๘\nจึงขอเชิญชวนสมัคร ตั้งแต่วันที่ ๖ กุมภาพันธ์ - ๒๘ กุมภาพันธ์ ๒๕๖๘';
    expect(read(text)).toMatchObject([{ date: '2025-02-28', from: '2025-02-06', kind: 'window' }]);
    expect(read(text)).toHaveLength(1);
  });
});

describe('kind and whom it binds', () => {
  it('asks the addressee to attend and to answer', () => {
    const text =
      'ด้วยสำนักงานกำหนดจัดอบรมหลักสูตรการเงินการคลัง ระหว่างวันที่ ๑๐ - ๑๒ มีนาคม ๒๕๖๘ ณ โรงแรม จึงขอให้ท่านมอบหมายผู้แทนเข้าร่วมอบรม และส่งแบบตอบรับภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘';
    expect(read(text)).toMatchObject([
      { kind: 'event', binds: 'recipient', date: '2025-03-12' },
      { kind: 'due', binds: 'recipient', date: '2025-02-28' },
    ]);
  });

  it('takes the start of a meeting', () => {
    const text = 'จะมีการประชุม ครั้งที่ ๒/๒๕๖๘ ในวันพุธที่ ๑๙ กุมภาพันธ์ ๒๕๖๘ เวลา ๑๐.๐๐ - ๑๒.๐๐ น. จึงขอเชิญท่านเข้าร่วมประชุม';
    expect(read(text)).toMatchObject([{ kind: 'event', date: '2025-02-19', time: '10:00', binds: 'recipient' }]);
  });

  it('binds those interested alone, and tells a wish from a purpose', () => {
    const text = 'หากประสงค์ขอรับการสนับสนุนงบประมาณให้ยื่นคำขอภายในวันที่ ๒๕ กุมภาพันธ์ ๒๕๖๘';
    expect(read(text)).toMatchObject([{ kind: 'due', binds: 'applicant', optional: true }]);
    const purpose = 'เพื่อให้บรรลุวัตถุประสงค์ ขอให้รายงานผลภายในวันที่ ๒๕ กุมภาพันธ์ ๒๕๖๘';
    expect(read(purpose)).toMatchObject([{ binds: 'recipient', optional: false }]);
  });

  it('knows a relay by a date', () => {
    const text = 'ขอให้อำเภอแจ้งองค์กรปกครองส่วนท้องถิ่นในพื้นที่ทราบภายในวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๘';
    expect(read(text)).toMatchObject([{ kind: 'due', binds: 'relay', date: '2025-02-10' }]);
    const back = 'ขอให้อำเภอแจ้งผลการดำเนินการให้จังหวัดทราบภายในวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๘';
    expect(read(back)).toMatchObject([{ binds: 'recipient' }]);
  });

  it('tells a paper due from a period open', () => {
    expect(read('โดยรับใบสมัครถึงวันที่ ๒๘ เมษายน ๒๕๖๘')).toMatchObject([{ kind: 'due', binds: 'applicant' }]);
    expect(read('โดยกำหนดรับสมัครถึงวันที่ ๒๘ เมษายน ๒๕๖๘')).toMatchObject([{ kind: 'window', binds: 'applicant' }]);
  });

  it('reads a demand whose verb no table holds, and doubts it', () => {
    const text = 'ขอความร่วมมือประดับธงชาติตั้งแต่วันที่ ๒๔ กุมภาพันธ์ ถึงวันที่ ๓ มีนาคม ๒๕๖๘';
    const [found] = read(text);
    expect(found).toMatchObject({ kind: 'window', from: '2025-02-24', date: '2025-03-03', binds: 'recipient' });
    expect(found?.confidence).toBeLessThan(0.9);
  });

  it('has none in an attachment', () => {
    const body = plainText('ขอให้ส่งภายในวันที่ ๒๘ เมษายน ๒๕๖๘');
    expect(findDeadlines({ body, letterDate: null, kind: 'attachment', issuer: null, recipients: [] })).toEqual([]);
  });
});

describe('relative, recurring, urgent, changed', () => {
  it.each([
    ['ขอให้รายงานผลภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ', { days: 15, working: false, from: 'receipt' }],
    ['ขอให้รายงานผลภายใน ๑๐ วันทำการ นับถัดจากวันที่ได้รับแจ้ง', { days: 10, working: true, from: 'receipt' }],
    ['ขอให้ชี้แจงภายใน ๗ วัน นับจากวันที่ลงในหนังสือฉบับนี้', { days: 7, working: false, from: 'letter-date' }],
    ['ขอให้รายงานภายในสามสิบวันนับแต่วันที่ได้รับหนังสือนี้', { days: 30, working: false, from: 'receipt' }],
    ['ขอให้รายงานภายใน ๒๔ ชั่วโมง นับแต่ได้รับแจ้ง', { days: 1, working: false, from: 'receipt' }],
  ])('%s', (text, relative) => {
    expect(read(text)).toMatchObject([{ date: null, kind: 'due', binds: 'recipient', relative }]);
  });

  it.each([
    ['ให้รายงานผลการปฏิบัติงานให้จังหวัดทราบทุกวันที่ ๕ ของเดือน', 'FREQ=MONTHLY;BYMONTHDAY=5'],
    ['ขอให้รายงานให้อำเภอทราบภายในวันที่ ๒๕ ของทุกเดือน', 'FREQ=MONTHLY;BYMONTHDAY=25'],
    ['ให้ส่งรายงานทุกวันศุกร์', 'FREQ=WEEKLY;BYDAY=FR'],
    ['ให้ส่งรายงานทุกสิ้นเดือน', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['ให้รายงานภายในวันที่ ๓๑ ตุลาคม ของทุกปี', 'FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31'],
  ])('%s', (text, recurrence) => {
    expect(read(text)).toMatchObject([{ date: null, recurrence }]);
  });

  it('takes urgency only from a plain demand', () => {
    expect(read('ขอให้ดำเนินการและรายงานผลให้จังหวัดทราบโดยด่วน')).toMatchObject([{ date: null, urgency: 'โดยด่วน' }]);
    expect(read('หากพบปัญหาอุปสรรคให้รายงานจังหวัดทราบโดยด่วน')).toEqual([]);
    expect(read('ขอให้ควบคุมโรคและรายงานทันทีเมื่อพบผู้ป่วย')).toEqual([]);
  });

  it('puts the new date in place of the old', () => {
    const extended = 'ได้ขยายระยะเวลาการรับสมัครจากเดิมวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘ ออกไปจนถึงวันที่ ๑๕ มีนาคม ๒๕๖๘';
    expect(read(extended)).toMatchObject([
      { date: '2025-03-15', binds: 'applicant', supersedes: { date: '2025-02-28', change: 'extend' } },
    ]);
    const moved =
      'ขอเลื่อนการประชุมจากเดิมวันที่ ๑๐ กุมภาพันธ์ ๒๕๖๘ เวลา ๐๙.๐๐ น. เป็นวันที่ ๑๗ กุมภาพันธ์ ๒๕๖๘ เวลา ๑๓.๓๐ น. จึงขอเชิญท่านเข้าร่วมประชุม';
    expect(read(moved)).toMatchObject([
      { date: '2025-02-17', time: '13:30', kind: 'event', supersedes: { date: '2025-02-10', change: 'move' } },
    ]);
    const cancelled = 'ขอยกเลิกการประชุมในวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๘ เวลา ๐๙.๓๐ น. ที่ได้เชิญท่านเข้าร่วมประชุม';
    expect(read(cancelled)).toMatchObject([{ date: null, supersedes: { date: '2025-02-20', change: 'cancel' } }]);
  });
});

describe('what is no deadline', () => {
  it.each([
    ['past', 'ขอให้รายงานผลการดำเนินการภายในวันที่ ๕ มกราคม ๒๕๖๘'],
    ['citation', 'ตามหนังสือจังหวัด ที่ ลย ๐๐๒๓/ว ๑๒ ลงวันที่ ๓ มีนาคม ๒๕๖๘ ให้รายงาน'],
    ['fiscal year', 'เบิกจ่ายงบประมาณรายจ่ายประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ให้เป็นไปตามเป้าหมาย'],
    ['effective date', 'ประกาศฉบับนี้ให้มีผลใช้บังคับตั้งแต่วันที่ ๑ มีนาคม ๒๕๖๘ เป็นต้นไป'],
    ['sender’s schedule', 'กรมจะประกาศผลการคัดเลือกภายในวันที่ ๓๐ เมษายน ๒๕๖๘ ทางเว็บไซต์'],
    ['visit of a committee', 'คณะกรรมการจะลงพื้นที่ตรวจประเมินระหว่างวันที่ ๑ - ๓๐ เมษายน ๒๕๖๘'],
    ['length of a project', 'โครงการมีระยะเวลาดำเนินการตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๗ ถึงวันที่ ๓๐ กันยายน ๒๕๖๘'],
    ['state of data', 'ตามข้อมูล ณ วันที่ ๑ มีนาคม ๒๕๖๘ มีผู้สมัครแล้ว'],
    ['quantity', 'ผู้รับจ้างต้องส่งมอบงานไม่เกิน ๓๐ วัน และให้บริการไม่เกิน ๕ กิโลเมตร'],
    ['blank day', 'ให้จัดส่งถึงสำนักงาน ภายในวันที่      กุมภาพันธ์ ๒๕๖๘'],
    ['end of a contract', 'เนื่องจากสัญญาจ้างจะสิ้นสุดในวันที่ ๓๐ กันยายน ๒๕๖๘'],
    ['expiry', 'ใบอนุญาตหมดอายุวันที่ ๓๑ ธันวาคม ๒๕๖๘'],
    ['count from elsewhere', 'ให้รายงานภายใน ๑๕ วันนับแต่วันสิ้นสุดโครงการ'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('form', () => {
  it('fits the contract and says where it stands', () => {
    const text = 'ขอให้รายงานผลให้จังหวัดทราบภายในวันที่ ๑๐ มีนาคม ๒๕๖๘ เวลา ๑๒.๐๐ น. ต่อไป';
    const [found] = read(text);
    expect(deadlineSchema.parse(found)).toEqual(found);
    expect(found?.text).toBe('ภายในวันที่ ๑๐ มีนาคม ๒๕๖๘ เวลา ๑๒.๐๐ น.');
    expect(found?.evidence).toEqual([{ page: 1, bbox: null, text: 'ภายในวันที่ ๑๐ มีนาคม ๒๕๖๘ เวลา ๑๒.๐๐ น.' }]);
    expect(found?.confidence).toBeGreaterThanOrEqual(0.9);
  });

  it('doubts a weekday that does not match, and what the paper doubts', () => {
    // 10 March 2025 was a Monday.
    const text = 'ขอให้รายงานผลภายในวันศุกร์ที่ ๑๐ มีนาคม ๒๕๖๘';
    expect(read(text)[0]?.confidence).toBeLessThanOrEqual(0.5);
    const sure = plainText('ขอให้รายงานผลภายในวันจันทร์ที่ ๑๐ มีนาคม ๒๕๖๘');
    const input = { letterDate: '2025-02-01', kind: 'external' as const, issuer: null, recipients: [] };
    const faint = findDeadlines({ ...input, body: { ...sure, confidence: () => 0.4 } });
    expect(faint[0]?.confidence).toBeLessThan(0.4);
  });
});
