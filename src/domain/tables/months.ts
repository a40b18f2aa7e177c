/** Months and weekdays as letters print them. Spellings beyond the official one are attested in real letters. */

export interface MonthName {
  /** 1 to 12. */
  month: number;
  full: string;
  /** Usual abbreviation, with dots. */
  short: string;
  /** Other whole spellings: common slips of typists. */
  variants: readonly string[];
}

export const MONTHS: readonly MonthName[] = [
  { month: 1, full: 'มกราคม', short: 'ม.ค.', variants: ['มกราค'] },
  { month: 2, full: 'กุมภาพันธ์', short: 'ก.พ.', variants: ['กุมภาพัน', 'กุมพาพันธ์', 'กุมภาพันธุ์'] },
  { month: 3, full: 'มีนาคม', short: 'มี.ค.', variants: ['มีนาค'] },
  { month: 4, full: 'เมษายน', short: 'เม.ย.', variants: ['เมศายน', 'เมษยน'] },
  { month: 5, full: 'พฤษภาคม', short: 'พ.ค.', variants: ['พฤศภาคม', 'พฤษาคม'] },
  { month: 6, full: 'มิถุนายน', short: 'มิ.ย.', variants: ['มิถุนายม'] },
  { month: 7, full: 'กรกฎาคม', short: 'ก.ค.', variants: ['กรกฏาคม', 'กรกฎาค'] },
  { month: 8, full: 'สิงหาคม', short: 'ส.ค.', variants: ['สิงหาค'] },
  { month: 9, full: 'กันยายน', short: 'ก.ย.', variants: ['กันยน'] },
  { month: 10, full: 'ตุลาคม', short: 'ต.ค.', variants: ['ตุลาค'] },
  { month: 11, full: 'พฤศจิกายน', short: 'พ.ย.', variants: ['พฤษจิกายน', 'พฤศจิกยน'] },
  { month: 12, full: 'ธันวาคม', short: 'ธ.ค.', variants: ['ธันวาค'] },
];

/** Index 0 is Sunday, as `Date.getUTCDay` counts. */
export const WEEKDAYS: readonly (readonly string[])[] = [
  ['อาทิตย์'],
  ['จันทร์'],
  ['อังคาร'],
  ['พุธ'],
  ['พฤหัสบดี', 'พฤหัส', 'พฤหัสฯ'],
  ['ศุกร์'],
  ['เสาร์'],
];
