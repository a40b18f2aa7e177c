import { AGENCY_CODES } from './tables/agency-codes.js';
import { PROVINCE_CODES } from './tables/provinces.js';

/** Letters that readers take for one another. */
const ALIKE = ['กภถ', 'คดตศ', 'บมน', 'ขชซ', 'พผฝฟ', 'รสธ', 'ทห', 'อฮ', 'งว'];
const KNOWN = [...Object.keys(PROVINCE_CODES), ...Object.keys(AGENCY_CODES)];

/** Whether some agency or province numbers its letters with this code. */
export function isKnownCode(code: string | null): boolean {
  return code !== null && (PROVINCE_CODES[code] !== undefined || AGENCY_CODES[code] !== undefined);
}

/** The one known code that differs in a letter easily taken for another; null where none or several do. */
export function alikeCode(code: string): string | null {
  if (code.length !== 2) return null;
  const near = KNOWN.filter((known) => {
    if (known.length !== 2) return false;
    const other = [0, 1].filter((i) => known[i] !== code[i]);
    return (
      other.length === 1 && other.every((i) => ALIKE.some((set) => set.includes(known[i]!) && set.includes(code[i]!)))
    );
  });
  return near.length === 1 ? near[0]! : null;
}
