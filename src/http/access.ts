import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { WianError } from '../shared/errors.js';

export interface Access {
  /** WIAN_TOKEN: every request must show it (Bearer, or the password of Basic). */
  password: string | undefined;
  /** Of this run, in the store's lock file: without a password, requests that change something must show it. */
  token: string;
  /** Whether only this machine is listened to. */
  local: boolean;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** Whether an address is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/** What a request shows: a bearer token, or the password of basic authentication. */
function shown(header: string | undefined): string | null {
  // A password may hold blanks.
  const [, scheme, value] = /^(\S+) +(.+)$/.exec(header ?? '') ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/**
 * Rejects with `request.forbidden` or `request.unauthorised`. The host is checked where only this machine is listened to,
 * since a page from elsewhere may give its own name this machine's address and read letters through the browser.
 */
export function guard(access: Access) {
  return async (request: FastifyRequest): Promise<void> => {
    if (access.local && !isLoopback(request.hostname.replace(/:\d+$/, ''))) throw new WianError('request.forbidden');
    const secret = shown(request.headers.authorization);
    const safe = request.method === 'GET' || request.method === 'HEAD';
    const accepted = [access.token, ...(access.password ? [access.password] : [])];
    if (secret !== null && accepted.some((token) => same(secret, token))) return;
    if (access.password || !safe) throw new WianError('request.unauthorised');
  };
}
