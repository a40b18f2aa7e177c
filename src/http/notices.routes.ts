import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/notices.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { sendLetter, statusBelow, withdrawLetter } from '../notices/below.usecases.js';
import { inboxOptions, listInbox, openLetter } from '../notices/inbox.usecases.js';
import { acknowledge, assign, attachProof, forward, markDone, proofOf, reopen } from '../notices/steps.usecases.js';
import type { Actor } from '../people/actor.js';
import type { Allowed } from './access.js';
import { fileHeaders, uploadOf } from './streams.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };
const WORK: Allowed = { roles: ['clerk', 'receiver'], scope: 'notices:write' };
const SEND: Allowed = { roles: ['clerk'], scope: 'notices:write' };

type NoticeDeps = Pick<Deps, 'db' | 'files' | 'clock' | 'limits' | 'office'>;

/** An organisation's inbox and what it does there; what it sends down and how far that is. */
export function noticeRoutes(app: FastifyInstance, deps: NoticeDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const params = schema.noticeParams;
  const answer = { response: { 200: schema.inboxLetter } };

  routes.get(
    '/api/inbox',
    { config: { allowed: READ }, schema: { querystring: schema.inboxQuery, response: { 200: schema.inboxAnswer } } },
    async (request) => listInbox(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/inbox/options',
    { config: { allowed: READ }, schema: { response: { 200: schema.inboxOptions } } },
    async (request) => inboxOptions(deps, { actor: request.actor }),
  );

  /** That it is opened is written down as read (see `openLetter`). */
  routes.get('/api/inbox/:id', { config: { allowed: READ }, schema: { params, ...answer } }, async (request) =>
    openLetter(deps, { ...request.params, actor: request.actor }),
  );

  /** Does a step and answers what the letter is then. */
  const after = async (step: Promise<void>, of: { actor: Actor; id: number }) => {
    await step;
    return openLetter(deps, of);
  };

  routes.post(
    '/api/inbox/:id/acknowledge',
    { config: { allowed: WORK }, schema: { params, ...answer } },
    async ({ params: { id }, actor }) => after(acknowledge(deps, { id, actor }), { id, actor }),
  );

  routes.post(
    '/api/inbox/:id/assign',
    { config: { allowed: WORK }, schema: { params, body: schema.assignRequest, ...answer } },
    async ({ params: { id }, actor, body }) => after(assign(deps, { id, actor, ...body }), { id, actor }),
  );

  routes.post(
    '/api/inbox/:id/forward',
    { config: { allowed: WORK }, schema: { params, body: schema.forwardRequest, ...answer } },
    async ({ params: { id }, actor, body }) => after(forward(deps, { id, actor, ...body }), { id, actor }),
  );

  routes.post(
    '/api/inbox/:id/proof',
    { config: { allowed: WORK }, schema: { params, querystring: schema.proofQuery, ...answer } },
    async ({ params: { id }, actor, query, body }) =>
      after(attachProof(deps, { id, actor, ...query, source: uploadOf(body) }), { id, actor }),
  );

  routes.get('/api/inbox/:id/proof', { config: { allowed: READ }, schema: { params } }, async (request, reply) => {
    const { name, path } = await proofOf(deps, { ...request.params, actor: request.actor });
    // Whatever was put in as proof is saved, never shown by the browser as a page of this site.
    return reply.headers(fileHeaders(name, 'attachment')).type('application/octet-stream').send(createReadStream(path));
  });

  routes.post(
    '/api/inbox/:id/done',
    { config: { allowed: WORK }, schema: { params, body: schema.doneRequest, ...answer } },
    async ({ params: { id }, actor, body }) => after(markDone(deps, { id, actor, ...body }), { id, actor }),
  );

  routes.post(
    '/api/inbox/:id/reopen',
    { config: { allowed: WORK }, schema: { params, body: schema.reopenRequest, ...answer } },
    async ({ params: { id }, actor, body }) => after(reopen(deps, { id, actor, ...body }), { id, actor }),
  );

  routes.get(
    '/api/notices',
    { config: { allowed: READ }, schema: { querystring: schema.statusQuery, response: { 200: schema.belowAnswer } } },
    async (request) => statusBelow(deps, { ...request.query, actor: request.actor }),
  );

  routes.post(
    '/api/notices',
    { config: { allowed: SEND }, schema: { body: schema.sendRequest, response: { 200: schema.sendAnswer } } },
    async ({ body: { lastPage, ...of }, actor }) =>
      sendLetter(deps, { ...of, actor, ...(lastPage !== undefined && { lastPage }) }),
  );

  routes.post(
    '/api/notices/withdraw',
    { config: { allowed: SEND }, schema: { body: schema.withdrawRequest, response: { 200: schema.withdrawAnswer } } },
    async ({ body: { organisations, ...of }, actor }) => ({
      organisations: await withdrawLetter(deps, { ...of, actor, ...(organisations && { organisations }) }),
    }),
  );
}
