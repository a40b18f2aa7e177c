import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { receiptParams } from '../../schemas/api.js';
import * as check from '../../schemas/check.js';
import { showLetter } from '../circulars/check.usecases.js';
import { checkQueue } from '../circulars/check-queue.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { confirmLetter } from '../circulars/confirm.usecases.js';
import { correctLetter } from '../circulars/correct.usecases.js';
import { originalFile, pageLines, pagePicture } from '../circulars/pages.usecases.js';
import { splitFile } from '../circulars/split.usecases.js';
import type { Allowed } from './access.js';
import { fileHeaders } from './streams.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };
const WRITE: Allowed = { roles: ['clerk'], scope: 'letters:write' };

/**
 * A page's picture is the same for ever under its name, but who may see it is asked each time: the next person at the same browser may be of another office, a letter
 * may be withdrawn or found to be secret, and each view of a secret one is written down.
 */
const CACHED = 'private, no-cache';

/** What the page ตรวจ needs: the queue, one letter, its pages, what a person puts right, confirms and splits. */
export function checkRoutes(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'reader' | 'office' | 'pictures'>,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/check',
    {
      config: { allowed: WRITE },
      schema: { querystring: check.queueQuery, response: { 200: check.queueAnswer } },
    },
    async (request) => checkQueue(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/letters/:receipt/:ordinal',
    { config: { allowed: READ }, schema: { params: check.letterParams, response: { 200: check.letterAnswer } } },
    async (request) => showLetter(deps, { ...request.params, actor: request.actor }),
  );

  routes.patch(
    '/api/letters/:receipt/:ordinal',
    {
      config: { allowed: WRITE },
      schema: { params: check.letterParams, body: check.correctRequest, response: { 200: check.doneAnswer } },
    },
    async (request) => {
      await correctLetter(deps, { ...request.params, ...request.body, actor: request.actor });
      return { done: true as const };
    },
  );

  routes.post(
    '/api/letters/:receipt/:ordinal/confirm',
    {
      config: { allowed: WRITE },
      schema: { params: check.letterParams, body: check.confirmRequest, response: { 200: check.confirmAnswer } },
    },
    async (request) => confirmLetter(deps, { ...request.params, ...request.body, actor: request.actor }),
  );

  routes.post(
    '/api/files/:receipt/split',
    {
      config: { allowed: WRITE },
      schema: { params: receiptParams, body: check.splitRequest, response: { 200: check.doneAnswer } },
    },
    async (request) => {
      await splitFile(deps, { ...request.params, ...request.body, actor: request.actor });
      return { done: true as const };
    },
  );

  routes.get(
    '/api/files/:receipt/pages/:page/picture',
    { config: { allowed: READ }, schema: { params: check.pageParams, querystring: check.pictureQuery } },
    async (request, reply) => {
      const { name, picture } = await pagePicture(deps, { ...request.params, ...request.query, actor: request.actor });
      reply.header('cache-control', CACHED).header('etag', `"${name}"`).header('x-content-type-options', 'nosniff');
      if (request.headers['if-none-match'] === `"${name}"`) return reply.status(304).send();
      return reply.type('image/jpeg').send(Buffer.from(await picture()));
    },
  );

  routes.get(
    '/api/files/:receipt/pages/:page/text',
    { config: { allowed: READ }, schema: { params: check.pageParams, response: { 200: check.pageTextAnswer } } },
    async (request) => pageLines(deps, { ...request.params, actor: request.actor }),
  );

  routes.get(
    '/api/files/:receipt/original',
    { config: { allowed: READ }, schema: { params: receiptParams } },
    async (request, reply) => {
      const { name, path, bytes } = await originalFile(deps, { ...request.params, actor: request.actor });
      return reply
        .headers(fileHeaders(name, 'attachment'))
        .header('content-length', bytes)
        .header('cache-control', 'private, no-store')
        .type('application/octet-stream')
        .send(createReadStream(path));
    },
  );
}
