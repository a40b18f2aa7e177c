import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { z } from 'zod';
import { type OneTimeLink, oneTimeLink } from '../../schemas/accounts.js';
import * as api from '../../schemas/api.js';
import { doneAnswer } from '../../schemas/check.js';
import {
  type ExchangeAnswer,
  type ExchangeReceiver,
  exchangeAnswer,
  exchangeReceiver,
} from '../../schemas/exchange.js';
import * as holidays from '../../schemas/holidays.js';
import { type InboundAnswer, inboundAnswer, inboundQuery } from '../../schemas/inbound.js';
import { type Organisation, organisation } from '../../schemas/organisations.js';
import type { FileFailure, FileRecord } from '../../schemas/record.js';
import type { Settings } from '../../schemas/settings.js';
import { readLock } from '../adapters/db/lock.js';
import { listDeadlines } from '../alerts/alerts.usecases.js';
import { receiveFile, retryFile } from '../circulars/circulars.usecases.js';
import type { LetterAt } from '../circulars/correct.usecases.js';
import { fileProgress, listCirculars } from '../circulars/lists.usecases.js';
import { exchangeReceivers, exportLetter, exportLetters } from '../exchange/export.usecases.js';
import { importExchange } from '../exchange/import.usecases.js';
import { addHoliday, importHolidays, listHolidays, removeHoliday } from '../holidays/holidays.usecases.js';
import { listInbound, retryInbound } from '../inbound/inbound.usecases.js';
import { type App, openApp } from '../main.js';
import { machine } from '../people/actor.js';
import { resetLogin } from '../people/links.usecases.js';
import { exportOrganisations, importOrganisations, listOrganisations } from '../people/people.usecases.js';
import { tellRecord } from '../relay/records.usecases.js';
import { listFamilies } from '../relay/relay.usecases.js';
import { type ErrorCode, errorCatalogue, WianError } from '../shared/errors.js';
import { type AlertsClient, localAlerts, remoteAlerts } from './alerts-client.js';

/** What the commands ask of a store, whether this process has it open or a running server does. */
export interface Client {
  /** The server's address, null where this process has the store open. */
  address: string | null;
  add(path: string, name: string, priority: 'upload' | 'import'): Promise<api.UploadAnswer>;
  list(query?: z.input<typeof api.listQuery>): Promise<api.CircularSummary[]>;
  record(receipt: number): Promise<FileRecord | FileFailure>;
  progress(receipts: number[]): Promise<api.FileProgress[]>;
  retry(input: z.infer<typeof api.retryRequest>): Promise<number[]>;
  deadlines(query: z.infer<typeof api.deadlinesQuery>): Promise<api.DeadlineItem[]>;
  families(query?: z.input<typeof api.familiesQuery>): Promise<api.FamiliesAnswer>;
  importOrganisations(path: string, input: { dryRun: boolean }): Promise<api.ImportAnswer>;
  organisations(query: z.infer<typeof api.organisationsQuery>): Promise<Organisation[]>;
  /** What was imported, as CSV. */
  organisationsCsv(): Promise<string>;
  holidays(query: { year?: number }): Promise<holidays.HolidayItem[]>;
  importHolidays(content: Uint8Array, dryRun: boolean): Promise<holidays.ImportAnswer>;
  /** Resolves, as removing does, to how many deadlines were worked out anew. */
  addHoliday(day: holidays.HolidayRequest): Promise<number>;
  removeHoliday(date: string, province?: string): Promise<number>;
  /** Takes a message of the exchange form in. */
  importExchange(path: string): Promise<ExchangeAnswer>;
  exchangeReceivers(letter: LetterAt): Promise<ExchangeReceiver[]>;
  /** The message, as XML. */
  exportExchange(letter: LetterAt & { receiver: string; attachments: readonly number[] }): Promise<string>;
  /** A ZIP of the messages to those named, or to all addressees that are known. */
  exportExchangeZip(letter: LetterAt & { to?: readonly string[]; attachments: readonly number[] }): Promise<Readable>;
  /** What came in by itself. */
  inbound(query: z.input<typeof inboundQuery>): Promise<InboundAnswer>;
  retryInbound(id: number): Promise<void>;
  /** A link by which the person of a login sets a new password, as a path of the application. */
  resetLogin(login: string): Promise<OneTimeLink>;
  alerts: AlertsClient;
  close(): Promise<void>;
}

/**
 * The store of the settings: through the server that has an embedded one open, otherwise opened here. `work` says whether
 * this process shall also do the jobs (a server does them anyway).
 */
export async function openClient(settings: Settings, { work }: { work: boolean }): Promise<Client> {
  const holder = settings.DATABASE_URL ? null : await readLock(settings.WIAN_STORE);
  if (holder?.address) return remote(holder.address, holder.token);
  const app = await openApp(settings);
  if (work) await app.work();
  return local(app);
}

/** The relay families that a query is for, whatever their number. */
export async function allFamilies(
  client: Pick<Client, 'families'>,
  query: z.input<typeof api.familiesQuery> = {},
): Promise<api.FamiliesAnswer['families']> {
  const found: api.FamiliesAnswer['families'] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: api.FamiliesAnswer = await client.families({ ...query, after });
    found.push(...page.families);
    after = page.next;
  }
  return found;
}

/** The content of a file, from the start; rejects with `file.not_found`. */
async function contentOf(path: string): Promise<Readable> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) throw new WianError('file.not_found', path);
  return createReadStream(path);
}

/** The use cases of this process. */
export function local({ deps, close }: Pick<App, 'deps' | 'close'>): Client {
  const actor = machine('cli');
  return {
    address: null,
    add: async (path, name, priority) => receiveFile(deps, { name, source: await contentOf(path), priority, actor }),
    list: (query = {}) => listCirculars(deps, { ...api.listQuery.parse(query), actor }),
    record: (receipt) => tellRecord(deps, { receipt, actor }),
    progress: (receipts) => fileProgress(deps, { receipts, actor }),
    retry: (input) => retryFile(deps, { ...input, actor }),
    deadlines: (query) => listDeadlines(deps, { ...query, actor }),
    families: (query = {}) => listFamilies(deps, { ...api.familiesQuery.parse(query), actor }),
    importOrganisations: async (path, { dryRun }) =>
      importOrganisations(deps, { content: await buffer(await contentOf(path)), dryRun, actor: 'cli' }),
    organisations: (query) => listOrganisations(deps, query),
    organisationsCsv: () => exportOrganisations(deps),
    holidays: (query) => listHolidays(deps, query),
    importHolidays: (content, dryRun) => importHolidays(deps, { content, dryRun, actor: 'cli' }),
    addHoliday: (day) => addHoliday(deps, { ...day, actor: 'cli' }),
    removeHoliday: (date, province) => removeHoliday(deps, { date, province, actor: 'cli' }),
    importExchange: async (path) =>
      importExchange(deps, { content: await buffer(await contentOf(path)), actor, via: 'upload' }),
    exchangeReceivers: (letter) => exchangeReceivers(deps, { ...letter, actor }),
    exportExchange: async (letter) => (await exportLetter(deps, { ...letter, actor })).xml,
    exportExchangeZip: async (letter) => Readable.from((await exportLetters(deps, { ...letter, actor })).zip),
    inbound: (query) => listInbound(deps, { ...inboundQuery.parse(query), actor }),
    retryInbound: (id) => retryInbound(deps, { id, actor }),
    resetLogin: (login) => resetLogin(deps, { login, actor }),
    alerts: localAlerts(deps),
    close,
  };
}

/** The same over HTTP. */
function remote(address: string, token: string | null): Client {
  const fetched = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${address}/api/${path}`, { ...init, headers }).catch((cause) => {
      throw new WianError('store.unreachable', address, { cause });
    });
    if (response.ok) return response;
    throw failure(await response.json().catch(() => null), response.status);
  };
  const call = async <T extends z.ZodType>(answer: T, path: string, init: RequestInit = {}): Promise<z.infer<T>> =>
    answer.parse(await (await fetched(path, init)).json());
  /** Sends a file as it is. */
  const send = async <T extends z.ZodType>(answer: T, path: string, file: string) =>
    call(answer, path, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Readable.toWeb(await contentOf(file)) as ReadableStream,
      // Streams the file; undici asks for it, its types do not know it yet.
      ...{ duplex: 'half' },
    });
  const post = <T extends z.ZodType>(answer: T, path: string, body: unknown) =>
    call(answer, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const search = (query: Record<string, unknown>) =>
    new URLSearchParams(
      Object.entries(query).flatMap(([key, value]): [string, string][] =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    );
  return {
    address,
    add: async (path, name, priority) => send(api.uploadAnswer, `files?${search({ name, priority })}`, path),
    list: (query = {}) => call(api.circularSummary.array(), `circulars?${search(query)}`),
    record: (receipt) => call(api.recordAnswer, `circulars/${receipt}/record`),
    progress: (receipts) => post(api.fileProgress.array(), 'progress', { receipts }),
    retry: async (input) => (await post(api.retryAnswer, 'retry', input)).receipts,
    deadlines: (query) => call(api.deadlineItem.array(), `deadlines?${search(query)}`),
    families: (query = {}) => call(api.familiesAnswer, `families?${search(query)}`),
    importOrganisations: async (path, { dryRun }) =>
      send(api.importAnswer, `organisations?${search({ dryRun })}`, path),
    organisations: (query) => call(organisation.array(), `organisations?${search(query)}`),
    organisationsCsv: async () => (await fetched('organisations.csv')).text(),
    holidays: (query) => call(holidays.holidayItem.array(), `holidays?${search(query)}`),
    importHolidays: (content, dryRun) =>
      call(holidays.importAnswer, `holidays/import?${search({ dryRun })}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: Buffer.from(content),
      }),
    addHoliday: async (day) => (await post(holidays.changeAnswer, 'holidays', day)).deadlines,
    removeHoliday: async (date, province) =>
      (await call(holidays.changeAnswer, `holidays/${date}?${search({ province })}`, { method: 'DELETE' })).deadlines,
    importExchange: (path) => send(exchangeAnswer, 'exchange', path),
    exchangeReceivers: ({ receipt, ordinal }) =>
      call(exchangeReceiver.array(), `letters/${receipt}/${ordinal}/exchange`),
    exportExchange: async ({ receipt, ordinal, receiver, attachments }) => {
      const query = search({ attachments: attachments.length > 0 ? attachments.join(',') : undefined });
      return (await fetched(`letters/${receipt}/${ordinal}/exchange/${encodeURIComponent(receiver)}?${query}`)).text();
    },
    exportExchangeZip: async ({ receipt, ordinal, to, attachments }) => {
      const query = search({ to, attachments: attachments.length > 0 ? attachments : undefined });
      const { body } = await fetched(`letters/${receipt}/${ordinal}/exchange.zip?${query}`);
      return Readable.fromWeb(body as WebStream);
    },
    inbound: (query) => call(inboundAnswer, `inbound?${search(query)}`),
    retryInbound: async (id) => void (await call(doneAnswer, `inbound/${id}/retry`, { method: 'POST' })),
    resetLogin: (login) => post(oneTimeLink, 'people/reset', { login }),
    alerts: remoteAlerts(call, post, search),
    close: async () => {},
  };
}

/** The catalogue's error that a server answered with; the text after the code is the server's. */
function failure(body: unknown, status: number): Error {
  const parsed = api.errorAnswer.safeParse(body);
  if (!parsed.success) return new Error(`HTTP ${status}`);
  const { code, message, request, problems } = parsed.data;
  const detail = /\(([^()]*)\) \/ /.exec(message)?.[1];
  return code in errorCatalogue
    ? new WianError(code as ErrorCode, detail, { problems })
    : new Error(`${message} (${request})`);
}
