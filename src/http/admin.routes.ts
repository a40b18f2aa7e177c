import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/accounts.js';
import { listAudit } from '../audit/audit.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import {
  changeMembership,
  changePerson,
  invitePerson,
  linkForPerson,
  listPeople,
} from '../people/accounts.usecases.js';
import { createKey, listKeys, revokeKey } from '../people/keys.usecases.js';
import { resetLogin } from '../people/links.usecases.js';
import { changeOffice, joinOffice, listOffices, searchAdministered } from '../people/offices.usecases.js';
import type { Allowed } from './access.js';
import { OPERATOR } from './operator.routes.js';

const ADMIN: Allowed = { roles: ['admin'] };

/** People, offices, keys and the audit log, each for the organisations that the administrator looks after. */
export function adminRoutes(app: FastifyInstance, deps: Pick<Deps, 'db' | 'clock'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { allowed: ADMIN };

  routes.get('/api/people', { config, schema: { response: { 200: schema.personAnswer.array() } } }, async ({ actor }) =>
    listPeople(deps, { actor }),
  );
  routes.post(
    '/api/people',
    { config, schema: { body: schema.inviteRequest, response: { 200: schema.inviteAnswer } } },
    async ({ actor, body }) => invitePerson(deps, { ...body, actor }),
  );
  routes.patch(
    '/api/people/:id',
    {
      config,
      schema: { params: schema.personParams, body: schema.personChange, response: { 200: schema.personAnswer } },
    },
    async ({ actor, body, params }) => changePerson(deps, { ...body, ...params, actor }),
  );
  routes.put(
    '/api/people/:id/membership',
    {
      config,
      schema: { params: schema.personParams, body: schema.membershipChange, response: { 200: schema.personAnswer } },
    },
    async ({ actor, body, params }) => changeMembership(deps, { ...body, ...params, actor }),
  );
  routes.post(
    '/api/people/:id/link',
    { config, schema: { params: schema.personParams, response: { 200: schema.oneTimeLink } } },
    async ({ actor, params }) => linkForPerson(deps, { ...params, actor }),
  );
  routes.post(
    '/api/people/reset',
    { config: { allowed: OPERATOR }, schema: { body: schema.resetRequest, response: { 200: schema.oneTimeLink } } },
    async ({ actor, body }) => resetLogin(deps, { ...body, actor }),
  );

  routes.get(
    '/api/offices',
    { config, schema: { response: { 200: schema.officeAnswer.array() } } },
    async ({ actor }) => listOffices(deps, { actor }),
  );
  routes.get(
    '/api/offices/search',
    {
      config,
      schema: { querystring: schema.organisationSearch, response: { 200: schema.foundOrganisation.array() } },
    },
    async ({ actor, query }) => searchAdministered(deps, { ...query, actor }),
  );
  routes.post(
    '/api/offices',
    { config, schema: { body: schema.openOfficeRequest, response: { 200: schema.officeAnswer } } },
    async ({ actor, body }) => joinOffice(deps, { ...body, actor }),
  );
  routes.put(
    '/api/offices/:organisation',
    {
      config,
      schema: { params: schema.officeParams, body: schema.officeSettings, response: { 200: schema.officeAnswer } },
    },
    async ({ actor, body, params }) => changeOffice(deps, { ...params, settings: body, actor }),
  );

  routes.get('/api/keys', { config, schema: { response: { 200: schema.apiKey.array() } } }, async ({ actor }) =>
    listKeys(deps, { actor }),
  );
  routes.post(
    '/api/keys',
    { config, schema: { body: schema.keyRequest, response: { 200: schema.keyAnswer } } },
    async ({ actor, body }) => createKey(deps, { ...body, actor }),
  );
  routes.delete(
    '/api/keys/:id',
    { config, schema: { params: schema.keyParams, response: { 200: schema.apiKey } } },
    async ({ actor, params }) => revokeKey(deps, { ...params, actor }),
  );

  routes.get(
    '/api/audit',
    { config, schema: { querystring: schema.auditQuery, response: { 200: schema.auditAnswer } } },
    async ({ actor, query }) => listAudit(deps, { ...query, actor }),
  );
}
