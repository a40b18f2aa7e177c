import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sessionAnswer } from '../../schemas/access.js';
import * as schema from '../../schemas/accounts.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { describeLink, joinByLink, searchForLink } from '../people/links.usecases.js';
import {
  changePassword,
  describeSession,
  listSessions,
  type Opened,
  type Person,
  personOfSession,
  revokeSession,
  signIn,
  signOut,
  switchOrganisation,
} from '../people/sessions.usecases.js';
import { WianError } from '../shared/errors.js';
import { giveSession, sessionToken, takeSession } from './identify.js';
import { type Rates, requireSameOrigin } from './security.js';

export const done = z.object({ done: z.literal(true) });
export const DONE = { done: true } as const;

/** Routes about oneself are for people; a machine has no account. */
function personOf({ actor }: FastifyRequest): Person {
  if (actor.kind !== 'person') throw new WianError('request.forbidden');
  return actor;
}

export interface AccountOptions {
  secure: boolean;
  publicUrl?: string;
  rates: Rates;
}

/** Coming in and going out, and one's own account. */
export function accountRoutes(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'clock'>,
  { secure, publicUrl, rates }: AccountOptions,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const entry = { allowed: 'public', rateLimit: { max: rates.entry, timeWindow: 60_000 } } as const;
  const own = { allowed: 'signed-in' } as const;
  // Nobody may be signed in as somebody else by a page of another site either.
  const onRequest = async (request: FastifyRequest) => requireSameOrigin(request, publicUrl);
  const agentOf = ({ headers }: FastifyRequest) => headers['user-agent'] ?? null;
  const byLogin = app.createRateLimit({
    max: rates.login,
    timeWindow: 60_000,
    keyGenerator: (request) => `login ${String((request.body as { login?: unknown }).login).toLowerCase()}`,
  });
  const answerOf = async ({ token }: Opened) =>
    describeSession(deps, { actor: (await personOfSession(deps, token))!, token });

  routes.post(
    '/api/session',
    { config: entry, onRequest, schema: { body: schema.signInRequest, response: { 200: sessionAnswer } } },
    async (request, reply) => {
      const rate = await byLogin(request);
      if (!rate.isAllowed && rate.isExceeded) throw new WianError('request.too_many');
      const opened = await signIn(deps, { ...request.body, agent: agentOf(request) });
      giveSession(reply, opened, secure);
      return answerOf(opened);
    },
  );

  routes.get('/api/session', { config: own, schema: { response: { 200: sessionAnswer } } }, async (request) =>
    describeSession(deps, { actor: personOf(request), token: sessionToken(request, secure) ?? '' }),
  );

  routes.delete('/api/session', { config: own, schema: { response: { 200: done } } }, async (request, reply) => {
    await signOut(deps, { actor: personOf(request), token: sessionToken(request, secure) ?? '' });
    takeSession(reply, secure);
    return DONE;
  });

  routes.put(
    '/api/session/organisation',
    { config: own, schema: { body: schema.switchRequest, response: { 200: sessionAnswer } } },
    async (request) => {
      const token = sessionToken(request, secure) ?? '';
      const actor = await switchOrganisation(deps, { ...request.body, actor: personOf(request), token });
      return describeSession(deps, { actor, token });
    },
  );

  routes.get(
    '/api/account/sessions',
    { config: own, schema: { response: { 200: schema.ownSession.array() } } },
    async (request) => listSessions(deps, { actor: personOf(request), token: sessionToken(request, secure) }),
  );

  routes.delete(
    '/api/account/sessions/:id',
    { config: own, schema: { params: schema.sessionParams, response: { 200: done } } },
    async (request) => {
      await revokeSession(deps, { ...request.params, actor: personOf(request) });
      return DONE;
    },
  );

  routes.put(
    '/api/account/password',
    { config: own, schema: { body: schema.passwordRequest, response: { 200: done } } },
    async (request) => {
      const token = sessionToken(request, secure);
      await changePassword(deps, { ...request.body, actor: personOf(request), token });
      return DONE;
    },
  );

  routes.post(
    '/api/join/link',
    { config: entry, onRequest, schema: { body: schema.linkRequest, response: { 200: schema.linkAnswer } } },
    async (request) => describeLink(deps, request.body),
  );

  routes.post(
    '/api/join/organisations',
    {
      config: entry,
      onRequest,
      schema: { body: schema.linkOrganisationsRequest, response: { 200: schema.foundOrganisation.array() } },
    },
    async (request) => searchForLink(deps, request.body),
  );

  routes.post(
    '/api/join',
    { config: entry, onRequest, schema: { body: schema.joinRequest, response: { 200: sessionAnswer } } },
    async (request, reply) => {
      const opened = await joinByLink(deps, { ...request.body, agent: agentOf(request) });
      giveSession(reply, opened, secure);
      return answerOf(opened);
    },
  );
}
