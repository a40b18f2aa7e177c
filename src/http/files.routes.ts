import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import * as api from '../../schemas/api.js';
import * as schema from '../../schemas/files.js';
import { registerEntry } from '../../schemas/register.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { receiveFile } from '../circulars/circulars.usecases.js';
import { createFileEvents } from '../circulars/file-events.js';
import { answerRescan, listHeld } from '../circulars/uploads.usecases.js';
import type { Queue } from '../ports.js';
import { registerAgain } from '../register/again.usecases.js';
import { registerOf } from '../register/office.js';
import type { Allowed } from './access.js';
import { uploadOf } from './streams.js';

const READ: Allowed = { roles: ['clerk', 'viewer'], scope: 'letters:read' };
const WRITE: Allowed = { roles: ['clerk'], scope: 'letters:write' };
const ENTER: Allowed = { roles: ['clerk'], scope: 'register:write' };

/** A comment now and then keeps proxies from taking a quiet stream for a dead one. */
const BEAT_MS = 20_000;
/** The browser comes back by itself, and is asked anew who it is: a session that has ended hears no more. */
const LONGEST_MS = 10 * 60_000;

/** Taking files in, and how far each has come. */
export function fileRoutes(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'limits'>,
  watch?: Queue['watch'],
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/api/files',
    { config: { allowed: WRITE }, schema: { querystring: api.uploadQuery, response: { 200: api.uploadAnswer } } },
    async (request) => {
      return receiveFile(deps, { ...request.query, source: uploadOf(request.body), actor: request.actor });
    },
  );

  routes.get(
    '/api/files',
    {
      config: { allowed: READ },
      schema: { querystring: schema.heldFilesQuery, response: { 200: schema.heldFilesAnswer } },
    },
    async (request) => ({
      files: await listHeld(deps, { ...request.query, actor: request.actor }),
      limits: { bytes: deps.limits.maxFileBytes },
    }),
  );

  routes.post(
    '/api/files/:receipt/rescan',
    {
      config: { allowed: WRITE },
      schema: { params: api.receiptParams, body: schema.rescanAnswer, response: { 200: z.null() } },
    },
    async (request) => {
      await answerRescan(deps, { ...request.params, ...request.body, actor: request.actor });
      return null;
    },
  );

  routes.post(
    '/api/files/:receipt/again',
    { config: { allowed: ENTER }, schema: { params: api.receiptParams, response: { 200: registerEntry.array() } } },
    async (request) => registerAgain(deps, { ...request.params, actor: request.actor }),
  );

  const events = createFileEvents(deps, { watch });
  const open = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
    await events.close();
  });

  // Server-sent events, one a state of a file of the actor's organisation (schemas/files.ts, fileState).
  const query = { querystring: schema.fileEventsQuery };
  routes.get('/api/files/events', { config: { allowed: READ }, schema: query }, async (request, reply) => {
    const organisation = await registerOf(deps.db, request.actor);
    const stream = new PassThrough();
    const beat = setInterval(() => stream.write(':\n\n'), BEAT_MS);
    const longest = setTimeout(() => stream.end(), LONGEST_MS);
    let leave: (() => void) | null = null;
    open.add(stream);
    stream.once('close', () => {
      leave?.();
      clearInterval(beat);
      clearTimeout(longest);
      open.delete(stream);
    });
    reply.raw.once('close', () => stream.destroy());
    const last = request.headers['last-event-id'];
    const listening = { actor: request.actor, organisation };
    leave = await events.subscribe(listening, typeof last === 'string' ? last : null, ({ id, state }) => {
      stream.write(`id: ${id}\nevent: file\ndata: ${JSON.stringify(state)}\n\n`);
    });
    // Whoever went meanwhile is not told any more.
    if (stream.destroyed) leave();
    if (request.query.follow === 'false') stream.end();
    else stream.write('retry: 2000\n\n');
    return reply
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
      .type('text/event-stream; charset=utf-8')
      .send(stream);
  });
}
