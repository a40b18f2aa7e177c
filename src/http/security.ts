import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WianError } from '../shared/errors.js';

/**
 * Rejects with `request.cross_site` unless the browser says that the request comes from a page of this application: by `Sec-Fetch-Site`, which no page can set, or where
 * the browser sends none (old ones, and plain http) by `Origin`. (OWASP Cross-Site Request Forgery Prevention Cheat Sheet: Fetch Metadata, with the origin to fall back on.)
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl?: string): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin') throw new WianError('request.cross_site');
    return;
  }
  const { origin } = request.headers;
  const host = origin === undefined || !URL.canParse(origin) ? null : new URL(origin).host;
  const own = [request.headers.host, ...(publicUrl ? [new URL(publicUrl).host] : [])];
  if (host === null || !own.includes(host)) throw new WianError('request.cross_site');
}

/** Answers of the API are data: no browser shall run, frame or keep them. A route that set a header itself keeps it. */
const HEADERS: Record<string, string> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    for (const [name, value] of Object.entries(HEADERS)) if (!reply.hasHeader(name)) reply.header(name, value);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return payload;
  });
}

/**
 * Requests a minute: of one address at all; its tries to come in; and the tries for one login from wherever. Counted in this process: several that serve
 * the API beside one another each let as many through. What keeps passwords from being guessed, that an account rests after failures, is in the
 * database (`claimAttempt`) and holds over all of them.
 */
export interface Rates {
  general: number;
  entry: number;
  login: number;
}
/** An office behind one address has dozens of people, whose pages ask again every few seconds. */
export const RATES: Rates = { general: 3000, entry: 60, login: 12 };

/** Rejects with `request.too_many`; to be registered before the routes it counts. */
export function limitRates(app: FastifyInstance, rates: Rates): void {
  app.register(rateLimit, {
    global: true,
    max: rates.general,
    timeWindow: 60_000,
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: () => new WianError('request.too_many'),
  });
}
