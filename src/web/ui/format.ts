import { thaiDay, thaiTime } from '../../domain/calendar.js';
import { formatThaiDate } from '../../domain/dates.js';
import { toThaiDigits } from '../../domain/numerals.js';

/** Numbers, days and times as official papers write them: Thai digits, the Buddhist era, Thailand's clock. */

/** `๑๒๓`; a dash where there is none. */
export const thai = (value: number | string | null | undefined): string =>
  value === null || value === undefined || value === '' ? '-' : toThaiDigits(String(value));

/** `๒๗ มกราคม ๒๕๖๘` of an ISO day. */
export const day = (iso: string | null | undefined): string => (iso ? formatThaiDate(iso, { digits: 'thai' }) : '-');

/** `๒๗ ม.ค. ๖๘`. */
export const shortDay = (iso: string | null | undefined): string =>
  iso ? formatThaiDate(iso, { digits: 'thai', short: true }) : '-';

/** `๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๒๓๒๒` of a telephone number as records have it, where an extension stands behind `ext`. */
export const phoneText = (phone: string): string => toThaiDigits(phone.replace(' ext ', ' ต่อ '));

const parts = (instant: string): [day: string, time: string] => {
  const at = new Date(instant);
  return [thaiDay(at), thaiTime(at).replace(':', '.')];
};

/** `๐๙.๓๐ น.` of an instant. */
export const time = (instant: string | null | undefined): string =>
  instant ? `${toThaiDigits(parts(instant)[1])} น.` : '-';

/** `๒๗ ม.ค. ๖๘ ๐๙.๓๐ น.` of an instant. */
export const dateTime = (instant: string | null | undefined): string =>
  instant ? `${shortDay(parts(instant)[0])} ${time(instant)}` : '-';
