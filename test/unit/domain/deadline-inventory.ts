/**
 * Wordings that the evaluation sets lack, as they stand on public pages and in the inventory of deadline phrases (P-numbers):
 * short quotations with their source, and what CONTRACT makes of each, worked out by hand before the rules were run on them.
 */
export interface Wording {
  text: string;
  source: string;
  expected: Record<string, unknown>[];
  /** The day of the letter or page, where the quotation needs one. */
  letterDate?: string;
  /** Why it is not read so; shown as something still to be done. */
  gap?: string;
}

const none: Record<string, unknown>[] = [];
const by = (date: string, rest: Record<string, unknown> = {}) => ({ date, ...rest });
const every = (recurrence: string) => [{ date: null, recurrence }];
const changed = (date: string | null, old: string | null, change: string, rest: Record<string, unknown> = {}) => ({
  date,
  supersedes: { date: old, change },
  ...rest,
});

export const INVENTORY: Readonly<Record<string, readonly Wording[]>> = {
  ก่อนวันที่: [
    {
      text: 'ก่อนวันที่ 9 ธันวาคม 2566 ให้มาดำเนินการแจ้งครอบครองที่ดิน ... ภายในวันที่ 9 ธันวาคม 2570',
      source: 'P077, alro.go.th',
      expected: [by('2027-12-09', { kind: 'due' })],
    },
    { text: 'ดาวน์โหลดคู่มือ... ก่อนวันที่ 6 ตุลาคม 2551 ทำการดาวน์โหลดคู่มือใหม่', source: 'P067, gfmis.go.th', expected: none },
    {
      text: 'สำหรับคำขอที่ชำระค่าคำขอก่อนวันที่ 1 สิงหาคม 2565 หากมีข้อบกพร่อง ผู้ยื่นคำขอสามารถแก้ไขได้ 2 ครั้ง',
      source: 'thaimed.co.th/8413',
      expected: none,
    },
    { text: 'ผู้ลงทะเบียนสามารถใช้อัตราค่าลงทะเบียนก่อนวันที่ 15 พฤศจิกายน 2560', source: 'pulinet2018.npu.ac.th', expected: none },
    {
      text: 'เลื่อนเวลาจ่ายเงิน เป็นก่อนวันที่ 10',
      source: 'P078, bangkokbiznews.com',
      expected: none,
    },
    {
      text: '10 วัน ก่อนวันเลือกตั้ง ... (ภายในวันที่ 26 พฤษภาคม 2555)',
      source: 'P076, sakoncity.go.th',
      expected: [by('2012-05-26', { kind: 'due' })],
    },
    { text: 'การยกเลิกต้องยกเลิกก่อนวันยื่นเรื่องอย่างน้อย 1 วัน', source: 'thaiconsularservice.jp', expected: none },
    { text: 'ส่งให้คณะกรรมการทุกท่านก่อนวันประชุมประมาณ 1 สัปดาห์', source: 'gotoknow.org/posts/44038', expected: none },
    { text: 'ก่อนวันประชุมไม่น้อยกว่า 7 วันหรือตามที่กำหนดไว้ในข้อบังคับ', source: 'prakard365.com', expected: none },
    { text: 'กรุณาส่งงานทุกชิ้นก่อนวันส่งวันสุดท้าย เพื่อป้องกันเหตุฉุกเฉิน', source: 'pharmacology41.med.cmu.ac.th', expected: none },
  ],
  ทุกวันที่: [
    {
      text: 'หน่วยลงข้อมูลภายในวันที่ 26 ของทุกเดือน',
      source: 'P031, ereserves.stou.ac.th',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=26'),
    },
    {
      text: 'ฝ่ายตรวจสอบข้อมูลภายในวันที่ 27 ของทุกเดือน เดือนใดเป็นวันเสาร์-อาทิตย์ให้เลื่อนไปวันจันทร์แทน',
      source: 'ereserves.stou.ac.th',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=27'),
    },
    {
      text: 'รายงานเป็นประจำทุกเดือนภายในวันที่ 7 ของเดือนถัดไป',
      source: 'sites.google.com/view/beeffarm1',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=7'),
    },
    {
      text: 'ต้องยื่นรายงานการค้าข้าวประจำเดือนภายในวันที่เจ็ดของเดือนถัดไป',
      source: 'ricetrade.dit.go.th',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=7'),
    },
    {
      text: 'พิมพ์ใบเบิกส่ง ใบเบิกในgoogledoc.ภายในวันที่ 5 ของเดือนถ้าติดวันหยุดเลื่อนเป็นวันทำการถัดไป',
      source: 'sites.google.com/site/ssoplapak',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=5'),
    },
    {
      text: 'จ่ายค่าเช่าภายในวันที่ 5 ของทุกเดือน',
      source: 'house rules in a public repository',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=5'),
    },
    {
      text: 'ทำการตัดยอดเบิกคลังทุกสิ้นเดือน',
      source: 'sites.google.com/site/ssoplapak',
      expected: every('FREQ=MONTHLY;BYMONTHDAY=-1'),
    },
    { text: 'ทุกวันที่ 10 ของทุกเดือน ถ้าวันที่ 10 ของเดือนใดตรงกับวันหยุด', source: 'P078, payer’s notice', expected: none },
    { text: 'สร้างหวยรัฐบาลวันที่ 2 และ 17 ของทุกเดือน', source: 'comment in a public repository', expected: none },
    { text: 'กำหนดวันจ่ายเงินเดือนชัดเจน (เช่น วันที่ 25 ของทุกเดือน)', source: 'guide in a public repository', expected: none },
  ],
  ภายในเดือน: [
    {
      text: 'ให้แล้วเสร็จภายในเดือน ธันวาคม 2559',
      source: 'P022, nongtaobanmi.go.th',
      expected: [by('2016-12-31', { kind: 'due' })],
    },
    {
      text: 'อย่างน้อยปีละหนึ่งครั้งภายในเดือนธันวาคมของทุกปี',
      source: 'P039, Gazette 2561',
      expected: every('FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1'),
    },
    {
      text: 'ชำระภาษีภายในเดือนกุมภาพันธ์ของทุกปี',
      source: 'prathailocal.go.th',
      expected: every('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'),
    },
    {
      text: 'ชำระภาษีบำรุงท้องที่ภายในเดือนมกราคม ถึง เดือนเมษายนของทุกปี',
      source: 'prathailocal.go.th',
      expected: every('FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1'),
    },
    {
      text: 'ยื่นแบบภายในเดือนมีนาคม ของทุกปี',
      source: 'talaebok.go.th',
      expected: every('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1'),
    },
    {
      text: 'ยื่นแบบแสดงรายการภายในเดือนมกราคม 2562',
      source: 'jehbilang.go.th',
      expected: [by('2019-01-31', { kind: 'due' })],
    },
    {
      text: 'ยื่นแบบแสดงรายการภายในเดือน มีนาคม 2562',
      source: 'jehbilang.go.th',
      expected: [by('2019-03-31', { kind: 'due' })],
    },
    { text: 'รับชำระภาษีภายในเดือนมิถุนายน 2564', source: 'sa-kwan.go.th', expected: [by('2021-06-30')] },
    {
      text: 'จัดทำแบบประเมินตนเอง 2544 และจัดส่งเขตพื้นที่ฯ ภายในเดือนกรกฎาคม',
      source: 'school finance calendar in a public repository',
      letterDate: '2025-02-01',
      expected: [by('2025-07-31', { kind: 'due' })],
    },
    {
      text: 'ประกาศราคาประเมิน(ภดส.12)ภายในเดือนมีนาคม 2564',
      source: 'sa-kwan.go.th',
      expected: none,
      gap: 'whose act it is stands nowhere in the words; given at 0.85, so that a clerk looks',
    },
    { text: 'ตัดสินผลงาน ภายใน 31 มีนาคม 2558', source: 'praphansarn.com', expected: none },
    { text: 'กำหนดประกาศผลการตัดสิน ภายใน เดือนสิงหาคม 2564', source: 'P054, prd.go.th', expected: none },
  ],
  รายไตรมาส: [
    {
      text: 'งวดไตรมาสที่ 1 ให้รายงานภายในวันที่ 11 กุมภาพันธ์ 2562\nงวดไตรมาสที่ 2 ให้รายงานภายในวันที่ 10 เมษายน 2562\nงวดไตรมาสที่ 3 ให้รายงานภายในวันที่ 10 กรกฏาคม 2562\nงวดไตรมาสที่ 4 ให้รายงานภายในวันที่ 10 ตุลาคม 2562',
      source: 'P033, audit.loei1.go.th',
      expected: [
        by('2019-02-11', { kind: 'due' }),
        by('2019-04-10', { kind: 'due' }),
        by('2019-07-10', { kind: 'due' }),
        by('2019-10-10', { kind: 'due' }),
      ],
    },
    {
      text: 'เดือนมีนาคมลงสถิติสองครั้ง\n-ฝ่ายตรวจสอบข้อมูลภายในวันที่ 19, 27 มีนาคม 2556',
      source: 'ereserves.stou.ac.th',
      expected: [by('2013-03-19', { kind: 'due' }), by('2013-03-27', { kind: 'due' })],
    },
    {
      text: 'ข้อมูลเดือน ตุลาคม 2550 – ธันวาคม 2550 ส่งข้อมูลภายใน 31 พฤษภาคม 2551',
      source: 'bkk.nhso.go.th/1000',
      expected: [by('2008-05-31', { kind: 'due' })],
    },
    {
      text: 'ข้อมูลเดือน สิงหาคม 2551 ให้ส่งภายในวันที่ 10 กันยายน 2551',
      source: 'bkk.nhso.go.th/1000',
      expected: [by('2008-09-10', { kind: 'due' })],
    },
    { text: 'ห้วงการรายงาน ไตรมาสที่ 2 (1 ม.ค. 66 - 31 มี.ค. 66)', source: 'moikpi', expected: none },
    { text: 'รอบผลประกอบการ 1 ก.ค. - 31 ธ.ค. 2560', source: 'kkp-th.listedcompany.com', expected: none },
    { text: 'จัดทำรายงานในรอบ 6 9 และ 12 เดือน', source: 'P087, slideplayer.in.th', expected: none },
    {
      text: '- **การอัปเดตทุกไตรมาส**: การเพิ่มและปรับปรุงเนื้อหาครั้งใหญ่',
      source: 'guide in a public repository',
      expected: none,
    },
  ],
  ขยายเวลา: [
    {
      text: 'จึงขยายเวลาการรับสมัครผลงานประกวดออกไปจนถึงวันที่ 31 กรกฏาคม 2564',
      source: 'P053, prd.go.th',
      expected: [changed('2021-07-31', null, 'extend', { kind: 'window' })],
    },
    {
      text: 'กำหนดรับสมัครผลงานการประกวด จนถึงวันที่ 30 มิถุนายน 2564 และประกาศผลการตัดสินภายในเดือนกรกฏาคม 2564 นั้น เพื่อเปิดโอกาสให้นักเรียน จึงขยายเวลาการรับสมัครผลงานประกวดออกไปจนถึงวันที่ 31 กรกฏาคม 2564 และกำหนดประกาศผลการตัดสิน ภายใน เดือนสิงหาคม 2564',
      source: 'P052–P054, prd.go.th',
      expected: [changed('2021-07-31', '2021-06-30', 'extend', { kind: 'window', binds: 'applicant' })],
    },
    {
      text: 'ขยายเวลาการรับสมัคร...ออกไปอีก 1 เดือน นับตั้งแต่วันที่ 1-31 กรกฎาคม 2540',
      source: 'P070, ryt9.com',
      expected: [changed('1997-07-31', null, 'extend')],
    },
    {
      text: 'ช่วงขยายเวลาถึง 30 กันยายน 2559',
      source: 'P080, dcontrol.dld.go.th',
      expected: [changed('2016-09-30', null, 'extend')],
    },
    {
      text: 'ขยายระยะเวลาการส่งผลงานภาพถ่ายในโครงการประกวดภาพถ่ายกรมทางหลวง ครั้งที่ 2 ถึง15 มกราคม 2561',
      source: 'dohutt2.go.th',
      expected: [changed('2018-01-15', null, 'extend', { binds: 'applicant' })],
    },
    {
      text: 'ขยายเวลาส่งเรื่องสั้นเข้าประกวด จากเดิม 31 พ.ค. 63 เป็น 30 มิ.ย. 63',
      source: 'กรมส่งเสริมวัฒนธรรม 2563',
      expected: [changed('2020-06-30', '2020-05-31', 'extend')],
    },
    {
      text: 'จึงเห็นควรขยายเวลาในการรับผลงานเพื่อให้นักเรียน นักศึกษา มีโอกาสส่งผลงานเข้าร่วมการประกวด จากเดิมคือวันที่ ๓๑ พฤษภาคม ๒๕๖๓ เป็นวันที่ ๓๐ มิถุนายน ๒๕๖๓',
      source: 'thailandplus.tv/158057',
      expected: [changed('2020-06-30', '2020-05-31', 'extend')],
    },
    {
      text: 'ทปอ.ขยายวันสมัครTCASรอบ3ถึง19พ.ค.นี้',
      source: 'educationofthailand.com',
      letterDate: '2018-05-13',
      expected: [changed('2018-05-19', null, 'extend')],
    },
    {
      text: 'ส่งบทความวิจัยฉบับเต็มและบทคัดย่อ\nตั้งแต่บัดนี้ถึง วันที่ 10 ตุลาคม 2557\n(ขยายเวลาจนถึงวันที่ 31 ตุลาคม 2557)',
      source: 'grad.mahidol.ac.th/mu_expo',
      expected: [changed('2014-10-31', '2014-10-10', 'extend')],
    },
    {
      text: 'เปิด - ปิดรับบทความ\n20 พฤศจิกายน 2560 – 15 มกราคม  2561\nขยายระยะเวลารับบทความ 31 มกราคม 2561',
      source: 'dept.npru.ac.th/conference10',
      expected: [changed('2018-01-31', '2018-01-15', 'extend')],
    },
    {
      text: 'ขยายระยะเวลาดำเนินการจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง ประจำปี พ.ศ. 2569 เป็นการทั่วไป ออกไปอีก 6 เดือน',
      source: 'mgronline.com, กระทรวงมหาดไทย 2568',
      letterDate: '2025-11-28',
      expected: [changed(null, null, 'extend')],
    },
    {
      text: 'ขณะนี้จะยังไม่ขยายเวลาการรับสมัครออกไปเพราะยังพอมีเวลาอีกเกือบครึ่งเดือน',
      source: 'dekkeen.com, สทศ. 2554',
      expected: none,
    },
  ],
  เลื่อน: [
    {
      text: 'ประกาศเลื่อนประชุมสามัญผู้ถือหุ้น ประจำปี 2563 จากเดิมวันที่ 21 เมษายน 2563 ออกไปอย่างไม่มีกำหนด',
      source: '362degree.com',
      expected: [changed(null, '2020-04-21', 'move')],
    },
    {
      text: 'ขอเลื่อนกำหนดการสอบข้อเขียน จากเดิมวันที่ 20 มิถุนายน และ วันที่ 4 กรกฎาคม 2564 เป็นวันที่ 22 สิงหาคม 2564 และวันที่ 19 กันยายน 2564',
      source: 'สำนักงาน ก.พ., news.trueid.net',
      letterDate: '2021-05-27',
      expected: [
        changed('2021-08-22', '2021-06-20', 'move', { kind: 'event' }),
        changed('2021-09-19', '2021-07-04', 'move', { kind: 'event' }),
      ],
    },
    {
      text: 'จึงมีความจำเป็นต้องเลื่อนการจัดสอบขั้นตอนที่ 3 (OSCE) ในวันอาทิตย์ที่ 10 มกราคม 2564 ออกไปก่อน จนกว่าสถานการณ์จะคลี่คลาย',
      source: 'cmathai.org/588',
      letterDate: '2021-01-02',
      expected: [changed(null, '2021-01-10', 'move')],
    },
    {
      text: 'ตามที่ได้กำหนดจัดการประกวดแข่งขันคัดลายมือ รอบชิงชนะเลิศ ในวันเสาร์ที่ ๒๔ เมษายน พ.ศ. ๒๕๖๔ ณ สถาบันเทคโนโลยีจิตรลดา นั้น\nจึงขอเลื่อนการประกวดแข่งขันคัดลายมือสำหรับเยาวชน รอบชิงชนะเลิศ ออกไปก่อนจนกว่าสถานการณ์จะคลี่คลาย',
      source: 'orst.go.th',
      letterDate: '2021-04-20',
      expected: [changed(null, '2021-04-24', 'move')],
    },
    {
      text: 'จึงเห็นควรเลื่อนการดำเนินโครงการดังกล่าวออกไป อย่างไม่มีกำหนด จนกว่าสถานการณ์จะคลีคลาย',
      source: 'thairedcrossyouth.blogspot.com',
      expected: [changed(null, null, 'move')],
    },
    {
      text: 'ให้ท่านแจ้งโรงเรียนที่จะสอบเรียนต่อ สอบวันที่ 29-30 มีนาคม นี้ ให้เลื่อนการสอบทั้งหมดออกไปก่อน',
      source: 'สพฐ., sootinclaimon.com',
      letterDate: '2025-03-28',
      expected: [changed(null, '2025-03-30', 'move')],
    },
    {
      text: 'ได้ประกาศเชิญชวนเข้าร่วมแข่งขันกลอนสด ในงานสัปดาห์ยุวรักษ์เกษตรฯ วันที่ ๒๕ มิถุนายน ๒๕๕๐ แล้วนั้น\nจึงขอเลื่อนการจัดกิจกรรมดังกล่าวออกไปอย่างไม่มีกำหนด',
      source: 'thaipoem.com/5264',
      letterDate: '2007-06-15',
      expected: [changed(null, '2007-06-25', 'move')],
    },
    {
      text: 'ที่จะจัดขึ้นระหว่างวันที่ 22-24 มิถุนายน 2564 นั้น จึงขอเลื่อนการประชุมทางวิชาการดังกล่าวออกไปโดยไม่มีกำหนด',
      source: 'after research.lru.ac.th',
      letterDate: '2021-06-01',
      expected: [changed(null, '2021-06-24', 'move')],
    },
    {
      text: 'กำหนดการแข่งขันเลื่อนเป็นวันที่ 6-7,13-14,และ20-21 กันยายน 2557',
      source: 'P027, sk1edu.go.th',
      expected: [changed('2014-09-21', null, 'move', { kind: 'event', from: '2014-09-06' })],
    },
    {
      text: 'เดิมจะมีผลบังคับใช้ในวันที่ 1 มกราคม 2563 นี้ โดยเลื่อนเวลาออกไปเป็นเดือนสิงหาคม 2563',
      source: 'P081, matichonweekly.com',
      expected: none,
    },
    { text: 'ก็จะเลื่อนจ่ายเป็นวันทำการถัดไป', source: 'thethaiger.com', expected: none },
  ],
  ยกเลิก: [
    {
      text: 'จึงเห็นควรยกเลิกการจัดกิจกรรม “ธรรมศึกษาภาคฤดูร้อน” ซึ่งจะจัดขึ้นระหว่างวันที่ 14-29 พฤษภาคม 2563',
      source: 'culture.ssru.ac.th',
      letterDate: '2020-05-07',
      expected: [changed(null, '2020-05-29', 'cancel')],
    },
    {
      text: 'ขอยกเลิกการประกวดขับร้องเพลงไทยลูกทุ่ง ประจำปี ๒๕๖๓ ระหว่างในวันที่ ๒๖-๒๗ มีนาคม ๒๕๖๓ ณ เวทีกลาง',
      source: 'cultural.wu.ac.th/13402',
      letterDate: '2020-03-10',
      expected: [changed(null, '2020-03-27', 'cancel')],
    },
    {
      text: 'ตามที่มหาวิทยาลัยเชิญนักเรียนนักศึกษาทั่วประเทศเข้าร่วมประกวดวงดนตรีสากล ในวันที่ 28 มีนาคม 2563 นั้น มหาวิทยาลัยวลัยลักษณ์ จึงขอยกเลิกการประกวดวงดนตรีสากล',
      source: 'wu.ac.th/17622',
      letterDate: '2020-03-10',
      expected: [changed(null, '2020-03-28', 'cancel')],
    },
    {
      text: 'ขอยกเลิกกิจกรรมการแข่งขันทางวิทยาศาสตร์ประจำปี 2563 ในระหว่างวันที่ 25-26 มีนาคม 2563',
      source: 'cse.wu.ac.th',
      letterDate: '2020-03-10',
      expected: [changed(null, '2020-03-26', 'cancel')],
    },
    {
      text: 'ตามที่คณะผู้จัดการแข่งขันได้กำหนดจัดการแข่งขันเทนนิสเยาวชน ระหว่างวันที่ 18-19 กันยายน 2564 นั้น จึงขอยกเลิกการจัดการแข่งขันดังกล่าว',
      source: 'ltat.org',
      letterDate: '2021-09-14',
      expected: [changed(null, '2021-09-19', 'cancel')],
    },
    {
      text: 'ประธานวุฒิสภาจึงมีคำสั่งให้งดการประชุมวุฒิสภา ในวันศุกร์ที่ 18 พฤษภาคม 2527',
      source: 'edoc.parliament.go.th, สภ 0003/ว 3',
      letterDate: '1984-05-11',
      expected: [changed(null, '1984-05-18', 'cancel')],
    },
    {
      text: 'ยืนยันข้อมูลและยกเลิกได้จนถึงวันที่ 10 พ.ย.',
      source: 'P061, info.pyo1.go.th',
      letterDate: '2014-10-20',
      expected: [by('2014-11-10')],
    },
    { text: 'การยกเลิกต้องยกเลิกก่อนวันยื่นเรื่องอย่างน้อย 1 วัน', source: 'thaiconsularservice.jp', expected: none },
    {
      text: 'ให้ยกเลิกประกาศฉบับลงวันที่ 12 พฤษภาคม 2564',
      source: 'form of announcements',
      expected: none,
    },
  ],
};
