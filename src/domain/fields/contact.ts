import type { Letter } from '../../../schemas/record.js';
import { isContact, isOrganisation, isUnit } from '../line-kinds.js';
import { type DocLine, locatedText, wholeLine } from '../lines.js';
import { looseAny } from '../loose.js';
import { RELIABILITY } from '../reliability.js';
import { PERSON_TITLES } from '../tables/titles.js';
import { type Found, fieldAt, NOTHING } from './field.js';
import { officeParts, officeValue } from './office-line.js';
import { phonesOf, phonesWithoutWord } from './phones.js';

type Contact = NonNullable<Letter['contact']>;

export const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,5}/;
const COORDINATOR = new RegExp(
  `^(?:${looseAny(['เจ้าหน้าที่'])})?\\s?${looseAny(['ผู้ประสานงาน', 'ผู้ประสาน', 'ผู้รับผิดชอบ'])}\\s?[:.]?\\s?`,
);
const TITLED = new RegExp(`^${looseAny(PERSON_TITLES)}`);

/** The sender's own contact block below the signature: owner of the matter, telephones, e-mail, who answers. */
export function readContact(tail: readonly DocLine[], from: number): Found<Contact> {
  const lines = tail.slice(from);
  const office = lines.find((line) => (isUnit(line.text) || isOrganisation(line.text)) && !isContact(line.text));
  const own = lines.filter((line) => line === office || isContact(line.text));
  const officeName = office ? cutContact(office.text) : null;
  // Others give their telephone behind their name; the sender's stands on a line of its own or behind the office.
  const worded = lines
    .filter((line) => isContact(line.text) || isUnit(line.text) || isOrganisation(line.text))
    .flatMap((line) => phonesOf(line.text));
  const phones = worded.length > 0 ? worded : lines.slice(0, 6).flatMap((line) => phonesWithoutWord(line.text));
  const email = lines.map((line) => EMAIL.exec(line.text)?.[0]).find((found) => found !== undefined) ?? null;
  const persons = lines.flatMap((line) => coordinators(line.text));
  return contactField({ office: officeName, phones: [...new Set(phones)], email, persons }, own);
}

/** A memorandum names its division and telephone behind ส่วนราชการ. */
export function readOfficeContact(head: readonly DocLine[]): Found<Contact> | null {
  const office = officeValue(head);
  if (office === null) return null;
  const value = office.located.text;
  const { unit } = officeParts(value);
  const email = EMAIL.exec(value)?.[0] ?? null;
  return contactField({ office: unit, phones: phonesOf(value), email, persons: [] }, office.lines);
}

function contactField(contact: Contact, lines: readonly DocLine[]): Found<Contact> {
  if (
    contact.office === null &&
    contact.phones.length === 0 &&
    contact.email === null &&
    contact.persons.length === 0
  ) {
    return NOTHING;
  }
  const located = locatedText(lines.map((line) => wholeLine(line, '\n')));
  return { field: fieldAt(contact, located, 0, located.text.length, RELIABILITY.contact), warnings: [] };
}

/** A name of an office with what follows it on the same line cut off. */
function cutContact(text: string): string {
  return text.split(/\s?\(?\s?(?:โทร|ไปรษณีย์|e-?mail)/i, 1)[0]!.trim() || text;
}

function coordinators(text: string): string[] {
  const label = COORDINATOR.exec(text);
  if (!label) return [];
  return text
    .slice(label[0].length)
    .split(/\s?(?:,|\sและ|\/|โทร)\s?/)
    .map((name) => name.trim())
    .filter((name) => TITLED.test(name) && name.length <= 60);
}
