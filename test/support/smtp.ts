import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that a server took. */
export interface TakenMail {
  from: string;
  to: string[];
  raw: string;
  mail: ParsedMail;
}

export interface SmtpPlace {
  url: string;
  server: SMTPServer;
  /** What it answered for with 250. */
  taken: TakenMail[];
  /** Breaks off every connection. */
  drop(): void;
  close(): Promise<void>;
}

/**
 * A real SMTP server on a free port of the loopback. `onText` sees a mail when all of it has come, before the answer: what it throws is answered in its
 * place, and where it never ends there is no answer.
 */
export async function smtpPlace(
  options: SMTPServerOptions = {},
  onText: (mail: TakenMail, place: SmtpPlace) => unknown = () => undefined,
): Promise<SmtpPlace> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 500,
    // Says nothing of its certificate, which everybody knows.
    logger: false,
    ...options,
    onData(stream, session, answer) {
      const { mailFrom, rcptTo } = session.envelope;
      const taking = async () => {
        const raw = await text(stream);
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          mail: await simpleParser(raw),
        };
        await onText(mail, place);
        place.taken.push(mail);
      };
      taking().then(() => answer(), answer);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const place: SmtpPlace = {
    url: `${options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    server,
    taken: [],
    drop() {
      for (const connection of server.connections)
        (connection as unknown as { _socket: { destroy(): void } })._socket.destroy();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return place;
}

/** An error with the code that a server answers. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
