/** Thai and Arabic digits, and the number words that letters use for days and counts. */

const ZERO_THAI = 0x0e50;

/** Writes every Thai digit ๐–๙ as 0–9. The length does not change, so offsets stay valid. */
export function toArabicDigits(text: string): string {
  return text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - ZERO_THAI));
}

/** Writes every Arabic digit 0–9 as ๐–๙. The length does not change. */
export function toThaiDigits(text: string): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(ZERO_THAI + Number(digit)));
}

/** A run of Thai or Arabic digits as a number; null where the text holds anything else or more than 15 digits. */
export function parseInteger(text: string): number | null {
  const digits = toArabicDigits(text.trim());
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

const UNITS = new Map([
  ['ศูนย์', 0],
  ['หนึ่ง', 1],
  ['เอ็ด', 1],
  ['สอง', 2],
  ['ยี่', 2],
  ['สาม', 3],
  ['สี่', 4],
  ['ห้า', 5],
  ['หก', 6],
  ['เจ็ด', 7],
  ['แปด', 8],
  ['เก้า', 9],
]);
const POWERS = new Map([
  ['สิบ', 10],
  ['ร้อย', 100],
  ['พัน', 1000],
]);
/** Source of an expression for a number word of up to five parts, as letters write days and counts. */
export const NUMBER_WORDS = '(?:หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย){1,5}';
const NUMBER_WORD = /ศูนย์|หนึ่ง|เอ็ด|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน/y;

/** A number written out, up to thousands (สิบห้า, หนึ่งร้อยแปดสิบ), as legal style has it; null where it is none. */
export function parseNumberWord(text: string): number | null {
  const word = text.trim();
  if (word === '' || word.length > 60) return null;
  let total = 0;
  let unit: number | null = null;
  NUMBER_WORD.lastIndex = 0;
  while (NUMBER_WORD.lastIndex < word.length) {
    const part = NUMBER_WORD.exec(word)?.[0];
    if (part === undefined) return null;
    const power = POWERS.get(part);
    if (power !== undefined) {
      total += (unit ?? 1) * power;
      unit = null;
    } else if (unit !== null) {
      return null;
    } else {
      unit = UNITS.get(part) ?? 0;
    }
  }
  return total + (unit ?? 0);
}
