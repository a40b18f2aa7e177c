import { ImapFlow } from 'imapflow';
import type { Mailbox, OpenMailbox } from '../../ports.js';
import { WianError } from '../../shared/errors.js';

export interface ImapOptions {
  /** `imaps://host:993` or `imap://host:143`. */
  url: string;
  user: string;
  password: string;
  folder: string;
  /** Where mails that were taken are moved; without it they are marked as read. */
  done?: string;
  /** Mails from before this day are left alone. */
  since?: string;
}

const WAIT_MS = { connect: 15_000, silence: 120_000 };
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** A connection to the server, not yet open. On another machine it is encrypted or refused. */
function clientOf({ url, user, password }: ImapOptions): ImapFlow {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === 'imaps:';
  const client = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    ...(!secure && !LOOPBACK.test(hostname) && { doSTARTTLS: true }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: WAIT_MS.connect,
    greetingTimeout: WAIT_MS.connect,
    socketTimeout: WAIT_MS.silence,
  });
  // What goes wrong is told by the call that it went wrong in.
  client.on('error', () => {});
  return client;
}

const unreachable = (host: string, error: unknown) =>
  new WianError('imap.unreachable', `${host}: ${(error as { code?: string }).code ?? 'connection'}`, { cause: error });

/** A folder of a mailbox over IMAP, opened anew for each visit. The password is in no name and no error. */
export function imapMailbox(options: ImapOptions): Mailbox {
  const { host } = new URL(options.url);
  const { user, folder, done, since } = options;
  return {
    name: `${user}@${host}/${folder}`,
    async visit(work) {
      const client = clientOf(options);
      try {
        await client.connect().catch((error) => {
          if (error?.authenticationFailed) throw new WianError('imap.login', `${user}@${host}`);
          throw unreachable(host, error);
        });
        const lock = await client.getMailboxLock(folder).catch((error) => {
          if (error?.mailboxMissing || error?.responseStatus === 'NO') throw new WianError('imap.folder', folder);
          throw unreachable(host, error);
        });
        try {
          await work(opened(client, { host, done, since }));
        } finally {
          lock.release();
        }
        await client.logout().catch(() => {});
      } finally {
        client.close();
      }
    },
  };
}

function opened(
  client: ImapFlow,
  { host, done, since }: { host: string; done: string | undefined; since: string | undefined },
): OpenMailbox {
  const asked = async <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error) => {
      throw unreachable(host, error);
    });
  const { mailbox } = client;
  if (!mailbox) throw new WianError('imap.unreachable', host);
  return {
    uidValidity: Number(mailbox.uidValidity),
    async uids() {
      const found = await asked(client.search(since ? { since } : { all: true }, { uid: true }));
      if (!Array.isArray(found)) throw new WianError('imap.unreachable', `${host}: search`);
      return found.sort((a, b) => a - b);
    },
    async mail(uid) {
      const query = { size: true, internalDate: true };
      const found = await asked(client.fetchOne(String(uid), query, { uid: true }));
      if (!found) return null;
      const arrived = found.internalDate ? new Date(found.internalDate) : null;
      return {
        bytes: found.size ?? 0,
        arrivedAt: arrived && Number.isNaN(arrived.getTime()) ? null : arrived,
        async raw() {
          // Looks without marking it as read (BODY.PEEK).
          const whole = await asked(client.fetchOne(String(uid), { source: true }, { uid: true }));
          if (!whole || whole.source === undefined) throw new WianError('imap.unreachable', `${host}: mail ${uid}`);
          return whole.source;
        },
      };
    },
    async settle(uid) {
      if (done === undefined) {
        await asked(client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true }));
        return;
      }
      await client.mailboxCreate(done).catch(() => {});
      const moved = await asked(client.messageMove(String(uid), done, { uid: true }));
      if (!moved) throw new WianError('imap.folder', done);
    },
  };
}
