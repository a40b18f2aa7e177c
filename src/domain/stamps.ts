import { PROVINCE_CODES } from './tables/provinces.js';

const PROVINCES = Object.values(PROVINCE_CODES);

/**
 * Whether a receive stamp says that another province's office stamped it: it names a province (`จังหวัดนนทบุรี`), and not the reader's own. False where
 * either is not known: a stamp without a province may be anybody's.
 */
export function ofOtherProvince(office: string | null, province: string | null): boolean {
  if (office === null || province === null) return false;
  const text = office.replace(/\s+/g, '');
  const named = PROVINCES.filter((name) => text.includes(`จังหวัด${name}`));
  return named.length > 0 && !named.includes(province);
}
