import { deadlineFilters, searchOrders } from '../../../schemas/search.js';
import type { query } from '../api.js';

/** What is asked, as the address of the page has it: it can be shared, and the way back leads to it. */
export const fields = [
  'q',
  'from',
  'to',
  'speed',
  'kind',
  'agency',
  'deadline',
  'dueFrom',
  'dueTo',
  'register',
  'order',
] as const;
export type Field = (typeof fields)[number];
export type Asked = Partial<Record<Field, string>>;

const DAY = /^\d{4}-\d\d-\d\d$/;
/** A value that no control could have made is left out: an address may come from anywhere. */
const VALID: Partial<Record<Field, (value: string) => boolean>> = {
  from: (value) => DAY.test(value),
  to: (value) => DAY.test(value),
  dueFrom: (value) => DAY.test(value),
  dueTo: (value) => DAY.test(value),
  speed: (value) => ['urgent', 'very-urgent', 'most-urgent'].includes(value),
  kind: (value) => KINDS.some((kind) => kind.value === value),
  deadline: (value) => deadlineFilters.some((filter) => filter === value),
  order: (value) => searchOrders.some((order) => order === value),
};

export const KINDS = [
  { value: 'external', label: 'หนังสือภายนอก' },
  { value: 'memorandum', label: 'บันทึกข้อความ' },
  { value: 'stamped', label: 'หนังสือประทับตรา' },
  { value: 'order', label: 'คำสั่ง' },
  { value: 'announcement', label: 'ประกาศ' },
  { value: 'certificate', label: 'หนังสือรับรอง' },
  { value: 'attachment', label: 'สิ่งที่ส่งมาด้วย' },
] as const;

export function askedOf(search: string): Asked {
  const given = new URLSearchParams(search);
  const asked: Asked = {};
  for (const field of fields) {
    const value = given.get(field)?.trim().slice(0, 300);
    if (value && (VALID[field]?.(value) ?? true)) asked[field] = value;
  }
  return asked;
}

/** The filters that are set, without what was typed and the order. */
export const filtersOf = (asked: Asked): Field[] =>
  fields.filter((field) => field !== 'q' && field !== 'order' && asked[field] !== undefined);

export const queryOf = (asked: Asked): Parameters<typeof query>[0] => asked;
