import type { OrganisationKind } from '../../../schemas/organisations.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import { BANGKOK, PROVINCE_PLACES } from '../tables/districts.js';
import { LISTED_LOCALS } from '../tables/kinds.js';
import { type Answer, dayOf, resolvedAs, unknown } from './answer.js';
import type { Ask } from './ask.js';
import type { Sender } from './sender.js';

/** Where the words themselves say all (ทุก…) and where (…ในจังหวัด…, or the sender's own place). */
const BY_WORDS = 0.97;
/** A bare title (เรียน นายอำเภอ) that means all of the sender's place by custom. */
const BARE = 0.85;
/** The letter says another number than the register has. */
const OTHER_COUNT = 0.5;

const listed = new Set<OrganisationKind>(LISTED_LOCALS);
/** Kinds that there is one list of in the country, whoever writes. */
const NATIONAL = new Set<OrganisationKind>([
  'province',
  'province-office',
  'ministry',
  'department',
  'bangkok-district',
]);

/** A whole class: ทุกจังหวัด, นายอำเภอทุกอำเภอ, นายกเทศมนตรีตำบลทุกแห่ง. */
export function classOf(ask: Ask, sender: Sender, gazetteer: Gazetteer): Answer {
  const bounds = boundsOf(ask, sender, gazetteer);
  if (bounds === null) return unknown('recipient.area_unknown');
  const members = gazetteer
    .of(ask.kinds, { area: bounds.area, on: dayOf(sender.date) })
    // สำนักนายกรัฐมนตรี has the rank of a ministry but its head is no ปลัดกระทรวง.
    .filter((row) => row.kind !== 'ministry' || row.name.startsWith('กระทรวง'));
  const answer = resolvedAs(members, bounds.sure);
  if (ask.count !== null && ask.count !== members.length && members.length > 0) {
    return { ...answer, state: 'partial', reason: 'recipient.count_differs', sure: OTHER_COUNT };
  }
  if (ask.kinds.includes('department')) return { ...answer, state: 'partial', reason: 'recipient.list_incomplete' };
  const gap = ask.kinds.some((kind) => listed.has(kind)) ? gapOf(bounds.area, gazetteer) : null;
  if (gap && members.length > 0) return { ...answer, state: 'partial', reason: gap };
  if (gap) return unknown(gap);
  return members.length > 0 ? answer : unknown('recipient.none_in_area');
}

/** What lacks of the imported lists of local bodies in an area. */
function gapOf(area: string | null, gazetteer: Gazetteer) {
  if (area !== null) return gazetteer.isListed(area.slice(0, 2)) ? null : 'recipient.not_imported';
  const provinces = PROVINCE_PLACES.filter(({ code }) => code !== BANGKOK);
  const there = provinces.filter(({ code }) => gazetteer.isListed(code)).length;
  if (there === provinces.length) return null;
  return there === 0 ? 'recipient.not_imported' : 'recipient.some_provinces';
}

interface Bounds {
  /** A code, or null for the whole country. */
  area: string | null;
  sure: number;
}

/** The area a class is meant for: as printed, else the sender's own; null where neither says. */
function boundsOf(ask: Ask, sender: Sender, gazetteer: Gazetteer): Bounds | null {
  const sure = ask.every ? BY_WORDS : BARE;
  if (ask.ministry !== null) return areaNamed(ask.ministry, ['ministry'], null, sure, gazetteer);
  const printed = placeOf(ask, sender, gazetteer);
  if (printed === 'unknown') return null;
  if (printed !== null) return { area: printed, sure: Math.max(sure, BY_WORDS) };
  if (ask.own === 'province') return sender.province === null ? null : { area: sender.province, sure };
  if (ask.own === 'district') return sender.district === null ? null : { area: sender.district, sure };
  return senderBounds(ask, sender, sure);
}

function senderBounds(ask: Ask, { level, province, district }: Sender, sure: number): Bounds | null {
  const lowest = ask.kinds.some((kind) => listed.has(kind));
  if (ask.kinds.every((kind) => NATIONAL.has(kind))) {
    // A bare ผู้ว่าราชการจังหวัด in a letter of a province may as well be its own governor.
    return ask.every || level === 'central' || ask.kinds.includes('bangkok-district') ? { area: null, sure } : null;
  }
  if (level === 'central') return { area: null, sure };
  if (level === 'province') return province === null ? null : { area: province, sure };
  if (level === 'district') {
    const area = lowest ? district : province;
    return area === null ? null : { area, sure };
  }
  // Offices of Bangkok write to its own; other local bodies may mean their district's or their province's.
  return province !== null && !lowest && ask.every ? { area: province, sure: Math.min(sure, BARE) } : null;
}

/** The code of the place printed behind the title; null where none is, `unknown` where it is not in the gazetteer. */
export function placeOf(ask: Ask, sender: Sender, gazetteer: Gazetteer): string | null | 'unknown' {
  const province = ask.province === null ? null : areaNamed(ask.province, ['province'], null, 1, gazetteer);
  if (ask.province !== null && province === null) return 'unknown';
  if (ask.district === null) return province?.area ?? null;
  const within = province?.area ?? sender.province;
  return areaNamed(ask.district, ['district'], within, 1, gazetteer)?.area ?? 'unknown';
}

function areaNamed(
  name: string,
  kinds: readonly OrganisationKind[],
  within: string | null,
  sure: number,
  gazetteer: Gazetteer,
): Bounds | null {
  const { found, like } = gazetteer.named(name, kinds, { area: within, on: null });
  if (found.length !== 1) return null;
  return { area: found[0]!.code, sure: like === 'edit' ? Math.min(sure, BARE) : sure };
}
