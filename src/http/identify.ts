import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../circulars/circulars.deps.js';
import { actorOfKey } from '../people/keys.usecases.js';
import { type Opened, type Person, personOfSession } from '../people/sessions.usecases.js';
import { csrfOf, KEY_PREFIX } from '../people/tokens.js';
import { WianError } from '../shared/errors.js';
import { type Identify, shownSecret } from './access.js';
import { requireSameOrigin } from './security.js';

/** How people (a session's cookie) and machines (a key) are known. */

/**
 * Over https the name's prefix has the browser hold the cookie to this very host, secure and for all paths. Over plain http on an office's own machine browsers take
 * no such cookie from every address, so that it goes without there.
 */
export const SESSION_COOKIE = 'wian_session';
const SECURE_COOKIE = `__Host-${SESSION_COOKIE}`;

const nameFor = (secure: boolean) => (secure ? SECURE_COOKIE : SESSION_COOKIE);
const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

/** The token of the session that a request shows; null where it shows none. */
export function sessionToken(request: FastifyRequest, secure: boolean): string | null {
  return request.server.parseCookie(request.headers.cookie ?? '')[nameFor(secure)] ?? null;
}

export function giveSession(reply: FastifyReply, { token, expiresAt }: Opened, secure: boolean): void {
  reply.setCookie(nameFor(secure), token, { ...ATTRIBUTES, secure, expires: expiresAt });
}

export function takeSession(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(nameFor(secure), { ...ATTRIBUTES, secure });
}

/** Goes with every change that a page makes: the `csrf` of the session's answer. */
export const CSRF_HEADER = 'x-wian-csrf';
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The person of a session. A change has to come from a page of ours: the browser says so (see `requireSameOrigin`), and the page shows what only one that has read the
 * session can. Rejects with `request.cross_site`.
 */
export function identifySession(
  deps: Pick<Deps, 'db' | 'clock'>,
  options: { secure: boolean; publicUrl?: string },
): Identify {
  return async (request): Promise<Person | null> => {
    const token = sessionToken(request, options.secure);
    const person = token === null ? null : await personOfSession(deps, token);
    if (token === null || person === null) return null;
    if (!SAFE.has(request.method)) {
      requireSameOrigin(request, options.publicUrl);
      if (request.headers[CSRF_HEADER] !== csrfOf(token)) throw new WianError('request.cross_site');
    }
    return person;
  };
}

/** The machine of a key, shown as a bearer token. */
export function identifyKey(deps: Pick<Deps, 'db' | 'clock'>): Identify {
  return async (request) => {
    const secret = shownSecret(request.headers.authorization);
    return secret?.startsWith(KEY_PREFIX) ? actorOfKey(deps, secret) : null;
  };
}
