import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as today from '../../schemas/today.js';
import { type DeadlineDeps, listOpenDeadlines } from '../today/deadlines.usecases.js';
import { listFailed, tellToday } from '../today/today.usecases.js';
import type { Allowed } from './access.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };

/** วันนี้ and the deadlines that are still to be kept. */
export function todayRoutes(app: FastifyInstance, deps: DeadlineDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/today',
    { config: { allowed: READ }, schema: { response: { 200: today.todayAnswer } } },
    async (request) => tellToday(deps, { actor: request.actor }),
  );

  routes.get(
    '/api/deadlines/open',
    {
      config: { allowed: READ },
      schema: { querystring: today.openDeadlinesQuery, response: { 200: today.openDeadlinesAnswer } },
    },
    async (request) => listOpenDeadlines(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/files/failed',
    { config: { allowed: READ }, schema: { response: { 200: today.failedFilesAnswer } } },
    async (request) => listFailed(deps, { actor: request.actor }),
  );
}
