import { z } from 'zod';
import { isoDate, secrecy, speed } from './common.js';

/** The electronic exchange form (TH e-GIF, eCMS): one letter to one receiver, as XML. The names are those of its elements. */

/** What an organisation is called in the exchange: the numbers that its registrar gave out, and the address of its gateway where it is not that of all. */
const exchangeOrganisation = z.strictObject({
  ministry: z.string().regex(/^\d{2}$/),
  department: z.string().regex(/^\d{5}$/),
  to: z.url().optional(),
});

/**
 * The tables of the exchange, as WIAN_EXCHANGE_CODES gives them. Those of secrecy and speed are the usual ones; nobody has confirmed them, and an installation
 * that exchanges letters checks them against the lists of its gateway (GetSecretCodes, GetSpeedCodes). Organisations are by their code in the gazetteer; there is none by default.
 */
export const exchangeCodes = z.strictObject({
  /** `wsa:To`: the address of the gateway. */
  to: z.url().optional(),
  /** What stands behind the @ of a `wsa:MessageID`. */
  domain: z.string().max(200).default('wian.invalid'),
  secret: z
    .record(z.string(), z.enum(['normal', ...secrecy.options]))
    .default({ '001': 'normal', '002': 'confidential', '003': 'secret', '004': 'top-secret' }),
  speed: z
    .record(z.string(), z.enum(['normal', ...speed.options]))
    .default({ '001': 'normal', '002': 'urgent', '003': 'very-urgent', '004': 'most-urgent' }),
  organisations: z.record(z.string(), exchangeOrganisation).default({}),
});
export type ExchangeCodes = z.infer<typeof exchangeCodes>;

/** SenderParty, ReceiverParty. */
export const party = z.object({
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  jobTitle: z.string().nullable(),
  ministry: z.string().nullable(),
  department: z.string().nullable(),
});
export type Party = z.infer<typeof party>;

/** What a sender says of a letter. `secrecy` and `speed` null: normal. */
export const stated = z.object({
  /** เลขที่หนังสือ, as it was typed. */
  reference: z.string(),
  date: isoDate,
  subject: z.string(),
  secrecy: secrecy.nullable(),
  speed: speed.nullable(),
  sender: party,
  receiver: party,
  references: z.array(
    z.object({ reference: z.string().nullable(), date: isoDate.nullable(), subject: z.string().nullable() }),
  ),
  attachment: z.string().nullable(),
  sendDate: z.string().nullable(),
  description: z.string().nullable(),
});
export type Stated = z.infer<typeof stated>;

/** The answer to an import. `known`: this organisation had the same message before, and nothing was changed. The first of `files` is the letter itself. */
export const exchangeAnswer = z.object({
  message: z.int(),
  known: z.boolean(),
  reference: z.string(),
  date: isoDate,
  files: z.array(z.object({ receipt: z.int(), known: z.boolean() })),
});
export type ExchangeAnswer = z.infer<typeof exchangeAnswer>;

/** One whom a letter can be sent to in this form: `problem` says in Thai why it cannot yet. */
export const exchangeReceiver = z.object({ code: z.string(), name: z.string(), problem: z.string().nullable() });
export type ExchangeReceiver = z.infer<typeof exchangeReceiver>;

/** `attachments`: receipts of further files that go with the letter. */
export const exchangeQuery = z.object({
  attachments: z
    .string()
    .regex(/^\d{1,9}(,\d{1,9}){0,49}$/)
    .transform((text) => text.split(',').map(Number))
    .optional(),
});
/** `to`: codes of organisations; without it all addressees that are known. */
export const exchangeZipQuery = exchangeQuery.extend({
  to: z
    .string()
    .max(400_000)
    .transform((text) => text.split(','))
    .optional(),
});
export const exchangeParams = z.object({
  receipt: z.coerce.number().int().min(1),
  ordinal: z.coerce.number().int().min(0),
  receiver: z.string().max(40),
});
