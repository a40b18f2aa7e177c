import { isoDate } from '../../../schemas/common.js';
import type { ExchangeCodes, Party, Stated } from '../../../schemas/exchange.js';
import { WianError } from '../../shared/errors.js';
import { escaped, name } from './text.js';
import { type Node, named, readTree } from './tree.js';

/** A file within a message, as it is: `mime` as the sender says. */
export interface BinaryObject {
  mime: string;
  content: Uint8Array;
}

/** A letter as it travels: CorrespondenceLetterOutboundRequest. */
export interface LetterMessage {
  /** `wsa:MessageID`, `wsa:To`; null where a message that came in has none. */
  messageId: string | null;
  to: string | null;
  stated: Stated;
  main: BinaryObject;
  attachments: BinaryObject[];
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
export const WSA = 'http://www.w3.org/2005/08/addressing';
const RSM = 'urn:th:gov:egif:data:standard:GovernmentDocument:1.0';
const RAM = 'urn:th:gov:egif:data:standard:ReusableAggregateBusinessInformationEntity:1';
/** Gateways spell the names after this one in several ways and versions. */
const STANDARD = 'urn:th:gov:egif:data:standard:';

/** A code of a table by its meaning: the lowest of several. Throws `exchange.unmapped`. */
function codeOf(table: Readonly<Record<string, string>>, meaning: string, which: string): string {
  const code = Object.keys(table)
    .sort()
    .find((one) => table[one] === meaning);
  if (code === undefined) throw new WianError('exchange.unmapped', `${which}: ${meaning}`);
  return code;
}

/** The envelope of any message of the form: its content in a SOAP body. */
export function envelope({ messageId, to }: Pick<LetterMessage, 'messageId' | 'to'>, content: string): string {
  const header = [
    `<wsa:MessageID xmlns:wsa="${WSA}">${escaped(messageId ?? '')}</wsa:MessageID>`,
    `<wsa:To xmlns:wsa="${WSA}">${escaped(to ?? '')}</wsa:To>`,
  ].join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP}">`,
    `<SOAP-ENV:Header>${header}</SOAP-ENV:Header>`,
    `<SOAP-ENV:Body ID="Body">${content}</SOAP-ENV:Body>`,
    '</SOAP-ENV:Envelope>\n',
  ].join('');
}

const ram = (tag: string, text: string | null): string => `<ram:${tag}>${escaped(text ?? '')}</ram:${tag}>`;
const optional = (tag: string, text: string | null): string => (text === null ? '' : ram(tag, text));

const partyXml = (tag: string, of: Party): string =>
  `<ram:${tag}>${[
    ram('GivenName', of.givenName),
    ram('FamilyName', of.familyName),
    ram('JobTitle', of.jobTitle),
    `<ram:MinistryOrganization>${ram('ID', of.ministry)}</ram:MinistryOrganization>`,
    `<ram:DepartmentOrganization>${ram('ID', of.department)}</ram:DepartmentOrganization>`,
  ].join('')}</ram:${tag}>`;

const binary = (tag: string, { mime, content }: BinaryObject): string =>
  `<ram:${tag} mimeCode="${escaped(mime)}">${Buffer.from(content).toString('base64')}</ram:${tag}>`;

/**
 * A letter in the exchange form, its elements in the order of the standard. It is not signed (ram:GovernmentSignature): the gateway or the office's own
 * signing does that. What the standard has no element for (deadlines, that it is a circular) is not in it. Throws `exchange.unmapped` for a class without a code.
 */
export function writeLetter(message: LetterMessage, codes: Pick<ExchangeCodes, 'secret' | 'speed'>): string {
  const { stated } = message;
  const references = stated.references.map(
    (one) =>
      `<ram:ReferenceCorrespondence>${ram('ID', one.reference)}${optional('CorrespondenceDate', one.date)}${optional('Subject', one.subject)}</ram:ReferenceCorrespondence>`,
  );
  const letter = [
    ram('ID', stated.reference),
    ram('CorrespondenceDate', stated.date),
    ram('Subject', stated.subject),
    ram('SecretCode', codeOf(codes.secret, stated.secrecy ?? 'normal', 'SecretCode')),
    ram('SpeedCode', codeOf(codes.speed, stated.speed ?? 'normal', 'SpeedCode')),
    partyXml('SenderParty', stated.sender),
    partyXml('ReceiverParty', stated.receiver),
    ...references,
    optional('Attachment', stated.attachment),
    optional('SendDate', stated.sendDate),
    optional('Description', stated.description),
    binary('MainLetterBinaryObject', message.main),
    ...message.attachments.map((one) => binary('AttachmentBinaryObject', one)),
  ];
  return envelope(
    message,
    `<CorrespondenceLetterOutboundRequest><rsm:GovernmentDocument xmlns:rsm="${RSM}" xmlns:ram="${RAM}">` +
      `<ram:CorrespondenceLetter ID="Letter">${letter.join('')}</ram:CorrespondenceLetter>` +
      '</rsm:GovernmentDocument></CorrespondenceLetterOutboundRequest>',
  );
}

const wrong = (what: string) => new WianError('exchange.invalid', what);
const isOurs = ({ uri }: Node) => uri === '' || uri.startsWith(STANDARD);

/** The one child of this name; null where there is none. Of two nobody knows which one holds. */
function child(node: Node, tag: string): Node | null {
  const found = node.children.filter((one) => one.name === tag && isOurs(one));
  if (found.length > 1) throw wrong(`${tag} stands ${found.length} times`);
  return found[0] ?? null;
}

const textOf = (node: Node, tag: string): string | null => {
  const text = child(node, tag)?.text.trim();
  return text ? text : null;
};

function required(node: Node, tag: string): string {
  const text = textOf(node, tag);
  if (text === null) throw wrong(`${tag} is missing`);
  return text;
}

/** A day, with or without a time behind it. One of the Buddhist era is nobody's to convert: the sender has to say it right. */
function dayOf(text: string, tag: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T|Z|[+-]\d|$)/.exec(text)?.[1];
  if (!day || !isoDate.safeParse(day).success || day < '1900' || day >= '2200') throw wrong(`${tag} is no day`);
  return day;
}

function partyOf(letter: Node, tag: string): Party {
  const node = child(letter, tag);
  if (!node) throw wrong(`${tag} is missing`);
  const organisation = (which: string) => {
    const found = child(node, which);
    return found && textOf(found, 'ID');
  };
  return {
    givenName: textOf(node, 'GivenName'),
    familyName: textOf(node, 'FamilyName'),
    jobTitle: textOf(node, 'JobTitle'),
    ministry: organisation('MinistryOrganization'),
    department: organisation('DepartmentOrganization'),
  };
}

/** What a code means; null: normal. A code that is in no table is refused: taken for normal, a secret letter would be open to all. */
function meaningOf<T extends string>(
  table: Readonly<Record<string, T | 'normal'>>,
  code: string,
  tag: string,
): T | null {
  const meaning = Object.hasOwn(table, code) ? table[code] : undefined;
  if (meaning === undefined) throw new WianError('exchange.code_unknown', `${tag} ${code.slice(0, 20)}`);
  return meaning === 'normal' ? null : (meaning as T);
}

function objectOf(node: Node, maxBytes: number): BinaryObject {
  const text = node.text.replace(/\s+/g, '');
  if (text === '') throw wrong(`${node.name} is empty`);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw wrong(`${node.name} is no base64`);
  if ((text.length / 4) * 3 - 2 > maxBytes) throw new WianError('file.too_large', `${node.name} > ${maxBytes} bytes`);
  return { mime: node.attributes.get('mimeCode')?.trim() ?? '', content: Buffer.from(text, 'base64') };
}

/**
 * Reads a letter in the exchange form, whatever prefixes it uses: as it is sent (CorrespondenceLetterOutboundRequest) or as a gateway hands it over. Throws
 * `exchange.malformed`, `exchange.doctype`, `text.encoding` (see `readTree`), `exchange.other` where it is another message, `exchange.invalid` for what is missing, stands
 * twice or is no value, `exchange.code_unknown`, and `file.too_large` for a file of more than `maxBytes`.
 */
export function readLetter(
  bytes: Uint8Array,
  options: { codes: Pick<ExchangeCodes, 'secret' | 'speed'>; maxBytes: number },
): LetterMessage {
  const { codes, maxBytes } = options;
  const root = readTree(bytes);
  const documents = named(root, 'CorrespondenceLetter').filter(isOurs);
  if (documents.length === 0) throw new WianError('exchange.other', name(root.name));
  const [letter, second] = documents as [Node, Node?];
  if (second) throw wrong('CorrespondenceLetter stands twice');
  const main = child(letter, 'MainLetterBinaryObject');
  if (!main) throw wrong('MainLetterBinaryObject is missing');
  const all = (tag: string) => letter.children.filter((one) => one.name === tag && isOurs(one));
  const addressed = (tag: string) => named(root, tag).find(({ uri }) => uri !== '' && !uri.startsWith(STANDARD));
  return {
    messageId: addressed('MessageID')?.text.trim() || null,
    to: addressed('To')?.text.trim() || null,
    stated: {
      reference: required(letter, 'ID'),
      date: dayOf(required(letter, 'CorrespondenceDate'), 'CorrespondenceDate'),
      subject: required(letter, 'Subject'),
      secrecy: meaningOf(codes.secret, required(letter, 'SecretCode'), 'SecretCode'),
      speed: meaningOf(codes.speed, required(letter, 'SpeedCode'), 'SpeedCode'),
      sender: partyOf(letter, 'SenderParty'),
      receiver: partyOf(letter, 'ReceiverParty'),
      references: all('ReferenceCorrespondence')
        .map((one) => {
          const date = textOf(one, 'CorrespondenceDate');
          return {
            reference: textOf(one, 'ID'),
            date: date && dayOf(date, 'ReferenceCorrespondence/CorrespondenceDate'),
            subject: textOf(one, 'Subject'),
          };
        })
        .filter(({ reference, date, subject }) => reference !== null || date !== null || subject !== null),
      attachment: textOf(letter, 'Attachment'),
      sendDate: textOf(letter, 'SendDate'),
      description: textOf(letter, 'Description'),
    },
    main: objectOf(main, maxBytes),
    attachments: all('AttachmentBinaryObject').map((one) => objectOf(one, maxBytes)),
  };
}
