import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Settings } from '../schemas/settings.js';
import { startAlerts } from '../workers/alerts.worker.js';
import { startInbound } from '../workers/inbound.js';
import { jobDefinitions } from '../workers/jobs.js';
import { startWorkers } from '../workers/start.js';
import { acquireLock } from './adapters/db/lock.js';
import { openDatabase } from './adapters/db/open.js';
import { diskFiles, sweepIncoming } from './adapters/files/disk.js';
import { watchedFolder } from './adapters/files/inbox.js';
import { diskPictures } from './adapters/files/pictures.js';
import { imapMailbox } from './adapters/mail/imap.js';
import { lineChannel } from './adapters/notify/line-channel.js';
import { openNotifiers } from './adapters/notify/open.js';
import { openQueue } from './adapters/queue/open-queue.js';
import { createReaderPool } from './adapters/reader/pool.js';
import { webhookGone } from './alerts/webhooks.usecases.js';
import type { Deps } from './circulars/circulars.deps.js';
import { exchangeCodesOf, imapOf, limitsOf, mailOf, namedHostsOf, officeOf, readersOf } from './config.js';
import { isLoopback } from './http/access.js';
import { firstLink } from './people/links.usecases.js';
import type { Logger, Reader, WorkQueue } from './ports.js';
import { createLogger } from './shared/logger.js';

/** Everything a process has, built once. */
export interface App {
  settings: Settings;
  deps: Deps & { queue: WorkQueue; reader: Reader };
  records: 'pglite' | 'postgresql';
  log: Logger;
  /** Starts taking jobs. */
  work(): Promise<void>;
  /** Starts looking into the watched folder and the mailbox, where the settings name them. */
  arrivals(): void;
  /** Starts telling people of deadlines: only who runs for long does, a command that reads a file sends nothing. */
  alert(): Promise<void>;
  /** Starts answering over HTTP; resolves to the address. */
  listen(): Promise<string>;
  /** The link that makes the first administrator, at this address; null once there is one. */
  firstLink(address: string): Promise<{ url: string; expiresAt: Date } | null>;
  /** Ends what runs, in the order in which it depends on the rest. */
  close(): Promise<void>;
}

/** Leftovers of uploads that a crash cut off are older than any upload takes. */
const INCOMING_AGE_MS = 24 * 3_600_000;

/**
 * Builds the application on the settings: with `DATABASE_URL` on PostgreSQL, otherwise embedded in `WIAN_STORE`, whose
 * lock it takes (`store.locked` where another process has it).
 */
export async function openApp(settings: Settings): Promise<App> {
  const ends: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const log = createLogger(settings.WIAN_LOG_LEVEL);
    const embedded = !settings.DATABASE_URL;
    const lock = embedded ? await acquireLock(settings.WIAN_STORE) : null;
    if (lock) ends.push(() => lock.release());

    const database = await openDatabase(settings);
    ends.push(() => database.close());
    const queue = await openQueue({
      jobs: jobDefinitions({ pageAttempts: settings.WIAN_PAGE_ATTEMPTS }),
      log,
      redisUrl: settings.REDIS_URL,
      databaseUrl: settings.DATABASE_URL,
      pglite: database.pglite,
    });
    ends.push(() => queue.close());

    const folder = join(settings.WIAN_STORE, 'files');
    // An embedded store has no other process whose upload could be under way.
    await sweepIncoming(folder, embedded ? 0 : INCOMING_AGE_MS);
    const limits = limitsOf(settings);
    const readers = readersOf(settings);
    const reader = createReaderPool({ readers, limits, pageSeconds: settings.WIAN_PAGE_SECONDS });
    ends.push(() => reader.close());

    const clock = { now: () => new Date() };
    const deps = {
      db: database.db,
      files: diskFiles(folder),
      queue,
      reader,
      pictures: diskPictures(join(settings.WIAN_STORE, 'pictures')),
      clock,
      limits,
      office: officeOf(settings),
      exchange: exchangeCodesOf(settings),
    };
    return {
      settings,
      deps,
      records: database.kind,
      log,
      async work() {
        const workers = await startWorkers({ deps, log, readers });
        ends.push(() => workers.close());
      },
      arrivals() {
        const { WIAN_INBOX_DIR: folder, WIAN_INBOX_SECONDS, WIAN_IMAP_SECONDS } = settings;
        const imap = imapOf(settings);
        if (!folder && !imap) return;
        const restMs = WIAN_INBOX_SECONDS * 1000;
        const arrivals = startInbound({
          deps,
          log,
          inbox: folder ? { inbox: watchedFolder(resolve(folder), restMs), everyMs: restMs } : null,
          mailbox: imap && {
            mailbox: imapMailbox(imap),
            organisation: settings.WIAN_IMAP_ORGANISATION ?? null,
            everyMs: WIAN_IMAP_SECONDS * 1000,
          },
        });
        ends.push(() => arrivals.close());
      },
      async alert() {
        const { WIAN_LINE_TOKEN: token, WIAN_LINE_API: api } = settings;
        const notifiers = openNotifiers({
          mail: mailOf(settings),
          line: token ? { token, api } : null,
          webhooks: { named: namedHostsOf(settings), gone: (key) => webhookGone(deps, { key }) },
          log,
        });
        ends.push(() => Promise.all(notifiers.map((notifier) => notifier.close())));
        const stop = await startAlerts({ ...deps, notifiers, publicUrl: settings.WIAN_PUBLIC_URL, log }, queue);
        ends.push(stop);
      },
      async listen() {
        const token = randomBytes(24).toString('base64url');
        const local = isLoopback(settings.WIAN_HOST);
        const { WIAN_PUBLIC_URL: publicUrl, WIAN_TRUST_PROXY: trustProxy } = settings;
        const access = {
          password: settings.WIAN_TOKEN,
          token,
          local,
          ...(publicUrl && { publicHost: new URL(publicUrl).hostname }),
        };
        const line = lineOf(settings, log);
        // Only who answers over HTTP loads the routes: they were most of a command's start.
        const { buildApp } = await import('./http/app.js');
        const http = buildApp({
          deps,
          ...(line && { line }),
          webhookHosts: namedHostsOf(settings),
          records: database.kind,
          log,
          access,
          ...(publicUrl && { publicUrl }),
          ...(trustProxy && { trustProxy }),
          watch: (listener) => queue.watch(listener),
        });
        await http.listen({ host: settings.WIAN_HOST, port: settings.WIAN_PORT });
        ends.push(() => http.close());
        const address = addressOf(http.server);
        await lock?.setAddress(address, token);
        return address;
      },
      async firstLink(address) {
        const link = await firstLink(deps);
        return link && { url: urlOf(settings, address, link.path), expiresAt: new Date(link.expiresAt) };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The LINE account that the settings name. */
function lineOf({ WIAN_LINE_TOKEN: token, WIAN_LINE_SECRET: secret, WIAN_LINE_API: api }: Settings, log: Logger) {
  return token && secret ? lineChannel({ token, secret, api, log }) : null;
}

/** A path of the application as it is opened: at its public address, where it has one. */
export const urlOf = (settings: Settings, address: string, path: string): string =>
  `${(settings.WIAN_PUBLIC_URL ?? address).replace(/\/$/, '')}${path}`;

/** The address to open; one that listens everywhere is reached on this machine. */
function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const host = ['0.0.0.0', '::'].includes(address) ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
