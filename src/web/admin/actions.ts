import { roles } from '../../../schemas/access.js';
import type { AuditAnswer } from '../../../schemas/accounts.js';
import { ROLES } from '../account/words.js';
import { dateTime, thai } from '../ui/format.js';

/** What was done, as people call it; what is not named here is shown by its code. */
export const ACTIONS: Record<string, string> = {
  'session.started': 'เข้าสู่ระบบ',
  'session.refused': 'เข้าสู่ระบบไม่สำเร็จ',
  'session.ended': 'ออกจากระบบ',
  'session.revoked': 'ให้เครื่องอื่นออกจากระบบ',
  'session.switched': 'เปลี่ยนหน่วยงานที่ทำงานในนาม',
  'person.first-admin': 'ตั้งผู้ดูแลระบบคนแรก',
  'person.invited': 'เชิญผู้ใช้',
  'person.joined': 'เริ่มใช้งาน',
  'person.changed': 'แก้ไขบัญชีผู้ใช้',
  'person.roles-changed': 'เปลี่ยนบทบาท',
  'person.reset-link': 'ออกลิงก์ตั้งรหัสผ่าน',
  'person.password-reset': 'ตั้งรหัสผ่านด้วยลิงก์',
  'person.password-changed': 'เปลี่ยนรหัสผ่าน',
  'office.opened': 'เปิดใช้หน่วยงาน',
  'office.changed': 'ตั้งค่าหน่วยงาน',
  'key.created': 'สร้างกุญแจ API',
  'key.revoked': 'ยกเลิกกุญแจ API',
  'file.received': 'รับไฟล์เข้า',
  'file.received-again': 'รับไฟล์เดิมอีกครั้ง',
  'inbound.taken': 'รับเข้าเองจากโฟลเดอร์หรือกล่องจดหมาย',
  'inbound.failed': 'รับเข้าเองไม่สำเร็จ',
  'inbound.retried': 'ให้ลองรับเข้าอีกครั้ง',
  'exchange.received': 'รับหนังสืออิเล็กทรอนิกส์',
  'exchange.exported': 'ส่งออกหนังสือเป็นรูปแบบแลกเปลี่ยนอิเล็กทรอนิกส์',
  'file.refused': 'ปฏิเสธไฟล์',
  'file.retried': 'อ่านไฟล์ใหม่',
  'letter.corrected': 'แก้ไขหนังสือ',
  'letter.confirmed': 'ยืนยันหนังสือ',
  'letter.secret-viewed': 'เปิดอ่านหนังสือชั้นความลับ',
  'letter.sent': 'ส่งหนังสือตามผู้รับ',
  'letter.sent-by-hand': 'ส่งหนังสือให้หน่วยงานที่เลือก',
  'letter.withdrawn': 'ถอนหนังสือที่ส่ง',
  'file.arrived': 'ลงวันเวลาที่ได้รับ',
  'file.failed': 'อ่านไฟล์ไม่สำเร็จ',
  'notice.received': 'หนังสือเข้ากล่อง',
  'notices.delivered': 'หนังสือเข้ากล่องหน่วยงาน',
  'notice.read': 'เปิดอ่านหนังสือในกล่อง',
  'notice.acknowledged': 'รับทราบ',
  'notice.assigned': 'มอบหมาย',
  'notice.done': 'ปิดเรื่อง',
  'notice.reopened': 'เปิดเรื่องใหม่',
  'notice.proof': 'แนบหลักฐาน',
  'notice.forwarded': 'ส่งต่อหน่วยงานย่อย',
  'register.entered': 'ลงทะเบียน',
  'register.changed': 'แก้ไขทะเบียน',
  'register.cancelled': 'ยกเลิกเลขทะเบียน',
  'register.noted': 'บันทึกเสนอ เกษียน หรือสั่งการ',
  'register.start': 'ตั้งเลขเริ่มต้น',
  'register.secret-viewed': 'เปิดทะเบียนหนังสือลับ',
  'feed.created': 'สร้างที่อยู่ปฏิทิน',
  'feed.revoked': 'ยกเลิกที่อยู่ปฏิทิน',
  'line.linked': 'เชื่อม LINE',
  'line.unlinked': 'เลิกเชื่อม LINE',
  'webhook.added': 'เพิ่มที่อยู่รับแจ้งของโปรแกรม',
  'webhook.tested': 'ส่งข้อความทดสอบไปยังโปรแกรม',
  'webhook.revoked': 'ยกเลิกที่อยู่รับแจ้งของโปรแกรม',
  'alerts.office-changed': 'ตั้งค่าการแจ้งเตือนของหน่วยงาน',
  'alerts.own-changed': 'ตั้งค่าการแจ้งเตือนของตน',
  'alerts.address-entered': 'ขอรหัสยืนยันที่อยู่อีเมล',
  'alerts.address-changed': 'เปลี่ยนที่อยู่อีเมลรับแจ้งเตือน',
  'alerts.read': 'อ่านการแจ้งเตือน',
  'alerts.test': 'ส่งข้อความทดสอบ',
  'alerts.message_resolved': 'ตอบว่าข้อความถึงหรือส่งอีกครั้ง',
  'organisations.imported': 'นำเข้าทะเบียนหน่วยงาน',
  'file.split': 'แบ่งไฟล์เป็นหนังสือใหม่',
  'file.rescan-answered': 'ตอบว่าเป็นสแกนอีกชุดหรือไม่',
  'draft.created': 'ร่างหนังสือส่งต่อ',
  'draft.changed': 'แก้ไขร่างหนังสือ',
  'draft.sent': 'ลงทะเบียนส่งหนังสือ',
  'holidays.imported': 'นำเข้าวันหยุดราชการ',
  'holidays.added': 'เพิ่มวันหยุดราชการ',
  'holidays.removed': 'ลบวันหยุดราชการ',
};

/** Who is neither a person nor a key: commands on the machine, and wian's own work. */
export const MACHINES: Record<string, string> = {
  cli: 'คำสั่งบนเครื่อง',
  http: 'คำสั่งบนเครื่อง',
  wian: 'ระบบ',
};
/** What the log can be narrowed to: how the codes begin. */
export const GROUPS = [
  { value: 'session.', label: 'การเข้าสู่ระบบ' },
  { value: 'person.', label: 'ผู้ใช้และบทบาท' },
  { value: 'office.', label: 'หน่วยงาน' },
  { value: 'key.', label: 'กุญแจ API' },
  { value: 'file.', label: 'ไฟล์' },
  { value: 'letter.', label: 'หนังสือ' },
  { value: 'letter.secret-viewed', label: 'การเปิดอ่านหนังสือชั้นความลับ' },
  { value: 'register.', label: 'ทะเบียน' },
  { value: 'notice', label: 'กล่องหนังสือ' },
  { value: 'draft.', label: 'ร่างหนังสือส่งต่อ' },
  { value: 'alerts.', label: 'การแจ้งเตือน' },
];

/** What the parts of an entry are called; what is not named here is shown as it is. */
export const NAMES: Record<string, string> = {
  person: 'ผู้ใช้',
  organisation: 'หน่วยงาน',
  roles: 'บทบาท',
  secret: 'อ่านหนังสือลับ',
  login: 'ชื่อผู้ใช้',
  name: 'ชื่อ',
  position: 'ตำแหน่ง',
  active: 'เปิดใช้',
  failures: 'ผิดติดต่อกัน',
  lockedUntil: 'พักถึง',
  key: 'กุญแจเลขที่',
  scopes: 'ทำได้',
  days: 'จำนวนวัน',
  files: 'ไฟล์',
  letter: 'ฉบับที่',
  letters: 'ฉบับที่',
  field: 'ช่อง',
  revision: 'ครั้งที่',
  code: 'รหัส',
  address: 'ที่อยู่',
  chief: 'ผู้ลงนาม',
  contact: 'ติดต่อ',
  units: 'หน่วยงานย่อย',
  before: 'เดิม',
  after: 'ใหม่',
  changes: 'แก้ไข',
  organisations: 'ผู้รับ',
  sender: 'ผู้ส่ง',
  all: 'ทุกหน่วยงาน',
  added: 'เพิ่ม',
  changed: 'แก้ไข',
  years: 'ปี',
  date: 'วันที่',
  day: 'วันที่',
  province: 'จังหวัด',
  deadlines: 'กำหนดที่เปลี่ยน',
  notice: 'รายการในกล่องเลขที่',
  text: 'ข้อความ',
  entry: 'รายการทะเบียนเลขที่',
  entries: 'รายการทะเบียนเลขที่',
  note: 'บันทึกเลขที่',
  kind: 'ชนิด',
  book: 'ทะเบียน',
  year: 'ปี',
  number: 'เลข',
  at: 'เวลา',
  place: 'หนังสือ',
  receipt: 'ไฟล์เลขที่',
  firstPage: 'ตั้งแต่หน้า',
  lastPage: 'ถึงหน้า',
  rank: 'ลำดับในหน้า',
  reason: 'เหตุผล',
  draft: 'ร่างเลขที่',
  feed: 'ที่อยู่ปฏิทินเลขที่',
  of: 'ของไฟล์เลขที่',
  rescanOf: 'สแกนอีกชุดของไฟล์เลขที่',
  version: 'รุ่น',
  frozen: 'ช่องที่ยืนยัน',
  bytes: 'ไบต์',
  leadDays: 'ส่งก่อนกำหนด (วันทำการ)',
  acknowledgedAt: 'รับทราบเมื่อ',
  acknowledgedBy: 'รับทราบโดย',
  assignedTo: 'มอบหมายให้',
  assignedAt: 'มอบหมายเมื่อ',
  assignedBy: 'มอบหมายโดย',
  doneAt: 'ทำเสร็จเมื่อ',
  doneBy: 'ทำเสร็จโดย',
  sha256: 'SHA-256',
  ahead: 'เตือนล่วงหน้า (วันทำการ)',
  digestAt: 'เวลาส่งสรุป',
  quiet: 'ช่วงงดแจ้ง',
  mostUrgentAtOnce: 'ด่วนที่สุดแจ้งทันที',
  leastConfidence: 'ความเชื่อมั่นขั้นต่ำ',
  overdueFor: 'เตือนหลังเกินกำหนด (วันทำการ)',
  escalateAfter: 'แจ้งผู้บังคับบัญชาเมื่อเกินกำหนด (วันทำการ)',
  relayAhead: 'ส่งต่อก่อนกำหนด (วันทำการ)',
  people: 'ผู้รับแจ้งเลขที่',
  way: 'ช่องทาง',
  email: 'อีเมล',
  upTo: 'ถึงรายการที่',
  ids: 'รายการที่',
  read: 'อ่าน',
  message: 'ข้อความเลขที่',
};

const BOOKS: Record<string, string> = {
  received: 'ทะเบียนหนังสือรับ',
  'received-secret': 'ทะเบียนหนังสือรับลับ',
  sent: 'ทะเบียนหนังสือส่ง',
  'sent-secret': 'ทะเบียนหนังสือส่งลับ',
};
/** `before` and `after` hold a code where somebody changed the organisation that they act for. */
const OF_ORGANISATIONS: ReadonlySet<string> = new Set(['organisation', 'organisations', 'sender', 'before', 'after']);
/** These hold the number of a person. */
const OF_PEOPLE: ReadonlySet<string> = new Set(['person', 'assignedTo']);
/** Of organisations by code, of people by number. */
export type Names = Pick<AuditAnswer, 'organisations' | 'people'>;
const isRole = (value: string): value is keyof typeof ROLES => (roles as readonly string[]).includes(value);

/**
 * A part of an entry in words. `name`: what the entry calls it; the names of roles are words of `roles` alone, since a person may be called
 * `clerk` too.
 */
export function detailText(value: unknown, name: string, names: Names): string {
  const { organisations, people } = names;
  if (value === null || value === undefined || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'ใช่' : 'ไม่';
  if (typeof value === 'number') return (OF_PEOPLE.has(name) && people[value]) || thai(value);
  if (typeof value === 'string') {
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return dateTime(value);
    if (name === 'book') return BOOKS[value] ?? value;
    const [, person] = /^person:(\d+)$/.exec(value) ?? [];
    if (person) return people[person] ?? `ผู้ใช้เลขที่ ${thai(person)}`;
    if (name === 'roles' && isRole(value)) return ROLES[value].name;
    return OF_ORGANISATIONS.has(name) ? (organisations[value] ?? value) : value;
  }
  if (Array.isArray(value)) return value.map((one) => detailText(one, name, names)).join(', ') || '-';
  const parts = Object.entries(value).map(
    ([inner, part]) => `${NAMES[inner] ?? inner} ${detailText(part, inner, names)}`,
  );
  return parts.join(' · ') || '-';
}
