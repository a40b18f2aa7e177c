import { createHash, createHmac } from 'node:crypto';
import { type LookupAddress, lookup as resolveHost } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Delivery, Logger, Notifier, OutgoingMessage } from '../../ports.js';
import { isNamed, isPublicAddress, refusedUrl } from '../../shared/web-address.js';

/** How messages reach other programs: by the Standard Webhooks specification, version 1.0.0 (standardwebhooks.com); see `docs/webhooks.md`. */

export interface WebhookOptions {
  /** Hosts that may be within the network, and without encryption. */
  named: readonly string[];
  /** Told the ledger's key of a message whose receiver wants no more (410). */
  gone: (key: string) => Promise<void>;
  log: Logger;
  timeoutMs?: number;
  now?: () => number;
  /** For tests: certificates that are taken beside the usual ones, and how hosts are resolved. */
  ca?: string;
  resolve?: typeof resolveHost;
}

/** "Request timeouts": between 15 and 30 seconds, until it has answered. */
const TIMEOUT_MS = 20_000;
/** A receiver that asks for more patience has no more than this. */
const LONGEST_WAIT_MS = 6 * 3_600_000;

/** The same in every try, so that a receiver takes the message once ("Webhook metadata"); without a full stop. */
export const webhookId = (key: string): string => `msg_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;

/** "Signature scheme": of id, time (seconds since 1970) and body, under the bytes that the secret's base64 stands for. */
export function webhookSignature(secret: string, of: { id: string; at: number; body: string }): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${of.id}.${of.at}.${of.body}`).digest('base64')}`;
}

/** "Payload structure": the kind of event, parted by full stops, and what it tells. */
export const webhookBody = ({ content }: Pick<OutgoingMessage, 'content'>): string =>
  JSON.stringify({ type: `alerts.${content.kind.replaceAll('-', '_')}`, data: content });

export function webhookNotifier(options: WebhookOptions): Notifier {
  const { gone, log, named, now = Date.now } = options;
  return {
    channel: 'webhook',
    repeatable: true,
    async send(message) {
      const { key, to, secret = '' } = message;
      const refused = refusedUrl(to, named);
      if (refused) return { outcome: 'failed', reason: refused };
      const body = webhookBody(message);
      const [id, at] = [webhookId(key), Math.floor(now() / 1000)];
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'wian',
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': webhookSignature(secret, { id, at, body }),
      };
      const answer = await post(new URL(to), { headers, body }, options);
      if ('status' in answer && answer.status === 410) {
        await gone(key).catch((error: Error) => log.error('webhook', { gone: error.message }));
      }
      return deliveryOf(answer, now());
    },
    // Each address stands for itself.
    check: async () => null,
    close: async () => {},
  };
}

/** `begun`: the other side may have got the message. `refused`: it stands at an address that is not called. */
type Answer = { status: number; retryAfter: string | undefined } | { error: string; begun: boolean; refused: boolean };

class ClosedAddress extends Error {}

/**
 * Resolves a host to addresses of the Internet alone. It is what the connection itself asks, so that no other address can be given to it than was looked at (a name may be resolved to another
 * one a moment later).
 */
function openAddresses(resolve: typeof resolveHost): LookupFunction {
  return (host, { all, family, hints }, done) => {
    resolve(host, { all: true, family, hints }, (error, found: LookupAddress[]) => {
      if (error) return done(error, []);
      const open = found.filter(({ address }) => isPublicAddress(address));
      if (open.length === 0) return done(new ClosedAddress('ที่อยู่ภายในเครือข่าย / an address within a network'), []);
      if (all) done(null, open);
      else done(null, open[0]!.address, open[0]!.family);
    });
  };
}

/** Posts, and looks at the answer's head alone: what else the other side says, and where it points to, is not followed. */
function post(
  url: URL,
  { headers, body }: { headers: Record<string, string | number>; body: string },
  { named, timeoutMs = TIMEOUT_MS, ca, resolve = resolveHost }: WebhookOptions,
): Promise<Answer> {
  return new Promise((settle) => {
    let begun = false;
    const secure = url.protocol === 'https:';
    const request = (secure ? requestHttps : requestHttp)(url, {
      method: 'POST',
      headers,
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(ca !== undefined && { ca }),
      ...(!isNamed(url, named) && { lookup: openAddresses(resolve) }),
    });
    request.on('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => (begun = true)));
    request.on('response', (response) => {
      settle({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      response.on('error', () => {});
      response.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const timeout = error.name === 'AbortError' || error.name === 'TimeoutError';
      const refused = error instanceof ClosedAddress;
      settle({ error: timeout ? 'timeout' : refused ? error.message : (error.code ?? error.name), begun, refused });
    });
    request.end(body);
  });
}

/** "Delivery success and failure": 2xx alone is success; whoever is gone (410) is asked no more, the others are tried again. */
function deliveryOf(answer: Answer, now: number): Delivery {
  if ('error' in answer) {
    const reason = answer.error;
    if (answer.refused) return { outcome: 'failed', reason };
    return answer.begun ? { outcome: 'unknown', reason } : { outcome: 'again', reason };
  }
  const { status, retryAfter } = answer;
  if (status >= 200 && status < 300) return { outcome: 'sent', id: null };
  const reason = `HTTP ${status}`;
  if (status === 410) return { outcome: 'failed', reason };
  const afterMs = retryAfter === undefined ? null : waitOf(retryAfter, now);
  return { outcome: 'again', reason, ...(afterMs !== null && { afterMs }) };
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function waitOf(retryAfter: string, now: number): number | null {
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : null;
}
