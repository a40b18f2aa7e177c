import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Role, Scope } from '../../schemas/access.js';
import { type Actor, machine } from '../people/actor.js';
import { KEY_PREFIX } from '../people/tokens.js';
import { WianError } from '../shared/errors.js';

/**
 * Who may call a route. `public`: anybody. `signed-in`: every person, whatever their role. Otherwise people with one of the roles in the
 * organisation they act for, and keys with the scope. The machine may call everything. What of it they see is up to the use case.
 */
export type Allowed = 'public' | 'signed-in' | { roles: readonly Role[]; scope?: Scope };

/** A route of the application and who may call it. */
export interface Rule {
  method: string;
  url: string;
  allowed: Allowed;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** All routes, as they were added. */
    rules: Rule[];
  }
  interface FastifyContextConfig {
    /** Every route has one: without it the application does not start. */
    allowed?: Allowed;
  }
  interface FastifyRequest {
    /** Who asks; set on every route that is not public. */
    actor: Actor;
  }
}

/** Finds out who asks: null where the request shows nothing. Rejects where what it shows is wrong. */
export type Identify = (request: FastifyRequest) => Promise<Actor | null>;

export interface Access {
  /** WIAN_TOKEN: who shows it (Bearer, or the password of Basic) is the machine's operator. */
  password: string | undefined;
  /** Of this run, in the store's lock file: the same, for the commands on this machine. */
  token: string;
  /** Whether only this machine is listened to. */
  local: boolean;
  /** The name under which a proxy on this machine is reached. */
  publicHost?: string;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** Whether an address is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/** What a request shows: a bearer token, or the password of basic authentication. */
export function shownSecret(header: string | undefined): string | null {
  // A password may hold blanks.
  const [, scheme, value] = /^(\S+) +(.+)$/.exec(header ?? '') ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** Wrong passwords of one address within a minute, from where on none of its is looked at. */
const FREE_GUESSES = 20;
const GUESSING_MS = 60_000;

/** Counts, in this process, the guesses of each address: whoever is refused is so before the limits of the routes count them. */
function guesses(): { tooMany: (address: string) => boolean; note: (address: string) => void } {
  let since = Date.now();
  const counts = new Map<string, number>();
  const current = () => {
    if (Date.now() - since >= GUESSING_MS) {
      counts.clear();
      since = Date.now();
    }
    return counts;
  };
  return {
    tooMany: (address) => (current().get(address) ?? 0) >= FREE_GUESSES,
    note: (address) => current().set(address, (counts.get(address) ?? 0) + 1),
  };
}

/**
 * The machine's operator, where the request shows the password or the secret of this run. Rejects with `request.too_many` where an address tries one password
 * after another; the secret of this run and keys nobody can guess, so that they are not counted.
 */
export function identifyMachine({ token, password }: Access): Identify {
  const { tooMany, note } = guesses();
  return async (request) => {
    const secret = shownSecret(request.headers.authorization);
    if (secret === null || secret.startsWith(KEY_PREFIX)) return null;
    if (same(secret, token)) return machine('http');
    if (!password) return null;
    if (tooMany(request.ip)) throw new WianError('request.too_many');
    if (same(secret, password)) return machine('http');
    note(request.ip);
    return null;
  };
}

const mayCall = (actor: Actor, allowed: Exclude<Allowed, 'public'>): boolean => {
  if (actor.kind === 'machine') return true;
  if (allowed === 'signed-in') return actor.kind === 'person';
  return actor.kind === 'person'
    ? allowed.roles.some((role) => actor.roles.includes(role))
    : allowed.scope !== undefined && actor.scopes.includes(allowed.scope);
};

/**
 * Sets `request.actor` and refuses who may not call the route, with `request.unauthorised` or `request.forbidden`. To be called before any
 * route is added: one without a rule throws. The host is checked where only this machine is listened to, since a page from elsewhere may give
 * its own name this machine's address and read letters through the browser.
 */
export function guard(app: FastifyInstance, access: Access, identify: readonly Identify[]): void {
  const rules: Rule[] = [];
  app.decorate('rules', rules);
  app.addHook('onRoute', (route: RouteOptions) => {
    const allowed = route.config?.allowed;
    if (allowed) rules.push(...[route.method].flat().map((method) => ({ method, url: route.url, allowed })));
    else throw new Error(`${route.method} ${route.url}: no rule says who may call it`);
  });
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request) => {
    const name = request.hostname.replace(/:\d+$/, '');
    if (access.local && !isLoopback(name) && name !== access.publicHost) throw new WianError('request.host');
    const { allowed } = request.routeOptions.config;
    // A path that is no route answers 404 to anybody.
    if (!allowed || allowed === 'public') return;
    for (const by of identify) {
      const actor = await by(request);
      if (!actor) continue;
      if (!mayCall(actor, allowed)) throw new WianError('request.forbidden');
      request.actor = actor;
      return;
    }
    throw new WianError('request.unauthorised');
  });
}
