import type { Warning } from '../../schemas/common.js';
import type { Line, PageReading } from '../../schemas/page.js';
import { WianError } from '../shared/errors.js';
import { isUtf16 } from './file-type.js';

/** Text that another program wrote, decoded and parted into pages. */
export interface TextPages {
  pages: string[];
  warnings: Warning[];
}

const THAI_MARK = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/;
const THAI_LETTER = /[\u0e01-\u0e2e]/;

const converted = (from: string): Warning => ({
  code: 'text.encoding',
  field: null,
  message: `ข้อความไม่ได้เข้ารหัสแบบ UTF-8 จึงแปลงจาก ${from}`,
});

const spoiled = (count: number): Warning => ({
  code: 'text.encoding',
  field: null,
  message: `มีไบต์ที่ไม่ใช่ UTF-8 อยู่ ${count} แห่ง ตัวอักษรตรงนั้นหายไป`,
});

function strict(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Windows-874 has a character for nearly every byte, so whether a text was written in it is told by the Thai that comes
 * out: no control characters of the C1 range, and marks that stand on letters.
 */
function isPlausibleThai(text: string): boolean {
  let high = 0;
  let odd = 0;
  let previous = '';
  for (const char of text) {
    if (char >= '\u0080') {
      high++;
      if (char <= '\u009f') odd++;
      else if (THAI_MARK.test(char) && !THAI_LETTER.test(previous) && !THAI_MARK.test(previous)) odd++;
    }
    previous = char;
  }
  return high > 0 && odd <= high * 0.02;
}

/**
 * Decodes UTF-8 (with or without byte order mark), UTF-16 with one, or TIS-620/Windows-874 with a warning.
 * @throws WianError `text.encoding` where none of them fits
 */
export function decodeText(bytes: Uint8Array): { text: string; warnings: Warning[] } {
  if (isUtf16(bytes)) {
    const text = strict(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be', bytes);
    if (text === null) throw new WianError('text.encoding', 'UTF-16');
    return { text, warnings: [] };
  }
  const text = strict('utf-8', bytes);
  if (text !== null) return { text, warnings: [] };

  // A UTF-8 text cut in the middle of a character, or with a spoiled byte, is still UTF-8: read as Windows-874 it would
  // come out as gibberish that looks Thai.
  const lenient = new TextDecoder('utf-8').decode(bytes);
  const lost = lenient.split('\ufffd').length - 1;
  if (lost * 50 <= lenient.length && /[\u0e01-\u0e5b]{2}/.test(lenient)) {
    return { text: lenient.replaceAll('\ufffd', ''), warnings: [spoiled(lost)] };
  }
  const thai = strict('windows-874', bytes);
  if (thai === null || !isPlausibleThai(thai)) throw new WianError('text.encoding');
  return { text: thai, warnings: [converted('TIS-620/Windows-874')] };
}

/** Decodes a text file and parts it into pages at form feeds; one that ends the file opens no page of its own. */
export function textPages(bytes: Uint8Array): TextPages {
  const { text, warnings } = decodeText(bytes);
  const pages = text.replace(/\r\n?/g, '\n').split('\f');
  if (pages.length > 1 && pages.at(-1)?.trim() === '') pages.pop();
  return { pages, warnings };
}

/** One page of text as a reading: every line as it stands in NFC, blank ones kept empty, without places on paper. */
export function textPageReading(number: number, text: string): PageReading {
  const lines: Line[] = text
    .normalize('NFC')
    .split('\n')
    .map((line) => ({ text: line.replaceAll('\0', '').trimEnd(), bbox: null, confidence: 1 }));
  return {
    number,
    source: 'text',
    width: 0,
    height: 0,
    rotation: 0,
    lines,
    regions: [],
    confidence: 1,
    warnings: [],
  };
}
