import { createHash } from 'node:crypto';
import type { Letter, Recipient } from '../../schemas/record.js';
import { issuerNamed } from '../domain/fields/issuer.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { CHOSEN, chosenOrganisation } from '../domain/recipients/resolve-letters.js';
import { parseReference } from '../domain/reference.js';
import { statedFields } from '../domain/stated.js';
import { askedOf } from '../domain/stated-otherwise.js';
import { WianError } from '../shared/errors.js';
import { CORRECTABLE } from './circulars.models.js';
import type { SenderAnswer } from './sender-otherwise.js';

/** What is told of a value beside itself: how sure, from where, what else it may be. People do not set these. */
const BESIDE: ReadonlySet<string> = new Set(['confidence', 'evidence', 'alternatives', 'resolved']);

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value ?? null;
  const kept = Object.entries(value).filter(([key, part]) => part !== undefined && !BESIDE.has(key));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, bare(part)]));
}

const textOf = (value: unknown): string => JSON.stringify(bare(value));

/** Whether two values of a field say the same, however sure they are. */
export const sameValue = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b);

/** The values that are frozen when a person confirms a letter: all that can be corrected and that a letter has. */
export const FROZEN = CORRECTABLE.filter((field) => field !== 'title');

/** The answers that a letter, confirmed as it stands, gives to what its sender says otherwise. */
export const openAnswers = (letter: Letter): SenderAnswer[] =>
  statedFields.flatMap((field) => {
    const said = askedOf(letter, field);
    return said === null ? [] : [{ field, said }];
  });

/** What a letter says, with what is asked of it by its sender, as a short text: two openings of it that show the same have the same. */
export function versionOf(letter: Letter): string {
  const values = FROZEN.map((field) => letter[field] ?? (field === 'mentions' ? [] : null));
  const chosen = letter.recipients.map(({ resolved }) => chosenCode(resolved));
  const asked = openAnswers(letter);
  return createHash('sha256')
    .update(JSON.stringify([values.map(bare), chosen, ...(asked.length > 0 ? [asked] : [])]))
    .digest('base64url')
    .slice(0, 22);
}

const chosenCode = (resolved: Recipient['resolved']): string | null =>
  resolved?.reason?.code === CHOSEN ? (resolved.organisations[0]?.code ?? null) : null;

/**
 * A value as a person sends it, in the form of the record: a number and a sender may be sent as their text, and what is in a list is as certain
 * as who set it. An organisation that was chosen for an addressee has to be one of the gazetteer. Throws `request.invalid`.
 */
export function settledValue(field: string, value: unknown, letter: Letter, gazetteer: Gazetteer): unknown {
  if (field === 'reference' && typeof value === 'string') return numberOf(value);
  if (field === 'issuer' && typeof value === 'string') return issuerOf(value, letter);
  if (!Array.isArray(value)) return value;
  return value.map((item) => {
    if (item === null || typeof item !== 'object') return item;
    const { alternatives: _settled, resolved, ...rest } = item as Record<string, unknown> & Partial<Recipient>;
    const settled = { ...rest, confidence: 1, evidence: rest.evidence ?? [] };
    return field === 'recipients' ? { ...settled, ...chosenIn(resolved, gazetteer) } : settled;
  });
}

function numberOf(text: string): Letter['reference'] {
  if (text.trim() === '') return null;
  const reference = parseReference(text);
  if (!reference) throw new WianError('request.invalid', 'value of reference');
  return reference;
}

function issuerOf(text: string, letter: Letter): Letter['issuer'] {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '') return null;
  const { issuer, reference } = letter;
  return issuer?.name === name ? issuer : issuerNamed(name, issuer?.province ?? null, reference?.unit ?? null);
}

function chosenIn(resolved: Recipient['resolved'], gazetteer: Gazetteer): Pick<Recipient, 'resolved'> {
  const code = chosenCode(resolved);
  if (code === null) return {};
  const organisation = gazetteer.get(code);
  if (!organisation) throw new WianError('request.invalid', `organisation ${code}`);
  return { resolved: chosenOrganisation(organisation) };
}
