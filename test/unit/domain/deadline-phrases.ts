/**
 * Phrases from real letters and notices (short quotations; the source of each in the third column), with what the record
 * contract makes of them. Worked out by hand from the Buddhist-era value that was noted when the phrase was collected.
 */
export interface Phrase {
  id: string;
  text: string;
  source: string;
  /** In order; empty where the phrase is no deadline. Fields that are left out are not compared. */
  expected: Record<string, unknown>[];
  /** The letter's date, where the phrase needs one. */
  letterDate?: string;
}

const none: Record<string, unknown>[] = [];
const receipt = (days: number, working = false) => [
  { date: null, kind: 'due', relative: { days, working, from: 'receipt' } },
];

export const PHRASES: readonly Phrase[] = [
  {
    id: 'P001',
    text: 'โดยกำหนดรับสมัครรางวัลผ่านระบบออนไลน์ ถึงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘',
    source: 'DLA 2568',
    expected: [{ date: '2025-02-28', kind: 'window', binds: 'applicant', from: null }],
  },
  {
    id: 'P002',
    text: 'โดยกำหนดเปิดรับสมัครรางวัลผ่านระบบออนไลน์ ตั้งแต่วันที่ ๑๐ มกราคม ๒๕๖๘ ถึงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘',
    source: 'OPDC 2568',
    expected: [{ date: '2025-02-28', from: '2025-01-10', kind: 'window', binds: 'applicant' }],
  },
  {
    id: 'P003',
    text: 'เปิดรับสมัครระหว่างวันที่ 10 มกราคม - 28 กุมภาพันธ์ 2568',
    source: 'OPDC poster',
    expected: [{ date: '2025-02-28', from: '2025-01-10', kind: 'window', binds: 'applicant' }],
  },
  {
    id: 'P004',
    text: 'กดยืนยันอนุมัติผลงานภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘ จะถือว่าเป็นการสมัครสมบูรณ์',
    source: 'OPDC instructions',
    expected: [{ date: '2025-02-28', kind: 'due' }],
  },
  { id: 'P005', text: 'วันที่ - ๕ ก.พ. ๒๕๖๘', source: 'receive stamp', expected: none },
  {
    id: 'P006',
    text: 'ให้ส่งใบสมัครผ่านระบบออนไลน์ ภายในวันอังคารที่ ๒๓ กุมภาพันธ์ ๒๕๖๔',
    source: 'Bangkok memo',
    expected: [{ date: '2021-02-23', kind: 'due', binds: 'applicant' }],
  },
  {
    id: 'P007',
    text: 'ส่ง... ให้สำนักงาน ก.ก. ... ภายในวันพุธที่ ๑๐ กุมภาพันธ์ ๒๕๖๔',
    source: 'Bangkok memo',
    expected: [{ date: '2021-02-10', kind: 'due', binds: 'recipient' }],
  },
  { id: 'P008', text: 'ได้เข้าร่วมประชุมชี้แจง... เมื่อวันที่ ๒๑ ธันวาคม ๒๕๖๓', source: 'Bangkok memo', expected: none },
  {
    id: 'P009',
    text: 'จัดส่งผลงานในภาพรวมของกรุงเทพมหานครผ่านระบบออนไลน์ภายในกำหนด',
    source: 'Bangkok memo',
    expected: none,
  },
  { id: 'P013', text: 'เป็นผลการดำเนินการตั้งแต่วันที่ 1 ตุลาคม 2559 – 14 กุมภาพันธ์ 2566', source: 'OPDC slides', expected: none },
  { id: 'P015', text: 'ปลายเดือนกันยายน 2566', source: 'OPDC slides', expected: none },
  { id: 'P017', text: 'ตามมติคณะรัฐมนตรีเมื่อวันที่ 1 พฤษภาคม 2561', source: 'OPDC slides', expected: none },
  { id: 'P019', text: 'ย้อนหลัง ไม่เกิน 5 ปี', source: 'OPDC slides', expected: none },
  { id: 'P020', text: 'ไม่เกิน 30 วินาที ได้ทุกพื้นที่ ทุกเวลา', source: 'OPDC slides', expected: none },
  { id: 'P021', text: 'เผยแพร่ข้อมูลเมื่อ 19 พฤศจิกายน 2558 23:01:42', source: 'OPDC web page', expected: none },
  {
    id: 'P022',
    text: 'ให้แล้วเสร็จภายในเดือน ธันวาคม 2559',
    source: 'nongtaobanmi.go.th',
    expected: [{ date: '2016-12-31', kind: 'due' }],
  },
  {
    id: 'P023',
    text: 'พร้อมสำเนาใบ Pay-in ส่งกลุ่มนโยบายและแผน ภายในวันที่ 25 กันยายน 2560',
    source: 'ptt2.go.th',
    expected: [{ date: '2017-09-25', kind: 'due', binds: 'recipient' }],
  },
  {
    id: 'P024',
    text: 'ได้ถึงวันพุธที่ 28 เมษายน 2564',
    source: 'awards63.obecawards.net',
    expected: [{ date: '2021-04-28' }],
  },
  {
    id: 'P026',
    text: 'เปิดระบบ... ตั้งแต่วันที่ 20-25 สิงหาคม 2557 หากพ้นกำหนดระบบจะปิด',
    source: 'sk1edu.go.th',
    expected: [{ date: '2014-08-25', from: '2014-08-20', kind: 'window', binds: 'recipient' }],
  },
  {
    id: 'P027',
    text: 'กำหนดการแข่งขันเลื่อนเป็นวันที่ 6-7,13-14,และ20-21 กันยายน 2557',
    source: 'sk1edu.go.th',
    expected: [
      {
        date: '2014-09-21',
        from: '2014-09-06',
        kind: 'event',
        supersedes: { date: null, citation: null, change: 'move' },
      },
    ],
  },
  { id: 'P028', text: 'ออกไปก่อน หากกำหนดเมื่อใดจะแจ้งให้ทราบอีกครั้ง', source: 'sk1edu.go.th', expected: none },
  {
    id: 'P029',
    text: 'โดย สพฐ.กำหนดให้จัดส่งคำขอจัดตั้งงบประมาณ ภายในวันที่ 7 กุมภาพันธ์ 2561',
    source: 'sk1edu.go.th',
    expected: [{ date: '2018-02-07', kind: 'due' }],
  },
  { id: 'P030', text: '(ข้อมูล ณ วันที่ 10 มิถุนายน 2560)', source: 'sk1edu.go.th', expected: none },
  {
    id: 'P031',
    text: 'ภายในวันที่ 26 ของทุกเดือน เดือนใดเป็นวันเสาร์-อาทิตย์ให้เลื่อนไปวันจันทร์แทน',
    source: 'stou.ac.th',
    expected: [{ date: null, recurrence: 'FREQ=MONTHLY;BYMONTHDAY=26' }],
  },
  {
    id: 'P032',
    text: 'เดือนมีนาคมลงสถิติสองครั้ง - หน่วยลงข้อมูลภายในวันที่ 18,26',
    source: 'stou.ac.th',
    letterDate: '2013-03-01',
    expected: [
      { date: '2013-03-18', kind: 'due' },
      { date: '2013-03-26', kind: 'due' },
    ],
  },
  {
    id: 'P033',
    text: 'งวดไตรมาสที่ 1 ให้รายงานภายในวันที่ 11 กุมภาพันธ์ 2562',
    source: 'audit.loei1.go.th',
    expected: [{ date: '2019-02-11', kind: 'due', binds: 'recipient' }],
  },
  { id: 'P036', text: 'ให้เสนอผู้ว่าราชการจังหวัดพิจารณาภายใน ๗ วันทำการ', source: 'dol.go.th', expected: receipt(7, true) },
  { id: 'P038', text: 'ปิดประกาศไว้เป็นระยะเวลาไม่น้อยกว่าสามสิบวัน', source: 'Gazette 2561', expected: none },
  {
    id: 'P039',
    text: 'อย่างน้อยปีละหนึ่งครั้งภายในเดือนธันวาคมของทุกปี',
    source: 'Gazette 2561',
    expected: [{ date: null, recurrence: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1' }],
  },
  {
    id: 'P041',
    text: 'ส่งแผนการเร่งรัดงานภายใน ๗ วันนับแต่วันที่ได้รับหนังสือฉบับนี้',
    source: 'เทศบาลตำบลสีแก้ว',
    expected: receipt(7),
  },
  {
    id: 'P042',
    text: 'ภายใน ๑๐ วัน นับแต่วันที่ได้รับหนังสือฉบับนี้ หากพ้นกำหนดแล้ว',
    source: 'จังหวัดอุบลราชธานี',
    expected: receipt(10),
  },
  {
    id: 'P043',
    text: 'ยื่นอุทธรณ์ต่อผู้บริหารท้องถิ่นภายในสามสิบวันนับแต่วันที่ได้รับหนังสือแจ้ง',
    source: 'form letter',
    expected: receipt(30),
  },
  { id: 'P044', text: 'แก้ไขให้ถูกต้องครบถ้วนภายใน ๓๐ วันนับแต่วันที่ได้รับหนังสือจากผู้อนุญาต', source: 'อย.', expected: receipt(30) },
  {
    id: 'P045',
    text: 'โปรดนำเงินจำนวนดังกล่าวไปชำระภายใน 15 นับแต่วันที่ได้รับหนังสือนี้',
    source: 'form letter',
    expected: receipt(15),
  },
  {
    id: 'P047',
    text: 'หากตรวจสอบแล้วมีข้อผิดพลาดให้รีบดำเนินการให้แล้วเสร็จภายในวันที่ 31 ตุลาคม 2556',
    source: 'taklocal.org',
    expected: [{ date: '2013-10-31', kind: 'due', binds: 'recipient' }],
  },
  { id: 'P048', text: 'จำนวนประชากร (ณ 30 ก.ย.56)', source: 'taklocal.org', expected: none },
  {
    id: 'P052',
    text: 'กำหนดรับสมัครผลงานการประกวด จนถึงวันที่ 30 มิถุนายน 2564 ... นั้น',
    source: 'prd.go.th',
    expected: [{ date: '2021-06-30', kind: 'window', binds: 'applicant' }],
  },
  {
    id: 'P053',
    text: 'จึงขยายเวลาการรับสมัครผลงานประกวดออกไปจนถึงวันที่ 31 กรกฏาคม 2564',
    source: 'prd.go.th',
    expected: [{ date: '2021-07-31', kind: 'window', supersedes: { date: null, citation: null, change: 'extend' } }],
  },
  { id: 'P054', text: 'กำหนดประกาศผลการตัดสิน ภายใน เดือนสิงหาคม 2564', source: 'prd.go.th', expected: none },
  {
    id: 'P055',
    text: 'เปิดรับผลงานประกวดตั้งแต่บัดนี้ ถึงวันที่ 30 เมษายน 2561',
    source: 'nakhoncity.org',
    expected: [{ date: '2018-04-30', kind: 'window', binds: 'applicant', from: null }],
  },
  {
    id: 'P056',
    text: 'ตั้งแต่วันนี้ - 28 เมษายน 2560 (ในกรณีที่ส่งทางไปรษณีย์จะถือวันประทับตราส่งไปรษณีย์เป็นสำคัญ)',
    source: 'prsongkhla.com',
    expected: [{ date: '2017-04-28', kind: 'window', from: null }],
  },
  {
    id: 'P057',
    text: 'ทั้งนี้ไม่เกินวันที่ 31 พ.ค.54',
    source: 'มท ๐๘๐๘.๒/ว๑๐๓๑',
    expected: [{ date: '2011-05-31', kind: 'due' }],
  },
  {
    id: 'P058',
    text: 'จบพร้อมรุ่นให้ upload ภายในวันที่ 14 พฤษภาคม 2558 และ ... ไม่พร้อมรุ่น ให้ upload ภายในวันที่ 20 พฤษภาคม 2558',
    source: 'sesao8.go.th',
    expected: [
      { date: '2015-05-14', kind: 'due' },
      { date: '2015-05-20', kind: 'due' },
    ],
  },
  {
    id: 'P059',
    text: 'ให้แล้วเสร็จภายในวันที่ 10 มิถุนายน 2558 เวลาเที่ยงคืน',
    source: 'bopp-obec.info',
    expected: [{ date: '2015-06-10', time: '24:00', kind: 'due' }],
  },
  {
    id: 'P060',
    text: 'ตั้งแต่บัดนี้จนถึงวันที่ 15 พฤศจิกายน 2557 เวลา 24.00 น.',
    source: 'info.pyo1.go.th',
    expected: [{ date: '2014-11-15', time: '24:00', kind: 'window', from: null }],
  },
  {
    id: 'P061',
    text: 'ยืนยันข้อมูลและยกเลิกได้จนถึงวันที่ 10 พ.ย.',
    source: 'info.pyo1.go.th',
    letterDate: '2014-10-20',
    expected: [{ date: '2014-11-10' }],
  },
  { id: 'P063', text: 'โดยให้เลื่อนไปจนกว่า', source: 'สพฐ.', expected: none },
  {
    id: 'P064',
    text: 'ส่งแบบเสนอโครงการ ภายในวันที่ 31 กรกฎาคม 2557',
    source: 'aerothai.co.th',
    expected: [{ date: '2014-07-31', kind: 'due' }],
  },
  {
    id: 'P065',
    text: 'ส่งใบสมัครผลงาน 1 สิงหาคม – 31 ตุลาคม 2557',
    source: 'aerothai.co.th',
    expected: [{ date: '2014-10-31', from: '2014-08-01', kind: 'window', binds: 'applicant' }],
  },
  { id: 'P066', text: 'พิจารณาตัดสิน ภายในเดือนมีนาคม 2558', source: 'aerothai.co.th', expected: none },
  {
    id: 'P068',
    text: 'วันสิ้นสุดการรับผลงาน 31 มีนาคม 2557 โดยพิจารณาจากตราประทับของไปรษณีย์เป็นหลัก',
    source: 'praphansarn.com',
    expected: [{ date: '2014-03-31', kind: 'due', binds: 'applicant' }],
  },
  { id: 'P069', text: 'ให้ประกาศฯ ฉบับนี้มีผลใช้บังคับตั้งแต่วันที่ 1 กันยายน 2563', source: 'announcement 2563', expected: none },
  {
    id: 'P070',
    text: 'ขยายเวลาการรับสมัคร...ออกไปอีก 1 เดือน นับตั้งแต่วันที่ 1-31 กรกฎาคม 2540',
    source: 'ryt9.com',
    expected: [{ date: '1997-07-31', kind: 'window', supersedes: { date: null, citation: null, change: 'extend' } }],
  },
  {
    id: 'P071',
    text: 'เป็นเขตท้องที่ทำการฉีดวัคซีน... ตั้งแต่วันที่ 1 มีนาคม 2564 ถึงวันที่ 31 กรกฎาคม 2564',
    source: 'mutchalin.go.th',
    expected: none,
  },
  {
    id: 'P072',
    text: 'ยื่นคำร้องเพิ่มชื่อ ถอนชื่อ ภายในวันที่ 9 ธันวาคม พ.ศ. 2563 เป็นวันสุดท้าย',
    source: 'lammai.go.th',
    expected: [{ date: '2020-12-09', kind: 'due' }],
  },
  {
    id: 'P076',
    text: '10 วัน ก่อนวันเลือกตั้ง ... (ภายในวันที่ 26 พฤษภาคม 2555)',
    source: 'sakoncity.go.th',
    expected: [{ date: '2012-05-26', kind: 'due' }],
  },
  {
    id: 'P078',
    text: 'ทุกวันที่ 10 ของทุกเดือน ถ้าวันที่ 10 ของเดือนใดตรงกับวันหยุด... เลื่อนเวลาจ่ายเงิน เป็นก่อนวันที่ 10',
    source: 'payer’s notice',
    expected: none,
  },
  {
    id: 'P080',
    text: 'ช่วงขยายเวลาถึง 30 กันยายน 2559',
    source: 'dcontrol.dld.go.th',
    expected: [{ date: '2016-09-30', supersedes: { date: null, citation: null, change: 'extend' } }],
  },
  {
    id: 'P081',
    text: 'เดิมจะมีผลบังคับใช้ในวันที่ 1 มกราคม 2563 นี้ โดยเลื่อนเวลาออกไปเป็นเดือนสิงหาคม 2563',
    source: 'news 2562',
    expected: none,
  },
  {
    id: 'P082',
    text: '1 มกราคม 2565 –28 กุมภาพันธ์ 2565 ลงทะเบียนการประเมิน',
    source: 'ts-local.com',
    expected: [{ date: '2022-02-28', from: '2022-01-01', kind: 'window' }],
  },
  { id: 'P083', text: 'ยอดสะสมตั้งแต่วันที่ 28 มิถุนายน 2564 ถึงวันที่ 21 กรกฎาคม 2564', source: 'กระทรวงมหาดไทย', expected: none },
  {
    id: 'P085',
    text: 'รับสมัครระหว่างวันที่ 28 ก.พ.-4 มี.ค.63',
    source: 'kruupdate.com',
    expected: [{ date: '2020-03-04', from: '2020-02-28', kind: 'window', binds: 'applicant' }],
  },
  { id: 'P086', text: 'ประกาศผลภายในวันที่ 24 พ.ค.64', source: 'nonsaatnfe.com', expected: none },
  {
    id: 'P088',
    text: 'ขอความกรุณาแจ้งรายชื่อผู้เข้าร่วมประชุมภายในวันที่ ๒๐ มิถุนายน ๒๕๖๙',
    source: 'sample letter',
    expected: [{ date: '2026-06-20', kind: 'due', binds: 'recipient' }],
  },
  {
    id: 'P089',
    text: 'ส่งเอกสารหลักฐาน... ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๙',
    source: 'sample letter',
    expected: [{ date: '2026-06-30', kind: 'due', binds: 'recipient' }],
  },
  {
    id: 'P091',
    text: 'ตั้งแต่วันที่ ๒๐ – ๓๐ มิถุนายน ๒๕๖๙ ในวันและเวลาราชการ',
    source: 'sample letter',
    expected: [{ date: '2026-06-30', from: '2026-06-20', kind: 'window' }],
  },
  { id: 'P034', text: 'ภายใน ๗ วันทำการ นับแต่ประกาศครบกำหนด', source: 'dol.go.th', expected: none },
  {
    id: 'P035',
    text: 'ภายใน ๑๕ วันทำการ นับแต่ได้รับความเห็นครบ หรือครบ ๑๘๐ วัน กรณีไม่ได้รับแจ้งผล',
    source: 'dol.go.th',
    expected: none,
  },
  { id: 'P037', text: 'ภายในสิบห้าวันนับแต่วันที่ผู้บริหารท้องถิ่นเสนอผลการติดตาม', source: 'Gazette 2561', expected: none },
  { id: 'P040', text: 'ให้เสร็จภายในหกสิบวันนับแต่วันที่ได้รับข้อบัญญัติท้องถิ่นนั้น', source: 'flipbuilder', expected: none },
  { id: 'P018', text: 'โดยหน่วยงานต้องเริ่มขยายผลไม่เกิน 3 ปี หลังจากได้รับรางวัล', source: 'OPDC slides', expected: none },
  { id: 'P074', text: 'ภายใน 7 วันก่อนเลือกตั้ง หรือภายใน 7 วัน นับแต่วันเลือกตั้ง', source: 'doingam.go.th', expected: none },
  { id: 'P075', text: '(ภายใน 60 วัน นับจากวันเลือกตั้ง)', source: 'thungluknok.go.th', expected: none },
  { id: 'P067', text: 'ดาวน์โหลดคู่มือ... ก่อนวันที่ 6 ตุลาคม 2551 ทำการดาวน์โหลดคู่มือใหม่', source: 'gfmis.go.th', expected: none },
  { id: 'P012', text: 'มอบหมายผู้แทนเข้าร่วมการประชุมในวันและเวลาดังกล่าว', source: 'MOI memo', expected: none },
  {
    id: 'P046',
    text: 'เร่งดำเนินการและส่งให้กรมส่งเสริมการปกครองท้องถิ่นโดยตรง',
    source: 'มท 0808.3/ว 1640',
    expected: [{ date: null, kind: 'due', urgency: 'เร่งดำเนินการ' }],
  },
  {
    id: 'P049',
    text: 'ภายในวันที่ 15 หรือก่อนวันสิ้นเดือน',
    source: 'skh-web.blogspot.com',
    expected: [
      {
        date: null,
        recurrence: 'FREQ=MONTHLY;BYMONTHDAY=15',
        alternatives: [{ value: 'FREQ=MONTHLY;BYMONTHDAY=-1', confidence: 0.4, why: 'either is allowed' }],
      },
    ],
  },
  {
    id: 'P077',
    text: 'ก่อนวันที่ 9 ธันวาคม 2566 ให้มาดำเนินการแจ้งครอบครองที่ดิน ... ภายในวันที่ 9 ธันวาคม 2570',
    source: 'alro.go.th',
    expected: [{ date: '2027-12-09', kind: 'due' }],
  },
  { id: 'P092', text: 'ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป', source: 'sample order', expected: none },
];

/** Phrases that are not read as they should be, or that stand too short to be read at all; each with the reason. */
export const KNOWN_GAPS: readonly (readonly [id: string, why: string])[] = [
  ['P010, P014, P050, P073, P079', 'a bare period: the words that say what it is for stand elsewhere'],
  ['P011, P016, P025, P051, P084, P090', 'an occasion in a fragment that asks nobody to be there'],
  ['P062', '14 วัน นับตั้งแต่ A – B with nothing to do in the fragment'],
  ['P087', 'รอบ 6 9 และ 12 เดือน names the periods of a report, not the day on which it is due'],
];
