import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { version } from '../shared/package-root.js';

/** OpenAPI at `/api/docs`: made of the schemas that the routes check by. It tells of the program and of nobody's letters, so that anybody may read it. */
const DOCS = '/api/docs';

/** To be called before `guard`: the plug-in adds its routes itself, and they say nothing of who may call them. */
export function openDocs(app: FastifyInstance): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    if (route.url === DOCS || route.url.startsWith(`${DOCS}/`)) route.config = { ...route.config, allowed: 'public' };
  });
}

/** The part of the path behind `/api/` names the feature: `/api/holidays/import` is of `holidays`. */
const tagOf = (url: string) => url.split('/')[2]?.replace(/\..*$/, '') ?? 'web';

const VERBS: Record<string, string> = { GET: 'Read', POST: 'Send', PUT: 'Replace', PATCH: 'Change', DELETE: 'Remove' };
const summaryOf = (method: string, url: string) => {
  const parts = url
    .split('/')
    .slice(2)
    .map((part) => part.replace(/^:(.*)$/, '{$1}').replaceAll(/[-.]/g, ' '));
  return `${VERBS[method] ?? method}: ${parts.join(', ')}`;
};

/** To be called before the routes are added. */
export function describeApi(app: FastifyInstance): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'wian (เวียน)',
        version,
        description:
          'Thai government circulars, read and followed down the relay. A person signs in with `POST /api/session`, whose cookie is the session, and sends its `csrf` with every change in the header `x-wian-csrf`. A machine sends `Authorization: Bearer wian_…`, a key that an administrator made. Everything is answered for one organisation; what it may not see answers `record.not_found`.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'wian_session' },
          key: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { key: [] }],
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input);
      const { method } = input.route;
      const allowed = input.route.config?.allowed;
      const who =
        allowed === undefined || typeof allowed === 'string'
          ? `Who may call it: ${allowed === 'public' ? 'anybody' : 'everybody who is signed in'}.`
          : `Who may call it: ${allowed.roles.join(', ') || 'the operator'}${allowed.scope ? `; keys with ${allowed.scope}` : ''}.`;
      const described = {
        ...schema,
        tags: schema?.tags ?? [tagOf(url)],
        summary: schema?.summary ?? summaryOf(String(method), url),
        description: [schema?.description, who].filter(Boolean).join(' '),
        // The pages are no part of the API.
        hide: !url.startsWith('/api/') || url.startsWith(DOCS),
        ...(allowed === 'public' && { security: [] }),
      };
      return { schema: described, url };
    },
  });
  app.register(swaggerUi, {
    routePrefix: DOCS,
    staticCSP: true,
    uiConfig: { docExpansion: 'none', deepLinking: true, persistAuthorization: false },
    logLevel: 'silent',
  });
}
