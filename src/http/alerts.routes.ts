import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import * as settings from '../../schemas/alert-settings.js';
import * as schema from '../../schemas/alerts.js';
import { dropAddress, enterAddress, showAddress } from '../alerts/address.usecases.js';
import { listMessages, sendTest, showMessage, showTest } from '../alerts/ledger-view.usecases.js';
import { resolveMessage } from '../alerts/messages.usecases.js';
import { previewDigest } from '../alerts/preview.usecases.js';
import type { PlanDeps } from '../alerts/reckoning.js';
import { changeOfficeAlerts, changeOwnAlerts, showOfficeAlerts, showOwnAlerts } from '../alerts/settings.usecases.js';
import { listAlerts, markAlertsRead } from '../alerts/told.usecases.js';
import type { Allowed } from './access.js';

/** Whom alerts can be for: an administrator reads no letters by that alone. */
const READERS: Allowed = { roles: ['clerk', 'receiver', 'viewer'] };
const MEMBERS: Allowed = { roles: ['clerk', 'receiver', 'viewer', 'admin'] };
const ADMIN: Allowed = { roles: ['admin'] };
const LEDGER: Allowed = { roles: ['admin', 'clerk'] };

/** What people are told of deadlines, how they set it, and the ledger of what was sent. */
export function alertRoutes(app: FastifyInstance, deps: PlanDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  const office = { response: { 200: settings.officeAlertsAnswer } };
  routes.get('/api/alerts/settings', { config: { allowed: MEMBERS }, schema: office }, async ({ actor }) =>
    showOfficeAlerts(deps, { actor }),
  );
  routes.put(
    '/api/alerts/settings',
    { config: { allowed: ADMIN }, schema: { body: schema.officeAlertSettings, ...office } },
    async ({ actor, body }) => changeOfficeAlerts(deps, { actor, settings: body }),
  );

  const own = { response: { 200: settings.personAlertsAnswer } };
  routes.get('/api/alerts/preferences', { config: { allowed: READERS }, schema: own }, async ({ actor }) =>
    showOwnAlerts(deps, { actor }),
  );
  routes.put(
    '/api/alerts/preferences',
    { config: { allowed: READERS }, schema: { body: settings.personAlertsChange, ...own } },
    async ({ actor, body }) => changeOwnAlerts(deps, { actor, settings: body }),
  );

  /** A code goes to the address; it is used once the code was sent back. */
  routes.post(
    '/api/alerts/address',
    { config: { allowed: READERS }, schema: { body: settings.addressRequest, ...own } },
    async ({ actor, body }) => enterAddress(deps, { ...body, actor }),
  );
  routes.post(
    '/api/alerts/address/code',
    { config: { allowed: READERS }, schema: { body: settings.addressCodeRequest, ...own } },
    async ({ actor, body }) => showAddress(deps, { ...body, actor }),
  );
  routes.delete('/api/alerts/address', { config: { allowed: READERS }, schema: own }, async ({ actor }) =>
    dropAddress(deps, { actor }),
  );

  const test = { response: { 200: settings.testAnswer } };
  routes.get('/api/alerts/test', { config: { allowed: READERS }, schema: test }, async ({ actor }) =>
    showTest(deps, { actor }),
  );
  routes.post(
    '/api/alerts/test',
    { config: { allowed: READERS }, schema: { body: settings.testRequest, ...test } },
    async ({ actor, body }) => sendTest(deps, { ...body, actor }),
  );

  routes.get(
    '/api/alerts',
    {
      config: { allowed: READERS },
      schema: { querystring: schema.alertsQuery, response: { 200: schema.alertsAnswer } },
    },
    async ({ actor, query }) => listAlerts(deps, { ...query, actor }),
  );
  routes.post(
    '/api/alerts/read',
    {
      config: { allowed: READERS },
      schema: { body: schema.alertsReadRequest, response: { 200: z.object({ unread: z.int() }) } },
    },
    async ({ actor, body }) => markAlertsRead(deps, { actor, which: body }),
  );

  routes.get(
    '/api/alerts/preview',
    {
      config: { allowed: READERS },
      schema: { querystring: schema.previewQuery, response: { 200: schema.previewAnswer } },
    },
    async ({ actor, query: { day, person } }) =>
      previewDigest(deps, { actor, ...(day !== undefined && { day }), ...(person !== undefined && { person }) }),
  );

  routes.get(
    '/api/alerts/messages',
    {
      config: { allowed: LEDGER },
      schema: { querystring: schema.messagesQuery, response: { 200: schema.messagesAnswer } },
    },
    async ({ actor, query }) => listMessages(deps, { ...query, actor }),
  );
  routes.post(
    '/api/alerts/messages/:id/resolve',
    {
      config: { allowed: LEDGER },
      schema: {
        params: settings.messageParams,
        body: schema.resolveMessageRequest,
        response: { 200: schema.messageItem },
      },
    },
    async ({ actor, params: { id }, body }) => {
      await resolveMessage(deps, { ...body, id, actor });
      return showMessage(deps, { id, actor });
    },
  );
}
