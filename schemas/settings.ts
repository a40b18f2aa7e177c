import { z } from 'zod';
import { urgencyPolicy } from './due.js';

/** `most-urgent=1,soon=5`: what is not named keeps its default. */
const URGENT_WORKING_DAYS = 'most-urgent=1,very-urgent=2,urgent=3,soon=5';
const daysOf = (text: string) =>
  Object.fromEntries(
    text.split(',').map((part) => [part.split('=')[0]!.trim(), Number(part.split('=')[1]?.trim() || Number.NaN)]),
  );

/** The policy that a text of this form says; null where it is none. */
export function urgencyPolicyOf(text: string) {
  const whole = urgencyPolicy.strict().safeParse({ ...daysOf(URGENT_WORKING_DAYS), ...daysOf(text) });
  return whole.success ? whole.data : null;
}

const wholeNumber = (low: number, high: number, fallback: number) =>
  z.coerce.number().int().min(low).max(high).default(fallback);

/** Environment variables, each with the line that the README's table shows. */
export const settings = z.object({
  WIAN_STORE: z
    .string()
    .default('./data')
    .describe('Folder of the originals and, without DATABASE_URL, of the records.'),
  DATABASE_URL: z
    .string()
    .optional()
    .describe('PostgreSQL for the records; without it they are embedded (PGlite) in WIAN_STORE.'),
  REDIS_URL: z.string().optional().describe('Redis for the queue; without it the queue lives in the database.'),
  WIAN_HOST: z.string().default('127.0.0.1').describe('Address the application listens on.'),
  WIAN_PORT: wholeNumber(0, 65_535, 8420).describe('Port the application listens on; 0 takes a free one.'),
  WIAN_TOKEN: z
    .string()
    .min(8)
    .optional()
    .describe(
      "The operator's password for scripts over HTTP: it sees all organisations. People sign in; without it, nobody else comes in.",
    ),
  WIAN_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address that people open, where a proxy stands before it: for links, and with https for secure cookies.',
    ),
  WIAN_TRUST_PROXY: z
    .string()
    .optional()
    .describe('Addresses of such proxies (10.0.0.2, 10.0.0.0/24), whose word is taken for where a request comes from.'),
  WIAN_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'Mail server for alerts: `smtp://name:password@host:587` or `smtps://host:465`, special signs percent-encoded. Encrypted, but for this machine; `?requireTLS=false` allows a server without. Without it no e-mail is sent.',
    ),
  WIAN_MAIL_FROM: z.email().optional().describe('Address that e-mail comes from; wanted with WIAN_SMTP_URL.'),
  WIAN_READERS: wholeNumber(0, 64, 0).describe('Page readers at once; 0 means one for each core.'),
  WIAN_MAX_FILE_MB: wholeNumber(1, 4096, 100).describe('Largest file taken, in megabytes.'),
  WIAN_MAX_PAGES: wholeNumber(1, 10_000, 500).describe('Most pages a file may have.'),
  WIAN_MAX_MEGAPIXELS: wholeNumber(1, 1000, 120).describe(
    'Largest page image, in megapixels, refused by its declared size before decoding.',
  ),
  WIAN_PAGE_SECONDS: wholeNumber(1, 3600, 120).describe(
    'Longest time for one page, in seconds; then its reader is stopped and the page tried again.',
  ),
  WIAN_PAGE_ATTEMPTS: wholeNumber(1, 20, 3).describe('Tries for a page before its failure is recorded.'),
  WIAN_URGENT_WORKING_DAYS: z
    .string()
    .refine((text) => urgencyPolicyOf(text) !== null, { error: URGENT_WORKING_DAYS })
    .default(URGENT_WORKING_DAYS)
    .describe(
      "The office's own policy: working days from receipt for what a letter only urges to (soon: โดยเร็ว); shown as policy.",
    ),
  WIAN_EXCHANGE_CODES: z
    .string()
    .optional()
    .describe('JSON file of the codes of the electronic exchange form: organisations, secrecy, speed, gateway.'),
  WIAN_INBOX_DIR: z
    .string()
    .optional()
    .describe(
      'Watched folder: files put into it, or into a subfolder named by the code of an office, are taken in and moved to `done` or `failed`.',
    ),
  WIAN_INBOX_SECONDS: wholeNumber(1, 3600, 15).describe(
    'How often the watched folder is looked through; a file is taken once it has rested for that long.',
  ),
  WIAN_IMAP_URL: z
    .url({ protocol: /^imaps?$/ })
    .optional()
    .describe('Mailbox whose attachments are taken in: imaps://mail.example.go.th:993.'),
  WIAN_IMAP_USER: z.string().optional().describe('User of the mailbox.'),
  WIAN_IMAP_PASSWORD: z.string().optional().describe('Its password.'),
  WIAN_IMAP_PASSWORD_FILE: z.string().optional().describe('A file that holds the password, instead.'),
  WIAN_IMAP_FOLDER: z.string().default('INBOX').describe('Folder of the mailbox that is looked into.'),
  WIAN_IMAP_DONE: z
    .string()
    .optional()
    .describe(
      'Folder that mails are moved to once taken in; without it they are marked as read. None is ever deleted.',
    ),
  WIAN_IMAP_SINCE: z.iso.date().optional().describe('Mails from before this day (2026-10-01) are left alone.'),
  WIAN_IMAP_ORGANISATION: z
    .string()
    .optional()
    .describe('Code of the office whose mailbox it is; without it that which wian was set up for.'),
  WIAN_IMAP_SECONDS: wholeNumber(5, 86_400, 60).describe('How often the mailbox is looked into.'),
  WIAN_PROVINCE: z.string().optional().describe('Province (ปัตตานี) whose local holidays count as well.'),
  WIAN_LINE_TOKEN: z
    .string()
    .optional()
    .describe('Channel access token of the LINE account (Messaging API) that alerts come from; with WIAN_LINE_SECRET.'),
  WIAN_LINE_SECRET: z
    .string()
    .optional()
    .describe(
      'Channel secret of the same account; its webhook URL in the LINE Developers Console is <WIAN_PUBLIC_URL>/api/line/events.',
    ),
  WIAN_LINE_API: z
    .url({ protocol: /^https?$/ })
    .default('https://api.line.me')
    .describe('Address of the LINE Messaging API, where it is reached through a proxy.'),
  WIAN_WEBHOOK_PRIVATE: z
    .string()
    .optional()
    .describe(
      'Hosts (host or host:port, with commas between) that alerts may be sent to though they are within the network, and over http; others are https and of the Internet alone.',
    ),
  WIAN_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is written to standard error.'),
});
export type Settings = Readonly<z.infer<typeof settings>>;
