import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as search from '../../schemas/search.js';
import { suggestAgencies } from '../search/agencies.usecases.js';
import { searchCsv } from '../search/search.csv.js';
import { countLetters, type SearchDeps, searchLetters } from '../search/search.usecases.js';
import type { Allowed } from './access.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };

/** Search over the letters that the asker sees. */
export function searchRoutes(app: FastifyInstance, deps: SearchDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/search',
    {
      config: { allowed: READ },
      schema: { querystring: search.searchQuery, response: { 200: search.searchAnswer } },
    },
    async (request) => searchLetters(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/search/count',
    { config: { allowed: READ }, schema: { querystring: search.countQuery, response: { 200: search.countAnswer } } },
    async (request) => {
      const { words, ...query } = request.query;
      return countLetters(deps, { ...query, words: words === 'true', actor: request.actor });
    },
  );

  routes.get(
    '/api/search/agencies',
    {
      config: { allowed: READ },
      schema: { querystring: search.agenciesQuery, response: { 200: search.agenciesAnswer } },
    },
    async (request) => suggestAgencies(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/search.csv',
    { config: { allowed: READ }, schema: { querystring: search.csvQuery } },
    async (request, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="search.csv"')
        .type('text/csv; charset=utf-8')
        .send(await searchCsv(deps, { ...request.query, actor: request.actor })),
  );
}
