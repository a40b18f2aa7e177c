import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/chase.js';
import type { PlanDeps } from '../alerts/reckoning.js';
import { chaseCsv } from '../chase/list.csv.js';
import { chaseTable, listChase } from '../chase/list.usecases.js';
import { remindBodies } from '../chase/remind.usecases.js';
import type { Allowed } from './access.js';
import { sendCsv } from './dashboard.routes.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'reports:read' };
const SEND: Allowed = { roles: ['clerk'], scope: 'notices:write' };

/** What an organisation sent down and still waits for; and reminding those bodies. */
export function chaseRoutes(app: FastifyInstance, deps: PlanDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/chase',
    {
      config: { allowed: READ },
      schema: { querystring: schema.chaseListQuery, response: { 200: schema.chaseListAnswer } },
    },
    async ({ query: { format, ...query }, actor }, reply) => {
      if (format === 'csv') return sendCsv(reply, 'chase', chaseCsv(await chaseTable(deps, { actor, for: query.for })));
      return reply.send(await listChase(deps, { ...query, actor }));
    },
  );

  routes.post(
    '/api/chase',
    {
      config: { allowed: SEND },
      schema: { body: schema.remindRequest, response: { 200: schema.remindAnswer } },
    },
    async ({ body, actor }) => remindBodies(deps, { ...body, actor }),
  );
}
