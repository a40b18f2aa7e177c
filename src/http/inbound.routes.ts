import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { doneAnswer } from '../../schemas/check.js';
import * as schema from '../../schemas/inbound.js';
import { listInbound, retryInbound } from '../inbound/inbound.usecases.js';
import type { InboundDeps } from '../inbound/take.js';
import type { Allowed } from './access.js';

const READ: Allowed = { roles: ['clerk', 'viewer'], scope: 'letters:read' };
const WRITE: Allowed = { roles: ['clerk'], scope: 'letters:write' };

/** What came in by the watched folder and the mailbox, and what of it could not be taken. */
export function inboundRoutes(app: FastifyInstance, deps: InboundDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/inbound',
    {
      config: { allowed: READ },
      schema: { querystring: schema.inboundQuery, response: { 200: schema.inboundAnswer } },
    },
    async (request) => listInbound(deps, { ...request.query, actor: request.actor }),
  );

  routes.post(
    '/api/inbound/:id/retry',
    { config: { allowed: WRITE }, schema: { params: schema.inboundParams, response: { 200: doneAnswer } } },
    async (request) => {
      await retryInbound(deps, { ...request.params, actor: request.actor });
      return { done: true as const };
    },
  );
}
