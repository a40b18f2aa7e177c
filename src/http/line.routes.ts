import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/line.js';
import { createLineCode, type LineDeps, showLine, takeLineEvents, unlinkLine } from '../alerts/line.usecases.js';

/** A person's own LINE, and what LINE tells of the account of this wian. */
export function lineRoutes(app: FastifyInstance, deps: LineDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const config = { allowed: 'signed-in' } as const;

  routes.get('/api/alerts/line', { config, schema: { response: { 200: schema.lineAnswer } } }, async ({ actor }) =>
    showLine(deps, { actor }),
  );
  routes.post(
    '/api/alerts/line',
    {
      config: { ...config, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: { response: { 200: schema.lineCodeAnswer } },
    },
    async ({ actor }) => createLineCode(deps, { actor }),
  );
  routes.delete('/api/alerts/line', { config, schema: { response: { 200: schema.lineAnswer } } }, async ({ actor }) =>
    unlinkLine(deps, { actor }),
  );

  // The signature is of the bytes as they came.
  app.register(async (scope) => {
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post('/api/line/events', { config: { allowed: 'public' } }, async (request, reply) => {
      const shown = request.headers['x-line-signature'];
      const replies = await takeLineEvents(deps, {
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        signature: typeof shown === 'string' ? shown : undefined,
      });
      // LINE waits for two seconds: it has its answer before those who wrote have theirs.
      reply.send({});
      await Promise.all(replies.map(({ replyToken, text }) => deps.line?.reply(replyToken, text)));
      return reply;
    });
  });
}
