import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type ExchangeCodes, exchangeCodes } from '../schemas/exchange.js';
import { type Settings, settings, urgencyPolicyOf } from '../schemas/settings.js';
import type { Limits, Office } from './ports.js';
import { WianError } from './shared/errors.js';

/** Reads the settings from the environment, once; empty values count as not set. Throws `settings.invalid`, naming the key. */
export function loadSettings(env: Record<string, string | undefined> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const why = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new WianError('settings.invalid', why);
  }
  return Object.freeze({ ...parsed.data, WIAN_STORE: resolve(parsed.data.WIAN_STORE) });
}

/** The sizes that are refused before decoding. */
export function limitsOf(of: Settings): Limits {
  return {
    maxFileBytes: of.WIAN_MAX_FILE_MB * 1024 * 1024,
    maxPages: of.WIAN_MAX_PAGES,
    maxPixels: of.WIAN_MAX_MEGAPIXELS * 1_000_000,
  };
}

/** What is this office's own in its deadlines. */
export function officeOf(of: Settings): Office {
  const urgency = urgencyPolicyOf(of.WIAN_URGENT_WORKING_DAYS);
  if (!urgency) throw new WianError('settings.invalid', 'WIAN_URGENT_WORKING_DAYS');
  return { urgency, province: of.WIAN_PROVINCE ?? null };
}

/** The mail server and the address that e-mail comes from; null where none is sent. */
export function mailOf({ WIAN_SMTP_URL: url, WIAN_MAIL_FROM: from }: Settings): { url: string; from: string } | null {
  if (!url) return null;
  if (!from) throw new WianError('settings.invalid', 'WIAN_MAIL_FROM');
  return { url, from };
}

/** The codes of the electronic exchange form. Throws `settings.invalid`, naming what is wrong with the file. */
export function exchangeCodesOf({ WIAN_EXCHANGE_CODES: path }: Settings): ExchangeCodes {
  if (path === undefined) return exchangeCodes.parse({});
  try {
    return exchangeCodes.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new WianError('settings.invalid', `WIAN_EXCHANGE_CODES ${path}: ${why}`);
  }
}

/** Hosts within the network that alerts may be sent to. */
export function namedHostsOf(of: Settings): string[] {
  return (of.WIAN_WEBHOOK_PRIVATE ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
}

/** The mailbox that is looked into; null where none is. Throws `settings.invalid` where its user or password is missing. */
export function imapOf(of: Settings): {
  url: string;
  user: string;
  password: string;
  folder: string;
  done?: string;
  since?: string;
} | null {
  const { WIAN_IMAP_URL: url, WIAN_IMAP_USER: user, WIAN_IMAP_DONE: done, WIAN_IMAP_SINCE: since } = of;
  if (!url) return null;
  if (!user) throw new WianError('settings.invalid', 'WIAN_IMAP_USER');
  return {
    url,
    user,
    password: passwordOf(of),
    folder: of.WIAN_IMAP_FOLDER,
    ...(done && { done }),
    ...(since && { since }),
  };
}

function passwordOf({ WIAN_IMAP_PASSWORD: password, WIAN_IMAP_PASSWORD_FILE: path }: Settings): string {
  if (password) return password;
  if (!path) throw new WianError('settings.invalid', 'WIAN_IMAP_PASSWORD');
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new WianError('settings.invalid', `WIAN_IMAP_PASSWORD_FILE: ${(error as Error).message}`);
  }
}

/** How many pages are read at once: as set, otherwise one for each core. */
export function readersOf(of: Settings): number {
  return of.WIAN_READERS || availableParallelism();
}
