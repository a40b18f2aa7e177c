import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { letterParams } from '../../schemas/check.js';
import * as schema from '../../schemas/exchange.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { messageBytes } from '../exchange/exchange.models.js';
import { exchangeReceivers, exportLetter, exportLetters } from '../exchange/export.usecases.js';
import { importExchange } from '../exchange/import.usecases.js';
import type { Allowed } from './access.js';
import { collected, fileHeaders, uploadOf } from './streams.js';

const WRITE: Allowed = { roles: ['clerk'], scope: 'letters:write' };

/** Letters in the electronic exchange form, in and out. Nothing is sent from here: the message is handed to whoever asks for it. */
export function exchangeRoutes(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'limits' | 'exchange'>,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/api/exchange',
    { config: { allowed: WRITE }, schema: { response: { 200: schema.exchangeAnswer } } },
    async (request) => {
      const content = await collected(uploadOf(request.body), messageBytes(deps.limits));
      return importExchange(deps, { content, actor: request.actor, via: 'upload' });
    },
  );

  routes.get(
    '/api/letters/:receipt/:ordinal/exchange',
    {
      config: { allowed: WRITE },
      schema: { params: letterParams, response: { 200: schema.exchangeReceiver.array() } },
    },
    async (request) => exchangeReceivers(deps, { ...request.params, actor: request.actor }),
  );

  routes.get(
    '/api/letters/:receipt/:ordinal/exchange.zip',
    { config: { allowed: WRITE }, schema: { params: letterParams, querystring: schema.exchangeZipQuery } },
    async (request, reply) => {
      const { name, zip } = await exportLetters(deps, { ...request.params, ...request.query, actor: request.actor });
      return reply.headers(fileHeaders(name, 'attachment')).type('application/zip').send(Readable.from(zip));
    },
  );

  routes.get(
    '/api/letters/:receipt/:ordinal/exchange/:receiver',
    { config: { allowed: WRITE }, schema: { params: schema.exchangeParams, querystring: schema.exchangeQuery } },
    async (request, reply) => {
      const { attachments = [] } = request.query;
      const { name, xml } = await exportLetter(deps, { ...request.params, attachments, actor: request.actor });
      return reply.headers(fileHeaders(name, 'attachment')).type('application/xml; charset=utf-8').send(xml);
    },
  );
}
