import type { Letter } from '../../../../schemas/record.js';
import { composeLetters } from '../../../../src/domain/compose.js';
import { textPages } from '../../../support/text-pages.js';

/** The parts of an external letter (สารบรรณ แบบที่ 1), each a list of printed lines; a case replaces those it is about. */
export interface Parts {
  above: string[];
  number: string[];
  office: string[];
  date: string[];
  subject: string[];
  to: string[];
  cited: string[];
  enclosed: string[];
  body: string[];
  closing: string[];
  signature: string[];
  contact: string[];
  below: string[];
}

const PLAIN: Parts = {
  above: [],
  number: ['ที่ มท ๐๘๐๘.๒/ว ๑๕๒๐'],
  office: ['กรมส่งเสริมการปกครองท้องถิ่น', 'ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐'],
  date: ['๑๔ มีนาคม ๒๕๖๘'],
  subject: ['เรื่อง การบันทึกข้อมูลทรัพย์สินในระบบบัญชี'],
  to: ['เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด'],
  cited: [],
  enclosed: [],
  body: [
    'ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้ปรับปรุงระบบบัญชีคอมพิวเตอร์เพื่อให้การบันทึกข้อมูลทรัพย์สิน',
    'เป็นไปด้วยความเรียบร้อย จึงขอซักซ้อมแนวทางการบันทึกข้อมูลให้ถือปฏิบัติเป็นแนวทางเดียวกัน',
    '',
    'จึงเรียนมาเพื่อโปรดทราบ',
  ],
  closing: ['', 'ขอแสดงความนับถือ', ''],
  signature: ['(นายสมคิด ตั้งใจ)', 'รองอธิบดี ปฏิบัติราชการแทน', 'อธิบดีกรมส่งเสริมการปกครองท้องถิ่น', ''],
  contact: ['กองคลัง', 'โทร. ๐ ๒๒๔๑ ๙๐๐๐'],
  below: [],
};

/** An external letter with some of its parts written otherwise, in the order of the form. */
export function made(
  parts: Partial<Parts> = {},
  order: readonly (keyof Parts)[] = Object.keys(PLAIN) as (keyof Parts)[],
) {
  const all = { ...PLAIN, ...parts };
  return order.flatMap((part) => all[part]).join('\n');
}

/** What a case says of the first letter; what it leaves out is not asked. */
export interface Facts {
  kinds?: string[];
  kind?: string;
  reference?: string | null;
  date?: string | null;
  speed?: string | null;
  secrecy?: string | null;
  issuer?: string | null;
  level?: string;
  subject?: string | null;
  to?: string[];
  cited?: (string | null)[];
  enclosed?: string[];
  copies?: string[];
  name?: string | null;
  position?: string | null;
  office?: string | null;
  phones?: string[];
  email?: string | null;
  persons?: string[];
  received?: (string | null)[];
  deadlines?: (string | null)[];
  links?: string[];
  /** Codes that must be among the warnings, or, with ! before, must not. */
  warnings?: string[];
}

export interface Case {
  what: string;
  text: string;
  facts: Facts;
}

const READ: { [K in keyof Facts]-?: (letters: Letter[], wanted: Facts) => unknown } = {
  kinds: (letters) => letters.map(({ kind }) => kind),
  kind: ([letter]) => letter?.kind,
  reference: ([letter]) => letter?.reference?.normalized ?? null,
  date: ([letter]) => letter?.date ?? null,
  speed: ([letter]) => letter?.speed ?? null,
  secrecy: ([letter]) => letter?.secrecy ?? null,
  issuer: ([letter]) => letter?.issuer?.name ?? null,
  level: ([letter]) => letter?.issuer?.level,
  subject: ([letter]) => letter?.subject ?? null,
  to: ([letter]) => letter?.recipients.map(({ text }) => text),
  cited: ([letter]) => letter?.references.map(({ reference }) => reference),
  enclosed: ([letter]) => letter?.enclosures.map(({ text }) => text),
  copies: ([letter]) => letter?.copies_to,
  name: ([letter]) => letter?.signer?.name ?? null,
  position: ([letter]) => letter?.signer?.position ?? null,
  office: ([letter]) => letter?.contact?.office ?? null,
  phones: ([letter]) => letter?.contact?.phones ?? [],
  email: ([letter]) => letter?.contact?.email ?? null,
  persons: ([letter]) => letter?.contact?.persons ?? [],
  received: ([letter]) => letter?.received.map(({ number }) => number),
  deadlines: (letters) => letters.flatMap(({ deadlines }) => deadlines.map(({ date }) => date)),
  links: (letters) => letters.flatMap(({ links }) => links.map(({ url }) => url)),
  warnings: ([letter], { warnings = [] }) => {
    const codes = letter?.warnings.map(({ code }) => code) ?? [];
    return warnings.filter((code) => (code.startsWith('!') ? !codes.includes(code.slice(1)) : codes.includes(code)));
  },
};

/** The facts that a case asks for, as they were read. */
export function factsOf({ text, facts }: Case): Facts {
  const letters = composeLetters(textPages(text));
  const asked = Object.keys(facts) as (keyof Facts)[];
  return Object.fromEntries(asked.map((fact) => [fact, READ[fact](letters, facts)])) as Facts;
}
