import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import type { Delivery, Notifier, OutgoingMessage } from '../../ports.js';

export interface EmailOptions {
  /** `smtp://name:password@host:587` or `smtps://…:465`, with nodemailer's options behind `?`. */
  url: string;
  /** The address that messages come from. */
  from: string;
  /** Messages at once, each over a connection of its own. */
  connections?: number;
  /** For tests. */
  waits?: Partial<Waits>;
}

/** The longest waits, in milliseconds: for a connection, for the server to go on, and for a whole message. */
interface Waits {
  connect: number;
  silence: number;
  message: number;
}

/** A whole message takes less than the claim on its row holds (`sendMessages`), or two would send it. */
const WAITS: Waits = { connect: 15_000, silence: 60_000, message: 150_000 };
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** What nodemailer's errors say beyond their message. */
interface SmtpError extends Error {
  code?: string;
  /** The command that was answered. */
  command?: string;
  response?: string;
  responseCode?: number;
}

/**
 * E-mail over SMTP. Encrypted wherever the server is another machine: one that offers no TLS is refused, unless the URL says `requireTLS=false`.
 * Whether a message went is known by how far it came: the server refuses it, or has not been given its text, or has answered for it.
 */
export function emailNotifier({ url, from, connections = 4, waits: own }: EmailOptions): Notifier {
  const waits = { ...WAITS, ...own };
  const local = LOOPBACK.test(new URL(url).hostname);
  const transport = createTransport({
    pool: true,
    url,
    maxConnections: connections,
    // The ledger's own tries come later, and are counted.
    maxRequeues: 1,
    connectionTimeout: waits.connect,
    greetingTimeout: waits.connect,
    dnsTimeout: waits.connect,
    socketTimeout: waits.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(local ? { ignoreTLS: true } : { requireTLS: true }),
  });
  // The text of a message is read when the server has asked for it, and not before; a message that is put on another connection is read anew.
  const texts = new WeakMap<object, Readable>();
  transport.use('stream', (mail, done) => {
    const { message, data } = mail;
    const read = message.createReadStream.bind(message);
    message.createReadStream = (...options) => {
      const stream = read(...options);
      texts.set(data.headers as object, stream);
      return stream;
    };
    done();
  });
  return {
    channel: 'email',
    repeatable: false,
    async send(message) {
      // A list of addresses, or a line break and a command behind one, must not come as far as the server.
      if (!z.email().safeParse(message.to).success) return { outcome: 'failed', reason: 'EENVELOPE' };
      const mail = mailOf(message, from);
      try {
        const { response = '' } = await transport.sendMail({ ...mail, signal: AbortSignal.timeout(waits.message) });
        return { outcome: 'sent', id: said(response) || null };
      } catch (error) {
        return deliveryOf(error as SmtpError, texts.get(mail.headers)?.readableDidRead === true);
      }
    },
    async check() {
      try {
        await transport.verify();
        return null;
      } catch (error) {
        return `ส่งอีเมลไม่ได้ / The mail server does not take messages: ${reasonOf(error as SmtpError)}`;
      }
    },
    close: async () => transport.close(),
  };
}

/**
 * The mail of a message. Its Message-ID comes of the ledger's key: a mail programme that gets a message twice shows it once. Nobody answers for a machine
 * (RFC 3834), and a mailing list's header lets people sort it.
 */
function mailOf(message: OutgoingMessage, from: string): SendMailOptions & { headers: object } {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const id = createHash('sha256').update(message.key).digest('hex').slice(0, 40);
  return {
    from: { name: 'เวียน', address: from },
    to: { name: '', address: message.to },
    envelope: { from, to: [message.to] },
    messageId: `<${id}@${domain}>`,
    subject: message.subject,
    text: message.text,
    html: message.html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'List-Id': `wian <alerts.${domain}>`,
    },
  };
}

/** What the other side said, on one line. */
const said = (response: string): string =>
  response
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200);

const reasonOf = ({ response, code, name }: SmtpError): string => said(response ?? '') || code || name;

/** Answers that concern this message, and not who sends it. */
const ABOUT_MESSAGE = new Set(['RCPT TO', 'DATA']);
/** What nodemailer itself refuses: an address that is none. */
const REFUSED = new Set(['EENVELOPE', 'EMESSAGE']);

/**
 * What became of a message by where it broke off. `begun`: the server asked for its text and was given some of it; from then on only its answer tells.
 * A server that refuses the login or the sender may be set right: such messages wait.
 */
function deliveryOf(error: SmtpError, begun: boolean): Delivery {
  const { responseCode, command = '', code = '' } = error;
  const reason = reasonOf(error);
  if (responseCode !== undefined)
    return { outcome: responseCode >= 500 && ABOUT_MESSAGE.has(command) ? 'failed' : 'again', reason };
  if (begun) return { outcome: 'unknown', reason };
  return { outcome: REFUSED.has(code) ? 'failed' : 'again', reason };
}
