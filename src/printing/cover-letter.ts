import type { DraftContent } from '../../schemas/sending.js';
import { SECRECY_LABEL, SPEED_LABEL } from '../domain/labels.js';
import { toThaiDigits } from '../domain/numerals.js';

/** A block of a letter's head: the label, and what stands behind it, one entry a line. */
export interface HeadBlock {
  label: string;
  lines: string[];
}

/** A cover letter as both forms print it, in the order of หนังสือภายนอก (ระเบียบงานสารบรรณ พ.ศ. 2526 ข้อ 11, แบบที่ 1). */
export interface CoverLayout {
  secrecy: string | null;
  speed: string | null;
  /** ที่ with the code and the room that is left for the number. */
  reference: string;
  /** The office and where it is, at the right. */
  office: string[];
  blocks: HeadBlock[];
  paragraphs: string[];
  closing: string;
  signer: string[];
  contact: string[];
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Several things are numbered (สิ่งที่ส่งมาด้วย ๑. ๒.); one is not. */
const numbered = (items: readonly string[]) =>
  items.length < 2 ? [...items] : items.map((item, n) => `${toThaiDigits(String(n + 1))}. ${item}`);

export function coverLayout(content: DraftContent): CoverLayout {
  const { contact, copies, signer, code } = content;
  const block = (label: string, items: readonly string[]): HeadBlock[] =>
    items.length === 0 ? [] : [{ label, lines: [...items] }];
  const number = code === '' ? '' : `${code}/${content.circular ? 'ว' : ''}`;
  return {
    secrecy: content.secrecy && SECRECY_LABEL[content.secrecy],
    speed: content.speed && SPEED_LABEL[content.speed],
    reference: `ที่ ${number}`.trim(),
    office: [content.office, ...lines(content.address)].filter(Boolean),
    blocks: [
      { label: 'เรื่อง', lines: [content.subject] },
      { label: 'เรียน', lines: content.recipients.map(({ text }) => text) },
      ...block('อ้างถึง', numbered(content.references)),
      ...block('สิ่งที่ส่งมาด้วย', numbered(content.enclosures)),
    ],
    paragraphs: content.paragraphs.filter((paragraph) => paragraph.trim() !== ''),
    closing: 'ขอแสดงความนับถือ',
    signer: [`(${signer.name || ' '.repeat(40)})`, ...lines(signer.position)],
    contact: [
      ...lines(contact.office),
      ...(contact.phone ? [`โทร. ${contact.phone}`] : []),
      ...(contact.email ? [`ไปรษณีย์อิเล็กทรอนิกส์ ${contact.email}`] : []),
      ...(copies.length > 0 ? [`สำเนาส่ง ${copies.join(' ')}`] : []),
    ],
  };
}
