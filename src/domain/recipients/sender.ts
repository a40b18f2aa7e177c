import type { Letter } from '../../../schemas/record.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import { BANGKOK } from '../tables/districts.js';
import { LOCALS } from '../tables/kinds.js';

/** Who writes, as far as it says which ทุกอำเภอ is meant: places by their codes. */
export interface Sender {
  level: NonNullable<Letter['issuer']>['level'] | null;
  /** Bangkok's code for the offices of Bangkok. */
  province: string | null;
  district: string | null;
  /** The day of the letter, ISO. */
  date: string | null;
}

/** The sender of a letter in the gazetteer. */
export function senderOf({ issuer, date }: Pick<Letter, 'issuer' | 'date'>, gazetteer: Gazetteer): Sender {
  const anywhere = { area: null, on: null };
  if (issuer === null) return { level: null, province: null, district: null, date };
  const named = issuer.province === null ? [] : gazetteer.named(issuer.province, ['province'], anywhere).found;
  const bangkok = issuer.province === 'กรุงเทพมหานคร' || issuer.name === 'กรุงเทพมหานคร' ? BANGKOK : null;
  const province = bangkok ?? (named.length === 1 ? named[0]!.code : null);
  const kinds = issuer.level === 'district' ? (['district'] as const) : issuer.level === 'local' ? LOCALS : [];
  const { found, like } = gazetteer.named(issuer.name, kinds, { area: province, on: null });
  const own = found.length === 1 && (like !== 'edit' || province !== null) ? found[0]! : null;
  return {
    level: issuer.level,
    province: province ?? (own && gazetteer.provinceOf(own)?.code) ?? null,
    district: (own && gazetteer.districtOf(own)?.code) ?? null,
    date,
  };
}
