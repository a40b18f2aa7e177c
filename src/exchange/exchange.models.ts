import { type ExchangeCodes, exchangeCodes, type Party } from '../../schemas/exchange.js';
import type { Inspection } from '../../schemas/page.js';
import type { Letter } from '../../schemas/record.js';
import type { Limits } from '../ports.js';
import { WianError } from '../shared/errors.js';

/** The tables where nobody set any: those of the classes as they are usual, no organisation. */
export const usualCodes = (): ExchangeCodes => exchangeCodes.parse({});

/** The most that a message or mail may have: a file of the largest size in base64 with its line ends, and what is around it. */
export const messageBytes = ({ maxFileBytes }: Pick<Limits, 'maxFileBytes'>): number =>
  Math.ceil(maxFileBytes * 1.4) + 1024 * 1024;

const MIME: Readonly<Record<Inspection['type'], string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  webp: 'image/webp',
  text: 'text/plain',
};
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/tiff': '.tif',
  'image/webp': '.webp',
  'text/plain': '.txt',
};

export const mimeOf = (type: Inspection['type']): string => MIME[type];

/** What a file of a message is called; position 0 is the letter itself. The form has no names for files. */
export function objectName(reference: string, position: number, mime: string): string {
  const which = position === 0 ? '' : ` สิ่งที่ส่งมาด้วย ${position}`;
  return `${reference.replaceAll('/', '-')}${which}${ENDINGS[mime.toLowerCase()] ?? ''}`;
}

/** What the message of a letter to a receiver is called among many: the same each time, and a name wherever it is unpacked. */
export const messageName = (letter: { receipt: number; ordinal: number }, receiver: string): string =>
  `${letter.receipt}-${letter.ordinal}-${receiver.replace(/[^\p{L}\p{M}\p{N}-]+/gu, '_')}.xml`;

/** `mid://yyyyMMdd.HHmmssSSS@…`, by the time of Thailand. Behind the @ stands the receiver, since a circular is many messages at once. */
export function messageIdOf(at: Date, department: string, domain: string): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  const [day, time] = local.slice(0, 23).split('T') as [string, string];
  return `mid://${day.replaceAll('-', '')}.${time.replace(/[:.]/g, '')}@${department}.${domain}`;
}

/** A name as the form has it: all but the last word is the given name, with the title as it is printed. */
export function signerParty(signer: Letter['signer']): Pick<Party, 'givenName' | 'familyName' | 'jobTitle'> {
  const words = signer?.name?.trim().split(/\s+/) ?? [];
  return {
    givenName: words.length > 1 ? words.slice(0, -1).join(' ') : (words[0] ?? null),
    familyName: words.length > 1 ? words.at(-1)! : null,
    jobTitle: signer?.position?.trim() || null,
  };
}

/** The numbers of an organisation; throws `exchange.unmapped` where the table has none: none is ever made up. */
export function numbersOf(
  codes: ExchangeCodes,
  organisation: string,
): Pick<Party, 'ministry' | 'department'> & {
  ministry: string;
  department: string;
} {
  const found = Object.hasOwn(codes.organisations, organisation) ? codes.organisations[organisation] : undefined;
  if (!found) throw new WianError('exchange.unmapped', `organisations: ${organisation}`);
  return { ministry: found.ministry, department: found.department };
}

/** Where messages to an organisation go; throws `exchange.unmapped`. */
export function addressOf(codes: ExchangeCodes, organisation: string): string {
  const to = codes.organisations[organisation]?.to ?? codes.to;
  if (to === undefined) throw new WianError('exchange.unmapped', 'to');
  return to;
}
