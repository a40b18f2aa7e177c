import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/holidays.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { addHoliday, importHolidays, listHolidays, removeHoliday } from '../holidays/holidays.usecases.js';
import { auditName } from '../people/actor.js';
import { requireHome } from '../people/offices.repo.js';
import { WianError } from '../shared/errors.js';
import type { Allowed } from './access.js';

/** These tables are the whole installation's: only the office that it was set up for changes them (`requireHome`). */
const ADMIN: Allowed = { roles: ['admin'] };

/** The table of holidays: read it, take a CSV file in, add and remove a day. */
export function holidayRoutes(app: FastifyInstance, deps: Pick<Deps, 'db' | 'clock' | 'office'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/holidays',
    {
      config: { allowed: 'signed-in' },
      schema: { querystring: schema.holidaysQuery, response: { 200: schema.holidayItem.array() } },
    },
    async (request) => listHolidays(deps, request.query),
  );

  routes.post(
    '/api/holidays/import',
    { config: { allowed: ADMIN }, schema: { querystring: schema.importQuery, response: { 200: schema.importAnswer } } },
    async (request) => {
      await requireHome(deps.db, request.actor);
      if (!Buffer.isBuffer(request.body)) throw new WianError('request.invalid', 'content-type: text/csv');
      return importHolidays(deps, { ...request.query, content: request.body, actor: auditName(request.actor) });
    },
  );

  routes.post(
    '/api/holidays',
    { config: { allowed: ADMIN }, schema: { body: schema.holidayRequest, response: { 200: schema.changeAnswer } } },
    async (request) => {
      await requireHome(deps.db, request.actor);
      return { deadlines: await addHoliday(deps, { ...request.body, actor: auditName(request.actor) }) };
    },
  );

  routes.delete(
    '/api/holidays/:date',
    {
      config: { allowed: ADMIN },
      schema: {
        params: schema.holidayParams,
        querystring: schema.provinceQuery,
        response: { 200: schema.changeAnswer },
      },
    },
    async (request) => {
      await requireHome(deps.db, request.actor);
      const removed = { ...request.params, ...request.query, actor: auditName(request.actor) };
      return { deadlines: await removeHoliday(deps, removed) };
    },
  );
}
