import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type IParagraphOptions,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  TextRun,
} from 'docx';
import type { DraftContent } from '../../schemas/sending.js';
import { coverLayout, type HeadBlock } from './cover-letter.js';

const FONT = 'TH SarabunPSK';
/** Sizes are in half points. */
const SIZE = 32;
const LARGE = 64;
const RED = 'C00000';
/** Millimetres in twips of 1/1440 inch. */
const twips = (millimetres: number) => Math.round((millimetres * 1440) / 25.4);

const MARGIN = { top: twips(15), bottom: twips(20), left: twips(30), right: twips(20) };

/** Where the office's name begins, from the left margin; the same as where the date stands. */
const OFFICE_AT = twips(90);
/** Where the text behind a label of the head begins, in millimetres: about two blanks behind it. */
const LABEL_AT: Record<string, number> = { เรื่อง: 13, เรียน: 14, อ้างถึง: 17, สิ่งที่ส่งมาด้วย: 33 };
/** The closing and the signature stand about a line that is somewhat right of the middle, where a long position fits in one line. */
const SIGNATURE_AT = twips(54);

/** Latin letters and Thai ones take their type, size and weight from different entries in Word. */
const run = (text: string, more: { size?: number; bold?: boolean; color?: string } = {}) => {
  const { size = SIZE, bold = false, color } = more;
  return new TextRun({
    children: text.split('\t').flatMap((part, n) => (n === 0 ? [part] : [new Tab(), part])),
    font: { ascii: FONT, hAnsi: FONT, cs: FONT, eastAsia: FONT },
    size,
    sizeComplexScript: size,
    bold,
    boldComplexScript: bold,
    ...(color ? { color } : {}),
  });
};

const paragraph = (text: string, options: IParagraphOptions = {}) =>
  new Paragraph({ ...options, children: [run(text)] });
const mark = (text: string) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    // It has to fit into the margins, or the letter would move down from the garuda of the printed paper.
    spacing: { line: twips(10), lineRule: 'exact' },
    children: [run(text, { size: LARGE, bold: true, color: RED })],
  });

/** `- ๒ -` at the head of every sheet but the first. */
const pageNumber = (below: boolean) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: below ? 0 : twips(10), after: 120 },
    children: [run('- '), run(PageNumber.CURRENT), run(' -')],
  });

/**
 * The same letter for Word: A4, margins of 3 and 2 centimetres, TH SarabunPSK 16. The 3 centimetres of the garuda, the number, the date and the
 * signature are left blank.
 */
export async function coverLetterDocx(content: DraftContent): Promise<Buffer> {
  const { secrecy, speed, reference, office, blocks, paragraphs, closing, signer, contact } = coverLayout(content);
  const [seat = '', ...address] = office;
  const rightOf = { tabStops: [{ type: 'left' as const, position: OFFICE_AT }] };
  const children = [
    // The garuda of the printed paper.
    new Paragraph({
      spacing: { before: 0, after: 0, line: twips(speed === null ? 30 : 20), lineRule: 'exact' },
      children: [],
    }),
    ...(speed === null ? [] : [new Paragraph({ children: [run(speed, { size: LARGE, bold: true, color: RED })] })]),
    paragraph(`${reference}\t${seat}`, rightOf),
    ...address.map((line) => paragraph(`\t${line}`, rightOf)),
    paragraph('', { spacing: { before: 120 } }),
    ...blocks.flatMap(headBlock),
    ...paragraphs.map((text) =>
      paragraph(text, {
        indent: { firstLine: twips(25) },
        spacing: { before: 120 },
        alignment: AlignmentType.THAI_DISTRIBUTE,
      }),
    ),
    paragraph(closing, { ...signing, spacing: { before: 240 } }),
    ...[0, 1].map(() => paragraph('', signing)),
    ...signer.map((line) => paragraph(line, signing)),
    paragraph(''),
    ...contact.map((line) => paragraph(line)),
  ];
  const marks = secrecy === null ? [] : [mark(secrecy)];
  const frame = {
    headers: {
      first: new Header({ children: marks }),
      default: new Header({ children: [...marks, pageNumber(marks.length > 0)] }),
    },
    footers: { first: new Footer({ children: marks }), default: new Footer({ children: marks }) },
  };
  const document = new Document({
    title: content.subject,
    styles: {
      default: { document: { run: { font: FONT, size: SIZE, language: { value: 'th-TH', bidirectional: 'th-TH' } } } },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            pageNumbers: { formatType: NumberFormat.THAI_NUMBERS },
            size: { width: twips(210), height: twips(297) },
            margin: { ...MARGIN, header: twips(5), footer: twips(5) },
          },
        },
        ...frame,
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}

const signing: IParagraphOptions = { alignment: AlignmentType.CENTER, indent: { left: SIGNATURE_AT }, keepNext: true };

/** A label with its lines behind it, each wrapped to where the first begins. */
function headBlock({ label, lines }: HeadBlock): Paragraph[] {
  const at = twips(LABEL_AT[label] ?? 14);
  return lines.map((line, n) =>
    paragraph(`${n === 0 ? label : ''}\t${line}`, {
      indent: { left: at, hanging: at },
      tabStops: [{ type: 'left', position: at }],
      spacing: { before: n === 0 ? 120 : 0 },
    }),
  );
}
