import type { OrganisationRef } from '../../schemas/organisations.js';
import type { Letter, Recipient } from '../../schemas/record.js';
import { kindOfName, stemOf } from '../domain/gazetteer/gazetteer.js';
import { toThaiDigits } from '../domain/numerals.js';
import { KINDS } from '../domain/tables/kinds.js';

/** What the members of a class are counted in. */
const COUNTED_IN: Readonly<Record<string, string>> = {
  province: 'จังหวัด',
  district: 'อำเภอ',
  'bangkok-district': 'เขต',
};
/** More names than that say nothing on a terminal. */
const MOST_NAMES = 30;
const MOST_CANDIDATES = 6;

/** `๘ อำเภอ`. */
function countText(organisations: readonly OrganisationRef[]): string {
  const [kind, ...others] = new Set(organisations.map(({ name }) => kindOfName(name)));
  const unit = (others.length === 0 && kind && COUNTED_IN[kind]) || 'แห่ง';
  return `${toThaiDigits(String(organisations.length))} ${unit}`;
}

/** The bodies that may be meant, where their names tell one from another; a person decides. */
function candidatesText(candidates: readonly OrganisationRef[] = []): string {
  const names = new Set(candidates.map(({ name }) => name));
  const telling = names.size === candidates.length && names.size > 0 && names.size <= MOST_CANDIDATES;
  return telling ? `อาจหมายถึง ${[...names].join(' หรือ ')}` : '';
}

/** An addressee as printed, and for a class how many organisations it stands for, or why that is not known. */
export function recipientText({ text, scope, resolved }: Recipient): string {
  if (!resolved) return text;
  const { state, organisations, reason } = resolved;
  const count =
    organisations.length > 1 || (scope !== 'one' && state === 'resolved') ? ` → ${countText(organisations)}` : '';
  // That a register is not there says nothing about an office that is named.
  const silent =
    reason?.code === 'recipient.class_unlisted' || (scope === 'one' && reason?.code === 'recipient.not_imported');
  const why =
    reason && !silent ? ` (${[reason.message, candidatesText(resolved.candidates)].filter(Boolean).join(' ')})` : '';
  return `${text}${count}${why}`;
}

/** Whom a letter was sent to; a class by the names of its members, as long as they are few. */
export function sentTo(letter: Letter): string {
  return letter.recipients
    .map((recipient) => {
      const organisations = recipient.resolved?.organisations ?? [];
      if (recipient.scope === 'one' || organisations.length === 0) return recipient.text;
      const names = organisations.map(({ name }) => shortName(name));
      return organisations.length > MOST_NAMES
        ? countText(organisations)
        : `${countText(organisations)}: ${names.join(' ')}`;
    })
    .join(' · ');
}

function shortName(name: string): string {
  const kind = kindOfName(name);
  return kind && KINDS[kind].level !== 'central' ? stemOf(name, kind) : name;
}
