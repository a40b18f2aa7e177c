import { ARRIVAL_ERRORS } from './arrival-errors.js';
import { MESSAGE_ERRORS } from './message-errors.js';

/**
 * Every error a user can meet: a stable code, the HTTP status, and what to say in Thai and English. `final` errors come
 * again however often the work is tried; the others are worth another try.
 */
const CATALOGUE = {
  'file.empty': { status: 422, final: true, th: 'ไฟล์ว่างเปล่า (0 ไบต์)', en: 'The file is empty (0 bytes).' },
  'file.unsupported': {
    status: 415,
    final: true,
    th: 'ไม่รองรับไฟล์ชนิดนี้ ใช้ได้กับ PDF, PNG, JPEG, TIFF, WebP และข้อความ',
    en: 'This kind of file is not supported. Use PDF, PNG, JPEG, TIFF, WebP or text.',
  },
  'file.too_large': { status: 413, final: true, th: 'ไฟล์ใหญ่เกินกำหนด', en: 'The file is larger than the limit.' },
  'file.not_found': { status: 404, final: true, th: 'ไม่พบไฟล์', en: 'There is no such file.' },
  'file.no_picture': {
    status: 422,
    final: true,
    th: 'ไฟล์ข้อความไม่มีภาพของหน้า จึงทำเป็น PDF ที่ค้นหาได้ไม่ได้',
    en: 'A text file has no pictures of its pages to make a searchable PDF of.',
  },
  'file.not_written': { status: 500, final: false, th: 'เขียนไฟล์ไม่ได้', en: 'The file cannot be written.' },
  'pdf.encrypted': {
    status: 422,
    final: true,
    th: 'PDF มีรหัสผ่าน โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน',
    en: 'The PDF is protected by a password. Save it again without one.',
  },
  'pdf.damaged': { status: 422, final: true, th: 'PDF เสียหายหรือมาไม่ครบ', en: 'The PDF is damaged or incomplete.' },
  'image.damaged': { status: 422, final: true, th: 'ภาพเสียหายหรือมาไม่ครบ', en: 'The image is damaged or incomplete.' },
  'image.too_many_pixels': {
    status: 413,
    final: true,
    th: 'ภาพมีจำนวนพิกเซลเกินกำหนด',
    en: 'The image has more pixels than the limit.',
  },
  'page.unreadable': { status: 422, final: true, th: 'อ่านหน้านี้ไม่ได้', en: 'This page could not be read.' },
  'page.timeout': { status: 504, final: false, th: 'อ่านหน้านี้นานเกินกำหนด', en: 'Reading this page took too long.' },
  'page.crashed': { status: 500, final: false, th: 'ตัวอ่านหน้าหยุดทำงาน', en: 'The page reader stopped.' },
  'stage.failed': {
    status: 500,
    final: false,
    th: 'ระบบประมวลผลไฟล์นี้ไม่สำเร็จ',
    en: 'The system could not process this file.',
  },
  'text.encoding': {
    status: 422,
    final: true,
    th: 'ไม่รู้รหัสอักขระของข้อความ',
    en: 'The encoding of the text is not known.',
  },
  'store.locked': {
    status: 423,
    final: false,
    th: 'ที่เก็บข้อมูลนี้มีโปรแกรมอื่นใช้อยู่',
    en: 'Another process is using this store.',
  },
  'store.unreachable': { status: 503, final: false, th: 'ติดต่อฐานข้อมูลไม่ได้', en: 'The database cannot be reached.' },
  'queue.unreachable': { status: 503, final: false, th: 'ติดต่อคิวงานไม่ได้', en: 'The queue cannot be reached.' },
  'record.not_found': { status: 404, final: true, th: 'ไม่พบรายการนี้', en: 'There is no such record.' },
  'record.unfinished': { status: 409, final: false, th: 'ยังอ่านไฟล์นี้ไม่เสร็จ', en: 'This file is still being read.' },
  'record.secret': {
    status: 403,
    final: true,
    th: 'หนังสือมีชั้นความลับ เปิดอ่านได้เฉพาะผู้ที่ได้รับมอบหมาย',
    en: 'The letter is of a secrecy class: only those who are named for it may read it.',
  },
  'register.future': {
    status: 422,
    final: true,
    th: 'วันเวลานี้ยังมาไม่ถึง',
    en: 'This time is in the future.',
  },
  'register.before_letter': {
    status: 409,
    final: true,
    th: 'วันที่รับอยู่ก่อนวันที่ในหนังสือ ตรวจวันทั้งสอง แล้วยืนยันหากถูกต้อง',
    en: 'The paper came before its own date. Check both days, and confirm if they are right.',
  },
  'register.other_year': {
    status: 409,
    final: true,
    th: 'วันที่รับอยู่คนละปีกับเลขทะเบียน ให้ยกเลิกรายการนี้แล้วลงทะเบียนใหม่',
    en: 'The day is in another year than the number. Cancel this line and register the letter anew.',
  },
  'register.cancelled': {
    status: 409,
    final: true,
    th: 'รายการนี้ยกเลิกแล้ว',
    en: 'This line is cancelled.',
  },
  'register.number_taken': {
    status: 409,
    final: true,
    th: 'เลขทะเบียนตั้งย้อนหลังไม่ได้ เลขถัดไปที่ตั้งได้อย่างน้อยคือเลขในวงเล็บ',
    en: 'Numbers only go forwards. The number in brackets is the lowest that can be set.',
  },
  'register.number_used': {
    status: 409,
    final: true,
    th: 'เลขนี้มีในทะเบียนปีนี้แล้ว',
    en: 'A line of this year has this number already.',
  },
  'draft.changed': {
    status: 409,
    final: true,
    th: 'มีผู้อื่นแก้ไขร่างนี้หลังจากที่เปิด โปรดโหลดใหม่แล้วแก้อีกครั้ง',
    en: 'Somebody changed this draft since it was opened. Load it again and repeat the change.',
  },
  'draft.sent': { status: 409, final: true, th: 'ร่างนี้ส่งออกแล้ว', en: 'This draft has gone out.' },
  'draft.no_code': {
    status: 422,
    final: true,
    th: 'ร่างยังไม่มีรหัสหน่วยงานที่ขึ้นต้นเลขที่หนังสือ โปรดกรอกในร่างก่อนส่ง',
    en: 'The draft has no code that its number begins with. Fill it in before sending.',
  },
  'draft.unchecked': {
    status: 422,
    final: true,
    th: 'ยังมีข้อความ [ต้องตรวจ] ในร่าง โปรดตรวจกับต้นฉบับแล้วลบเครื่องหมายออกก่อนส่ง',
    en: 'The draft still has marks of what is to be checked. Check them against the original and take them out.',
  },
  'office.none': {
    status: 409,
    final: true,
    th: 'ยังไม่ได้ตั้งหน่วยงานที่ใช้ระบบนี้',
    en: 'No office has been set up yet.',
  },
  'notice.done': {
    status: 409,
    final: true,
    th: 'มีผู้บันทึกว่าเรื่องนี้ทำเสร็จแล้ว หากยังไม่เสร็จให้เปิดเรื่องใหม่ก่อน',
    en: 'Somebody marked this letter as done. Open it again first.',
  },
  'notice.open': { status: 409, final: true, th: 'เรื่องนี้เปิดอยู่แล้ว', en: 'This letter is open already.' },
  'notice.pages_shared': {
    status: 409,
    final: true,
    th: 'หนังสือฉบับถัดไปเริ่มในหน้าเดียวกัน โปรดระบุหน้าสุดท้ายที่จะส่ง',
    en: 'The next letter begins on the same page. Say up to which page is to be sent.',
  },
  'letter.changed': {
    status: 409,
    final: true,
    th: 'มีผู้แก้ไขหนังสือฉบับนี้ไปแล้วหลังจากที่ท่านเปิด โปรดดูค่าล่าสุดแล้วบันทึกใหม่',
    en: 'Somebody changed this letter since you opened it. Look at what stands there now and save again.',
  },
  'split.in_use': {
    status: 409,
    final: true,
    th: 'มีหนังสือที่ลงทะเบียนหรือส่งต่อแล้ว ซึ่งจะไม่มีหน้าแรกของตนอีก',
    en: 'A letter that is registered or was sent would lose its first page.',
  },
  'request.invalid': { status: 400, final: true, th: 'คำขอไม่ถูกต้อง', en: 'The request is not valid.' },
  'request.unauthorised': {
    status: 401,
    final: true,
    th: 'กรุณาเข้าสู่ระบบก่อน',
    en: 'Sign in first.',
  },
  'request.forbidden': {
    status: 403,
    final: true,
    th: 'ไม่มีสิทธิ์ทำรายการนี้',
    en: 'This is not allowed to you.',
  },
  'request.host': {
    status: 403,
    final: true,
    th: 'ไม่รับคำขอจากที่อยู่นี้',
    en: 'Requests under this address are not taken.',
  },
  'request.too_many': {
    status: 429,
    final: false,
    th: 'มีคำขอถี่เกินไป โปรดรอสักครู่แล้วลองใหม่',
    en: 'Too many requests. Wait a moment and try again.',
  },
  'account.refused': {
    status: 401,
    final: true,
    th: 'ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ถ้าผิดหลายครั้งต้องรอสักครู่ก่อนลองใหม่',
    en: 'Login or password is wrong; after several failures wait a while.',
  },
  'account.password_weak': {
    status: 422,
    final: true,
    th: 'รหัสผ่านต้องยาวอย่างน้อย 12 ตัวอักษร และไม่ใช่คำที่เดาง่ายหรือชื่อผู้ใช้',
    en: 'A password has at least 12 characters and is not one that is easily guessed.',
  },
  'account.login_taken': { status: 409, final: true, th: 'ชื่อผู้ใช้นี้มีผู้ใช้แล้ว', en: 'This login is taken.' },
  'account.link_invalid': {
    status: 410,
    final: true,
    th: 'ลิงก์นี้ใช้แล้วหรือหมดอายุ โปรดขอลิงก์ใหม่จากผู้ดูแลระบบ',
    en: 'The link was used or has expired. Ask an administrator for another.',
  },
  'account.last_admin': {
    status: 409,
    final: true,
    th: 'ต้องมีผู้ดูแลระบบเหลืออย่างน้อยหนึ่งคน โปรดตั้งผู้อื่นก่อน',
    en: 'At least one administrator has to remain. Name another one first.',
  },
  'account.elsewhere': {
    status: 403,
    final: true,
    th: 'บุคคลนี้อยู่ในหน่วยงานที่ท่านไม่ได้ดูแลด้วย จึงเปลี่ยนบัญชีไม่ได้ เปลี่ยนได้เฉพาะบทบาทในหน่วยงานของท่าน',
    en: 'This person also belongs to organisations that are not yours: only their roles in yours can be changed.',
  },
  'request.cross_site': {
    status: 403,
    final: true,
    th: 'คำขอนี้ไม่ได้มาจากหน้าจอของระบบ โปรดโหลดหน้านี้ใหม่แล้วลองอีกครั้ง',
    en: 'The request does not come from a page of this application.',
  },
  'line.none': {
    status: 409,
    final: true,
    th: 'ระบบนี้ยังไม่ได้ตั้งบัญชี LINE โปรดแจ้งผู้ดูแลระบบ',
    en: 'This wian has no LINE account set up. Tell the administrator.',
  },
  'alert.not_member': {
    status: 422,
    final: true,
    th: 'ผู้ที่เลือกไม่มีบทบาทอ่านหนังสือในหน่วยงานนี้ โปรดเลือกใหม่หรือเพิ่มบทบาทก่อน',
    en: 'Somebody who was named has no role in this organisation by which letters are read.',
  },
  'alert.way_unready': {
    status: 409,
    final: true,
    th: 'ช่องทางนี้ยังใช้ไม่ได้ โปรดยืนยันที่อยู่อีเมลหรือเชื่อม LINE ก่อน',
    en: 'This way is not ready: show that the e-mail address is yours, or link LINE, first.',
  },
  'alert.code_wrong': {
    status: 422,
    final: true,
    th: 'รหัสไม่ถูกต้องหรือหมดอายุแล้ว ตรวจในอีเมลฉบับล่าสุด หรือขอรหัสใหม่',
    en: 'The code is wrong or has expired. Look at the latest e-mail, or ask for another code.',
  },
  'webhook.address': {
    status: 422,
    final: true,
    th: 'ส่งไปยังที่อยู่นี้ไม่ได้',
    en: 'Nothing is sent to this address.',
  },
  'webhook.known': {
    status: 409,
    final: true,
    th: 'หน่วยงานมีที่อยู่นี้แล้ว หรือมีที่อยู่ครบจำนวนแล้ว',
    en: 'The organisation has this address already, or as many as it may have.',
  },
  'organisations.invalid': {
    status: 422,
    final: true,
    th: 'รายชื่อหน่วยงานไม่ถูกต้อง ไม่ได้นำเข้ารายการใด',
    en: 'The list of organisations is not right; nothing of it was imported.',
  },
  ...ARRIVAL_ERRORS,
  ...MESSAGE_ERRORS,
  'settings.invalid': { status: 500, final: true, th: 'ค่าตั้งไม่ถูกต้อง', en: 'A setting is not valid.' },
} as const satisfies Record<string, { status: number; final: boolean; th: string; en: string }>;

export type ErrorCode = keyof typeof CATALOGUE;

/** What is wrong in one line of a list that is imported. */
export interface Problem {
  line: number;
  column: string | null;
  code: string;
  message: string;
}

/**
 * A failure that a user is told about. `detail` is for the log and the record, never a letter's text; `problems` are the lines of an
 * imported list that are wrong.
 */
export class WianError extends Error {
  override readonly name = 'WianError';
  readonly status: number;
  readonly final: boolean;
  readonly problems: readonly Problem[];

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    options?: ErrorOptions & { problems?: readonly Problem[] },
  ) {
    const { th, en, status, final } = CATALOGUE[code];
    super(`${th}${detail ? ` (${detail})` : ''} / ${en}`, options);
    this.status = status;
    this.final = final;
    this.problems = options?.problems ?? [];
  }

  /** What is recorded and answered: the code and one line in both languages. */
  toRecord(): { code: ErrorCode; message: string } {
    return { code: this.code, message: this.message };
  }
}

/** All codes with their texts, for the documentation and for a test that it is complete. */
export const errorCatalogue: Readonly<Record<ErrorCode, { status: number; final: boolean; th: string; en: string }>> =
  CATALOGUE;
