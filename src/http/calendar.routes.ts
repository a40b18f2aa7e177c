import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import * as schema from '../../schemas/calendar.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { listCalendar } from '../notices/calendar.usecases.js';
import { createFeed, dropFeed, listFeeds, readFeed } from '../notices/feeds.usecases.js';
import type { Allowed } from './access.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };
/** An address is a person's: a key reads `/api/calendar` itself. */
const PERSON: Allowed = { roles: ['clerk', 'receiver', 'viewer'] };

/** The calendar of an organisation's deadlines, and its secret addresses. `publicUrl`: where people reach this wian, for the links. */
export function calendarRoutes(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  publicUrl?: string,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/calendar',
    {
      config: { allowed: READ },
      schema: { querystring: schema.calendarQuery, response: { 200: schema.calendarAnswer } },
    },
    async ({ query: { mine, ...range }, actor }) => listCalendar(deps, { ...range, actor, mine: mine === 'true' }),
  );

  routes.get(
    '/api/calendar/feeds',
    { config: { allowed: 'signed-in' }, schema: { response: { 200: schema.feed.array() } } },
    async ({ actor }) => listFeeds(deps, { actor }),
  );

  routes.post(
    '/api/calendar/feeds',
    { config: { allowed: PERSON }, schema: { response: { 200: schema.newFeed } } },
    async ({ actor }) => createFeed(deps, { actor }),
  );

  routes.delete(
    '/api/calendar/feeds/:id',
    { config: { allowed: 'signed-in' }, schema: { params: schema.feedParams, response: { 200: z.object({}) } } },
    async ({ params, actor }) => {
      await dropFeed(deps, { ...params, actor });
      return {};
    },
  );

  /** The address is the secret. It is kept out of shared caches, and asked for by programs, not by people. */
  routes.get(
    '/calendar/:file',
    {
      config: { allowed: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: { params: schema.feedFile },
    },
    async (request, reply) => {
      const base = publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
      const calendar = await readFeed(deps, { ...request.params, base });
      return reply
        .header('cache-control', 'private, max-age=300')
        .header('referrer-policy', 'no-referrer')
        .header('content-disposition', 'inline; filename="wian.ics"')
        .type('text/calendar; charset=utf-8')
        .send(calendar);
    },
  );
}
