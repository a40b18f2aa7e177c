import type { Level } from '../../../schemas/matters.js';
import { cueAny } from '../loose.js';

/**
 * Whom a province writes to itself: the districts with their offices, and the local bodies above which no district stands (สำหรับอำเภอขอความร่วมมือแจ้งเทศบาลตำบลและ
 * องค์การบริหารส่วนตำบล: to tell the others is none of a district's).
 */
const OF_PROVINCES = new RegExp(
  `^(?:${cueAny([
    'อำเภอ',
    'สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ',
    'ท้องถิ่นอำเภอ',
    'สำนักงานสาธารณสุขอำเภอ',
    'องค์การบริหารส่วนจังหวัด',
    'อบจ.',
    'เทศบาลนคร',
    'เทศบาลเมือง',
  ])})`,
);

/**
 * Of the classes that a letter asks to be told (`relay.forward_to`) those that an organisation of this level tells: what stands below it. A letter that goes to
 * districts and local bodies alike makes no task of passing it on for the latter, which stand lowest (their own units are told within the inbox).
 */
export function passesOnTo(level: Level | null, told: readonly string[]): string[] {
  if (level === 'local') return [];
  return level === 'district' ? told.filter((name) => !OF_PROVINCES.test(name)) : [...told];
}
