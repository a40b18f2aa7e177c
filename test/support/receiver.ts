import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer as createHttp, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * A program that receives webhooks, written from the text of the Standard Webhooks specification 1.0.0 ("Verifying signatures") without looking at how they are sent: the key is the
 * base64 behind `whsec_`; the header is a list of signatures parted by blanks, each with its version; what is older or newer than five minutes, or of an id that was seen, is not taken.
 */
export class Receiver {
  readonly taken: { type: string; data: unknown }[] = [];
  readonly #seen = new Set<string>();

  constructor(
    private readonly secret: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** 200 taken, 202 had it already, 401 not signed, 400 too old. */
  take(headers: IncomingHttpHeaders, body: string): number {
    const { 'webhook-id': id, 'webhook-timestamp': stamp, 'webhook-signature': shown } = headers;
    if (typeof id !== 'string' || typeof stamp !== 'string' || typeof shown !== 'string') return 401;
    if (!/^\d{1,12}$/.test(stamp) || Math.abs(this.now() / 1000 - Number(stamp)) > 300) return 400;
    const hmac = createHmac('sha256', Buffer.from(this.secret.slice('whsec_'.length), 'base64'));
    const expected = hmac.update(id).update('.').update(stamp).update('.').update(body).digest();
    const valid = shown.split(' ').some((one) => {
      const [version, signature = ''] = one.split(',');
      const bytes = Buffer.from(signature, 'base64');
      return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
    });
    if (!valid) return 401;
    if (this.#seen.has(id)) return 202;
    this.#seen.add(id);
    this.taken.push(JSON.parse(body));
    return 200;
  }
}

export interface TestServer {
  url: string;
  /** As it is named in WIAN_WEBHOOK_PRIVATE. */
  host: string;
  got: { headers: IncomingHttpHeaders; body: string; method: string; path: string }[];
  close: () => Promise<void>;
}

/** A server on this machine that answers each whole request by `answer`; over TLS with a key and a certificate. */
export async function testServer(
  answer: (
    of: TestServer['got'][number],
  ) => { status: number; headers?: Record<string, string>; body?: string } | 'silence' | 'break',
  tls?: { key: string; cert: string },
): Promise<TestServer> {
  const got: TestServer['got'] = [];
  const listener: RequestListener = async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const one = {
      headers: request.headers,
      body: Buffer.concat(parts).toString(),
      method: request.method!,
      path: request.url!,
    };
    got.push(one);
    const said = answer(one);
    if (said === 'silence') return;
    if (said === 'break') {
      request.socket.destroy();
      return;
    }
    response.on('error', () => {});
    response.writeHead(said.status, said.headers);
    response.end(said.body);
  };
  const server = tls ? createHttps(tls, listener) : createHttp(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const host = `${tls ? 'localhost' : '127.0.0.1'}:${port}`;
  return {
    url: `${tls ? 'https' : 'http'}://${host}/hooks/wian?key=1`,
    host,
    got,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
