import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as api from '../../schemas/api.js';
import { organisation } from '../../schemas/organisations.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { auditName } from '../people/actor.js';
import { requireHome } from '../people/offices.repo.js';
import { exportOrganisations, importOrganisations, listOrganisations } from '../people/people.usecases.js';
import { WianError } from '../shared/errors.js';
import type { Allowed } from './access.js';

/** These tables are the whole installation's: only the office that it was set up for changes them (`requireHome`). */
const ADMIN: Allowed = { roles: ['admin'] };

/** The list of the whole country takes 1 MB. */
const MOST_BYTES = 20 * 1024 * 1024;

/** The gazetteer over HTTP: what is in it, and lists to import. */
export function organisationRoutes(app: FastifyInstance, deps: Pick<Deps, 'db' | 'clock'>): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/organisations',
    {
      config: { allowed: 'signed-in' },
      schema: { querystring: api.organisationsQuery, response: { 200: organisation.array() } },
    },
    async (request) => listOrganisations(deps, request.query),
  );

  routes.get('/api/organisations.csv', { config: { allowed: 'signed-in' } }, async (_request, reply) =>
    reply.type('text/csv; charset=utf-8').send(await exportOrganisations(deps)),
  );

  routes.post(
    '/api/organisations',
    { config: { allowed: ADMIN }, schema: { querystring: api.importQuery, response: { 200: api.importAnswer } } },
    async (request) => {
      await requireHome(deps.db, request.actor);
      const content = await bytesOf(request.body);
      return importOrganisations(deps, {
        content,
        dryRun: request.query.dryRun === 'true',
        actor: auditName(request.actor),
      });
    },
  );
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  const source = body as AsyncIterable<Uint8Array> | undefined;
  if (!source || !(Symbol.asyncIterator in source)) {
    throw new WianError('request.invalid', 'content-type: application/octet-stream');
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of source) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new WianError('file.too_large', `${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
