import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { WianError } from '../shared/errors.js';
import { packageRoot } from '../shared/package-root.js';
import type { Allowed } from './access.js';

/** Where `npm run build` puts the pages. */
export const WEB_FOLDER = join(packageRoot, 'dist/web');

/** Nothing from another host, no script in a page; Mantine sets its colours in style elements. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The pages hold no data, so that anybody may have them. */
const PUBLIC: Allowed = 'public';

/**
 * The web application's files. Those under `/assets` carry their hash in their names and may be kept for ever; every other path that is not the
 * API's is a place within the application.
 */
export function webRoutes(app: FastifyInstance, folder = WEB_FOLDER): void {
  // Not built: `npm run build` was not run, or only the API is under test.
  if (!existsSync(folder)) return;
  app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });

  app.get<{ Params: { '*': string } }>('/assets/*', { config: { allowed: PUBLIC } }, async (request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .sendFile(`assets/${request.params['*']}`),
  );

  app.get('/*', { config: { allowed: PUBLIC } }, async (request, reply) => {
    if (/^\/api(?:[/?]|$)/.test(request.url)) throw new WianError('record.not_found', 'no such path');
    return reply
      .headers({
        'cache-control': 'no-cache',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
      })
      .sendFile('index.html');
  });
}
