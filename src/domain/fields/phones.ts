import { toArabicDigits } from '../numerals.js';

/** โทร. ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๒๓๒๒ gives `0-2241-9000 ext 2322`; fax and ministry-internal numbers are left out. */

/** A number: at least four digits with single blanks, hyphens or dots among them. */
const NUMBER = /\d(?:[ \-–.]{0,3}\d){3,11}/g;
const STOP = /โทรสาร|แฟกซ์|fax|มท\.|มือถือภายใน|ไปรษณีย์|e-?mail|อีเมล/iu;
const BLOCK = /(?:โทร(?:ศ[\u0e31-\u0e4e]{0,2}พท[\u0e31-\u0e4e]{0,2})?(?!สาร)|มือถือ(?!ภายใน))[\s.:]{0,4}/gu;
const EXTENSION = /^\s?(?:ต[\u0e31-\u0e4e]{0,2}อ|ext\.?)\s?/iu;

/** 9 digits as 0-2241-9000 (มาตรฐานเลขหมายโทรคมนาคม), mobile numbers as 081-234-5678, others as printed. */
function formatted(digits: string, printed: string): string {
  if (/^0\d{8}$/.test(digits)) return `0-${digits.slice(1, 5)}-${digits.slice(5)}`;
  // 0-4424-8870-4: the last line of several in a row.
  if (/^0[2-57]\d{8}$/.test(digits)) return `0-${digits.slice(1, 5)}-${digits.slice(5, 9)}-${digits.slice(9)}`;
  if (/^0\d{9}$/.test(digits)) return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
  return printed.replace(/[–.]/g, '-').replace(/\s+/g, '-');
}

/** (053) 998361 and (๐๒) ๒๔๑-๙๐๐๐: the area code is part of the number. */
function withoutBrackets(plain: string): string {
  return plain.replace(/\(\s?(0[\s-]?\d{1,2})\s?\)\s?-?\s?(?=\d)/g, '$1 ');
}

/** Telephone numbers behind โทร. in one line or line part of a contact block. */
export function phonesOf(text: string): string[] {
  const plain = withoutBrackets(toArabicDigits(text));
  const out: string[] = [];
  let read = 0;
  for (const block of plain.matchAll(BLOCK)) {
    // โทรศัพท์มือถือ is one label.
    if (block.index < read) continue;
    // โทร./โทรสาร before one number: it is a telephone too.
    const from =
      block.index +
      block[0].length +
      (/^\/?\s?(?:และ)?\s?โทรสาร[\s.:]{0,4}/u.exec(plain.slice(block.index + block[0].length))?.[0].length ?? 0);
    const stop = STOP.exec(plain.slice(from));
    read = stop ? from + stop.index : plain.length;
    out.push(...numbersIn(plain.slice(from, read)));
  }
  return [...new Set(out)];
}

/** A telephone line whose word was misread: a few letters, then a number with its trunk 0; โทรสาร is none. */
export function phonesWithoutWord(text: string): string[] {
  const plain = toArabicDigits(text);
  const lead = /^[^\d]{2,10}(?=0[\d\s-]{7,})/u.exec(plain)?.[0];
  return lead === undefined || /ส.{0,1}า.?ร/u.test(lead) ? [] : numbersIn(plain.slice(lead.length));
}

interface Piece {
  digits: string;
  printed: string;
  extension: boolean;
}

function numbersIn(text: string): string[] {
  const phones: { main: string; extensions: string[] }[] = [];
  for (const piece of piecesOf(text)) {
    const last = phones.at(-1);
    if (last && (piece.extension || (last.extensions.length > 0 && piece.digits.length <= 5)))
      last.extensions.push(piece.digits);
    else phones.push({ main: formatted(piece.digits, piece.printed), extensions: [] });
  }
  return phones.map(({ main, extensions }) => (extensions.length > 0 ? `${main} ext ${extensions.join(', ')}` : main));
}

/** Numbers in order; one behind ต่อ is an extension. Blanks part two numbers once the first has its nine digits. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const chunks = text.replace(/(?<=\d)\s?ถึง\s?(?=\d)/gu, '-').split(/(?=ต[\u0e31-\u0e4e]{0,2}อ|ext)|[,;()]|หรือ|และ/iu);
  for (const chunk of chunks) {
    if (chunk === undefined) continue;
    const extension = EXTENSION.test(chunk);
    const body = extension ? chunk.replace(EXTENSION, '') : chunk;
    if (extension) {
      for (const run of body.match(/\d{1,6}(?:-\d{1,6})?/g) ?? [])
        pieces.push({ digits: run, printed: run, extension });
      continue;
    }
    const runs = body.match(NUMBER) ?? (/^\s?\d{2,5}\s?$/.test(body) ? [body.trim()] : []);
    for (const run of runs) pieces.push({ digits: run.replace(/\D/g, ''), printed: run.trim(), extension });
  }
  return pieces;
}
