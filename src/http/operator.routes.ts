import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/alert-operator.js';
import { messageParams } from '../../schemas/alert-settings.js';
import { previewAnswer, resolveMessageRequest } from '../../schemas/alerts.js';
import { doneAnswer } from '../../schemas/check.js';
import { resolveMessage } from '../alerts/messages.usecases.js';
import { previewLogin, showLedger } from '../alerts/operator.usecases.js';
import { planAlerts } from '../alerts/planner.usecases.js';
import type { PlanDeps } from '../alerts/reckoning.js';
import type { Allowed } from './access.js';

/** The commands on this machine, and who has the operator's password. */
export const OPERATOR: Allowed = { roles: [] };

/** What `wian alerts` asks of a running application that has the store open. */
export function operatorRoutes(app: FastifyInstance, deps: PlanDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { allowed: OPERATOR };

  routes.post('/api/operator/alerts/plan', { config, schema: { response: { 200: schema.plannedAnswer } } }, async () =>
    planAlerts(deps),
  );

  routes.get(
    '/api/operator/alerts/messages',
    { config, schema: { querystring: schema.ledgerQuery, response: { 200: schema.ledgerRow.array() } } },
    async ({ query }) => showLedger(deps, query),
  );

  routes.post(
    '/api/operator/alerts/messages/:id/resolve',
    { config, schema: { params: messageParams, body: resolveMessageRequest, response: { 200: doneAnswer } } },
    async ({ actor, body, params }) => {
      await resolveMessage(deps, { ...body, ...params, actor });
      return { done: true as const };
    },
  );

  routes.get(
    '/api/operator/alerts/preview',
    { config, schema: { querystring: schema.loginPreviewQuery, response: { 200: previewAnswer } } },
    async ({ query }) => previewLogin(deps, query),
  );
}
