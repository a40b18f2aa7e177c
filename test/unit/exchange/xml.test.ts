import { describe, expect, it } from 'vitest';
import { readLetter, writeLetter } from '../../../src/exchange/xml/letter.js';
import { WianError } from '../../../src/shared/errors.js';
import { CODES, messageOf, statedOf, xmlOf } from '../../support/exchange.js';

const MAX = 1000;
const read = (bytes: Uint8Array | string) =>
  readLetter(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { codes: CODES, maxBytes: MAX });

/** The code of the error that reading ends with, and what of it is told beside. */
function refusal(bytes: Uint8Array | string): [code: string, detail: string] {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof WianError) return [error.code, error.detail ?? ''];
    throw error;
  }
  return ['taken', ''];
}

const xml = xmlOf().toString();
const swapped = (from: string | RegExp, to: string) => {
  const changed = xml.replace(from, to);
  expect(changed).not.toBe(xml);
  return changed;
};

describe('a letter in the exchange form', () => {
  it('has the elements of the standard in their order', () => {
    const stated = statedOf({
      references: [{ reference: 'นร 1206/347', date: '2025-01-10', subject: null }],
      attachment: 'แบบตอบรับ',
      description: 'ส่งแทนฉบับเดิม',
    });
    const message = messageOf({ stated, attachments: [{ mime: 'image/png', content: Buffer.from('x') }] });
    const names = [...writeLetter(message, CODES).matchAll(/<([A-Za-z-]+:)?([A-Za-z]+)[ >]/g)].map(
      ([, p = '', n]) => `${p}${n}`,
    );
    const party = ['GivenName', 'FamilyName', 'JobTitle', 'MinistryOrganization', 'ID', 'DepartmentOrganization', 'ID'];
    expect(names).toEqual([
      'SOAP-ENV:Envelope',
      'SOAP-ENV:Header',
      'wsa:MessageID',
      'wsa:To',
      'SOAP-ENV:Body',
      'CorrespondenceLetterOutboundRequest',
      'rsm:GovernmentDocument',
      ...[
        ...['CorrespondenceLetter', 'ID', 'CorrespondenceDate', 'Subject', 'SecretCode', 'SpeedCode'],
        ...['SenderParty', ...party, 'ReceiverParty', ...party],
        ...['ReferenceCorrespondence', 'ID', 'CorrespondenceDate'],
        ...['Attachment', 'SendDate', 'Description', 'MainLetterBinaryObject', 'AttachmentBinaryObject'],
      ].map((name) => `ram:${name}`),
    ]);
  });

  it('is read whatever its prefixes, the order of its attributes and its line ends', () => {
    const other = xml
      .replaceAll('ram:', 'b:')
      .replaceAll('xmlns:ram=', 'xmlns:b=')
      .replaceAll('SOAP-ENV', 'soap')
      .replace('mimeCode="application/pdf"', "b:note = 'a'\r\n mimeCode = 'application/pdf'")
      .replaceAll('><', '>\r\n  <');
    expect(other).toContain('<b:Subject>');
    expect(read(other)).toEqual(read(xml));
    expect(read(other).main.content.toString()).toBe('%PDF-1.7 the letter');
  });

  it('is read in TIS-620 and UTF-16, and with a text in CDATA', () => {
    const thai = Buffer.from(
      [...xml.replace('UTF-8', 'TIS-620')].map((char) => {
        const code = char.charCodeAt(0);
        return code >= 0xe01 && code <= 0xe5b ? code - 0xe00 + 0xa0 : code;
      }),
    );
    expect(read(thai).stated.subject).toBe(statedOf().subject);
    expect(read(Buffer.from(`\ufeff${xml}`, 'utf16le')).stated.subject).toBe(statedOf().subject);
    expect(read(swapped('<ram:Subject>', '<ram:Subject><![CDATA[ก & ข: ]]>')).stated.subject).toBe(
      `ก & ข: ${statedOf().subject}`,
    );
  });

  it('is read as a gateway hands it over', () => {
    const answer = xml.replaceAll('CorrespondenceLetterOutboundRequest', 'CorrespondenceLetterInboundResponse');
    expect(read(answer).stated).toEqual(statedOf());
  });
});

describe('what is no letter of the form is refused with a reason', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>`;
  const external = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>';
  it.each([
    ['a bomb of entities', bomb, 'exchange.doctype', ''],
    ['an external DTD', external, 'exchange.doctype', ''],
    ['an entity of its own', swapped('<ram:Subject>', '<ram:Subject>&secret;'), 'exchange.malformed', ''],
    ['a document that ends early', xml.slice(0, xml.length / 2), 'exchange.malformed', ''],
    ['nothing', '', 'exchange.malformed', ''],
    ['a text', 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 'exchange.malformed', ''],
    ['depth', '<a>'.repeat(100_000), 'exchange.malformed', 'deeper'],
    ['very many elements', `<a>${'<b/>'.repeat(10_000)}</a>`, 'exchange.malformed', 'elements'],
    [
      'an endless subject',
      swapped('<ram:Subject>', `<ram:Subject>${'ก'.repeat(70_000)}`),
      'exchange.malformed',
      'Subject',
    ],
    ['another document', '<a/>', 'exchange.other', 'a'],
    ['an encoding that nobody knows', swapped('UTF-8', 'EBCDIC-TH'), 'text.encoding', 'ebcdic-th'],
    [
      'a subject twice',
      swapped('<ram:SecretCode>', '<ram:Subject>ข</ram:Subject><ram:SecretCode>'),
      'exchange.invalid',
      'Subject',
    ],
    [
      'two letters',
      swapped(/<ram:CorrespondenceLetter ID.*<\/ram:CorrespondenceLetter>/s, '$&$&'),
      'exchange.invalid',
      'CorrespondenceLetter',
    ],
    ['no number', swapped(/<ram:ID>.*?<\/ram:ID>/, ''), 'exchange.invalid', 'ID'],
    [
      'no class of speed',
      swapped('<ram:SpeedCode>001</ram:SpeedCode>', '<ram:SpeedCode/>'),
      'exchange.invalid',
      'SpeedCode',
    ],
    ['a year of the Buddhist era', swapped('2025-01-27', '2568-01-27'), 'exchange.invalid', 'CorrespondenceDate'],
    ['a day that is none', swapped('2025-01-27', '2025-02-30'), 'exchange.invalid', 'CorrespondenceDate'],
    [
      'a code of secrecy that is in no table',
      swapped('<ram:SecretCode>001', '<ram:SecretCode>009'),
      'exchange.code_unknown',
      'SecretCode 009',
    ],
    [
      'a code by the name of a property',
      swapped('<ram:SecretCode>001', '<ram:SecretCode>constructor'),
      'exchange.code_unknown',
      'SecretCode',
    ],
    [
      'no file',
      swapped(/<ram:MainLetterBinaryObject.*?<\/ram:MainLetterBinaryObject>/, ''),
      'exchange.invalid',
      'MainLetter',
    ],
    ['an empty file', swapped(/(<ram:MainLetterBinaryObject[^>]*>)[^<]*/, '$1'), 'exchange.invalid', 'empty'],
    [
      'a file that is no base64',
      swapped(/(<ram:MainLetterBinaryObject[^>]*>)[^<]*/, '$1%PDF'),
      'exchange.invalid',
      'base64',
    ],
  ])('%s', (_, document, code, detail) => {
    const [found, told] = refusal(document);
    expect([found, told]).toEqual([code, expect.stringContaining(detail)]);
  });

  it('takes a file of just the size and no larger one, before it is decoded', () => {
    const of = (bytes: number) => xmlOf({ main: { mime: 'application/pdf', content: Buffer.alloc(bytes, 7) } });
    expect(read(of(MAX)).main.content).toHaveLength(MAX);
    expect(refusal(of(MAX + 3))[0]).toBe('file.too_large');
  });

  it('broken bytes of a known encoding', () => {
    const bytes = Buffer.from(xml);
    bytes[bytes.indexOf(Buffer.from('การคัด'))] = 0xff;
    expect(refusal(bytes)[0]).toBe('text.encoding');
  });

  it('a class without a code is not written', () => {
    const message = messageOf({ stated: statedOf({ speed: 'most-urgent' }) });
    const codes = { ...CODES, speed: { '001': 'normal' as const } };
    expect(() => writeLetter(message, codes)).toThrow(expect.objectContaining({ code: 'exchange.unmapped' }));
  });
});
