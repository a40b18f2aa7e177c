import type { Arrival } from '../../../schemas/families.js';
import type { Letter, Received } from '../../../schemas/record.js';
import { PROVINCES } from '../tables/provinces.js';
import { folded } from './nodes.js';
import { issuerAgreement } from './weigh.js';

const PROVINCE_NAMES = PROVINCES.map((province) => folded(`จังหวัด${province}`));
/** Kinds of offices of which none lies within another of its kind; a สำนัก may be part of a สำนักงาน. */
const KINDS = ['กรม', 'จังหวัด', 'อำเภอ', 'เทศบาล', 'องค์การบริหารส่วน', 'มหาวิทยาลัย', 'โรงเรียน', 'โรงพยาบาล'].map(folded);
/** Seats of offices, which a stamp names in their place. */
const SEATS = [
  [/ศาลากลาง(?=จงหวด)/g, ''],
  [/ทวาการ(?=อำเภอ)/g, ''],
  [/สำนกงาน(?=เทศบาล|องคการบรหาร)/g, ''],
  [/ททำการ(?=องคการบรหาร|เทศบาล)/g, ''],
] as const;

/**
 * Whether a stamp is of the office that wrote a letter: its own, or one within it (สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดX for
 * จังหวัดX). False where it names another province, another office of the same kind or one of another kind (อบจ. แพร่ is not
 * จังหวัดแพร่); null where it tells neither.
 */
export function isOwnStamp(
  office: string | null,
  { issuer, letter }: { issuer: string; letter: Pick<Letter, 'issuer'> },
): boolean | null {
  if (office === null || issuer === '') return null;
  const name = SEATS.reduce((text, [seat, by]) => text.replace(seat, by), folded(office));
  const agreement = issuerAgreement(name, issuer);
  if (agreement === 'same') return true;
  const [kind, ownKind] = [kindOf(name), kindOf(issuer)];
  if (kind !== null && ownKind !== null && kind !== ownKind) return false;
  if (name.includes(issuer)) return true;
  const province = PROVINCE_NAMES.find((known) => name.includes(known));
  const own = letter.issuer?.province ? folded(`จังหวัด${letter.issuer.province.replace(/^จังหวัด/, '')}`) : null;
  const mine = own ?? PROVINCE_NAMES.find((known) => issuer.includes(known)) ?? null;
  if (province && mine && province !== mine) return false;
  if (province && letter.issuer?.level === 'province') return province === issuer;
  if (agreement === 'near') return true;
  return kind !== null && kind === ownKind ? false : null;
}

function kindOf(name: string): string | null {
  return KINDS.find((kind) => name.startsWith(kind) && name.length > kind.length) ?? null;
}

/** What of a letter tells its arrivals. */
export interface Stamped {
  key: string;
  file: string;
  date: string | null;
  /** As `folded`. */
  issuer: string;
  letter: Pick<Letter, 'issuer' | 'received'>;
}

interface Seen {
  on: Stamped;
  stamp: Received;
  own: boolean | null;
}

/**
 * When the upper letter of a hop came to the office that wrote the lower one, by the receive stamps on any copy of the upper:
 * one of that office, wherever it is; else one on the copy bound with the lower letter, which is shown, and dates the arrival
 * only where its office says nothing else and its day can be.
 */
export function arrivalOf(from: Stamped, to: Stamped, copies: readonly Stamped[]): Arrival {
  const bounds = { not_before: from.date, not_after: to.date };
  const seen: Seen[] = copies.flatMap((on) =>
    on.letter.received
      .map((stamp) => ({ on, stamp, own: isOwnStamp(stamp.office, to) }))
      .filter(({ own }) => own === true || on.file === to.file),
  );
  const isPossible = ({ stamp: { date } }: Seen) =>
    date !== null && (from.date === null || date >= from.date) && (to.date === null || date <= to.date);
  const rank = (one: Seen) => (one.own === false ? 4 : one.own === null ? 2 : 0) + (isPossible(one) ? 0 : 1);
  const [best] = [...seen].sort(
    (a, b) => rank(a) - rank(b) || compare(a.stamp.date ?? '9', b.stamp.date ?? '9') || compare(a.on.key, b.on.key),
  );
  if (!best) return { date: null, ...bounds, stamp: null };
  const { office, number, date } = best.stamp;
  const stamp = { on: best.on.key, office, number, date, own: best.own };
  return { date: best.own !== false && isPossible(best) ? date : null, ...bounds, stamp };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
