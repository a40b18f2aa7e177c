import { randomUUID } from 'node:crypto';
import { visitFolder } from '../src/inbound/folder.usecases.js';
import { visitMailbox } from '../src/inbound/mails.usecases.js';
import type { InboundDeps } from '../src/inbound/take.js';
import type { Inbox, Logger, Mailbox } from '../src/ports.js';
import { WianError } from '../src/shared/errors.js';

/** What is looked into, and how often, in milliseconds. */
export interface InboundOptions {
  deps: InboundDeps;
  log: Logger;
  inbox: { inbox: Inbox; everyMs: number } | null;
  mailbox: { mailbox: Mailbox; organisation: string | null; everyMs: number } | null;
}

/** After failures it is looked in less and less often, but at least this often. */
const LONGEST_MS = 15 * 60_000;

/** Starts looking into the watched folder and the mailbox; `close` waits for the paper in hand. Only one of several processes looks in at a time. */
export function startInbound({ deps, log, inbox, mailbox }: InboundOptions): { close(): Promise<void> } {
  const holder = randomUUID();
  let closing = false;
  const stopped = () => closing;
  const watches = [
    inbox &&
      watch('inbox', inbox.everyMs, log, stopped, () => visitFolder(deps, { inbox: inbox.inbox, holder, stopped })),
    mailbox &&
      watch('mailbox', mailbox.everyMs, log, stopped, () =>
        visitMailbox(deps, { mailbox: mailbox.mailbox, organisation: mailbox.organisation, holder, stopped }),
      ),
  ];
  return {
    async close() {
      closing = true;
      await Promise.all(watches.map((stop) => stop?.()));
    },
  };
}

/** Looks again and again. A failure is told when it begins, when it becomes another one, and when it is over. */
function watch(
  what: string,
  everyMs: number,
  log: Logger,
  stopped: () => boolean,
  look: () => Promise<number | null>,
): () => Promise<void> {
  let told: string | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const once = async () => {
    try {
      const taken = await look();
      if (taken) log.info(`${what}: taken in`, { taken });
      if (told !== null) log.info(`${what}: works again`);
      told = null;
      failures = 0;
    } catch (error) {
      failures++;
      const reason = error instanceof WianError ? error.message : String((error as Error)?.name);
      if (reason !== told) log.error(`${what}: cannot be looked into`, { reason });
      told = reason;
    }
  };
  const next = (ms: number) => {
    if (stopped()) return;
    timer = setTimeout(() => {
      running = once().then(() => next(Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(everyMs, LONGEST_MS))));
    }, ms);
  };
  next(0);
  return async () => {
    clearTimeout(timer);
    await running;
  };
}
