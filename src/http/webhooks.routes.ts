import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/webhooks.js';
import { addWebhook, listWebhooks, revokeWebhook, testWebhook, type WebhookDeps } from '../alerts/webhooks.usecases.js';
import type { Allowed } from './access.js';

const ADMIN: Allowed = { roles: ['admin'] };

/** Addresses of other programs to which alerts are sent. */
export function webhookRoutes(app: FastifyInstance, deps: WebhookDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { allowed: ADMIN };

  routes.get('/api/webhooks', { config, schema: { response: { 200: schema.webhook.array() } } }, async ({ actor }) =>
    listWebhooks(deps, { actor }),
  );
  routes.post(
    '/api/webhooks',
    { config, schema: { body: schema.webhookRequest, response: { 200: schema.webhookAdded } } },
    async ({ actor, body }) => addWebhook(deps, { ...body, actor }),
  );
  routes.post(
    '/api/webhooks/:id/test',
    {
      config: { ...config, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: { params: schema.webhookParams, response: { 200: schema.webhookTested } },
    },
    async ({ actor, params }) => testWebhook(deps, { ...params, actor }),
  );
  routes.delete(
    '/api/webhooks/:id',
    { config, schema: { params: schema.webhookParams, response: { 200: schema.webhook } } },
    async ({ actor, params }) => revokeWebhook(deps, { ...params, actor }),
  );
}
