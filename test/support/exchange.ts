import type { ExchangeCodes, Stated } from '../../schemas/exchange.js';
import { usualCodes } from '../../src/exchange/exchange.models.js';
import { type LetterMessage, writeLetter } from '../../src/exchange/xml/letter.js';

/** Codes as an installation would have them: two organisations of the tests, with numbers that nobody gave out. */
export const CODES: ExchangeCodes = {
  ...usualCodes(),
  to: 'http://gateway.example/ecms-ws01/service2',
  domain: 'wian.example',
  organisations: {
    '54': { ministry: '15', department: '15054' },
    '55': { ministry: '15', department: '15055' },
    'มท 08': { ministry: '15', department: '15008' },
  },
};

export const NOBODY: Stated['sender'] = {
  givenName: null,
  familyName: null,
  jobTitle: null,
  ministry: null,
  department: null,
};

export const statedOf = (given: Partial<Stated> = {}): Stated => ({
  reference: 'มท 0810.7/ว 524',
  date: '2025-01-27',
  subject: 'การคัดเลือกองค์กรปกครองส่วนท้องถิ่น',
  secrecy: null,
  speed: null,
  sender: { ...NOBODY, givenName: 'นายสมชาย', familyName: 'ใจดี', ministry: '15', department: '15008' },
  receiver: { ...NOBODY, ministry: '15', department: '15054' },
  references: [],
  attachment: null,
  sendDate: '2025-01-28',
  description: null,
  ...given,
});

export const messageOf = (given: Partial<LetterMessage> = {}): LetterMessage => ({
  messageId: 'mid://20250128.101500000@15054.wian.example',
  to: 'http://gateway.example/ecms-ws01/service2',
  stated: statedOf(),
  main: { mime: 'application/pdf', content: Buffer.from('%PDF-1.7 the letter') },
  attachments: [],
  ...given,
});

export const xmlOf = (given: Partial<LetterMessage> = {}): Buffer => Buffer.from(writeLetter(messageOf(given), CODES));
