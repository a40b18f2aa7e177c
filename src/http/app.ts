import { randomUUID } from 'node:crypto';
import { parse } from 'node:path';
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import * as api from '../../schemas/api.js';
import { listDeadlines } from '../alerts/alerts.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { retryFile } from '../circulars/circulars.usecases.js';
import { fileProgress, listCirculars, unfinishedFiles } from '../circulars/lists.usecases.js';
import { searchableCircular } from '../circulars/searchable.usecases.js';
import type { LineChannel, Logger, Queue } from '../ports.js';
import { tellRecord } from '../relay/records.usecases.js';
import { listFamilies } from '../relay/relay.usecases.js';
import { WianError } from '../shared/errors.js';
import { version } from '../shared/package-root.js';
import { type Access, type Allowed, guard, type Identify, identifyMachine } from './access.js';
import { type AccountOptions, accountRoutes } from './accounts.routes.js';
import { adminRoutes } from './admin.routes.js';
import { alertRoutes } from './alerts.routes.js';
import { calendarRoutes } from './calendar.routes.js';
import { chaseRoutes } from './chase.routes.js';
import { checkRoutes } from './check.routes.js';
import { dashboardRoutes } from './dashboard.routes.js';
import { exchangeRoutes } from './exchange.routes.js';
import { fileRoutes } from './files.routes.js';
import { holidayRoutes } from './holiday-routes.js';
import { identifyKey, identifySession } from './identify.js';
import { inboundRoutes } from './inbound.routes.js';
import { lineRoutes } from './line.routes.js';
import { noticeRoutes } from './notices.routes.js';
import { describeApi, openDocs } from './openapi.js';
import { operatorRoutes } from './operator.routes.js';
import { organisationRoutes } from './organisations.routes.js';
import { registerRoutes } from './register.routes.js';
import { searchRoutes } from './search.routes.js';
import { limitRates, RATES, type Rates, secureHeaders } from './security.js';
import { fileHeaders } from './streams.js';
import { todayRoutes } from './today.routes.js';
import { webRoutes } from './web.js';
import { webhookRoutes } from './webhooks.routes.js';

export interface HttpOptions {
  deps: Pick<Deps, 'db' | 'files' | 'queue' | 'clock' | 'limits' | 'reader' | 'office' | 'pictures' | 'exchange'>;
  records: 'pglite' | 'postgresql';
  log: Logger;
  access: Access;
  /** Other ways in which people are known, beside sessions, keys and the machine's operator. */
  identify?: readonly Identify[];
  /** The address that people open (WIAN_PUBLIC_URL), where it is not the one listened on. */
  publicUrl?: string;
  /** Proxies whose word is taken for whom a request comes from (WIAN_TRUST_PROXY). */
  trustProxy?: string;
  rates?: Rates;
  /** The LINE account of this wian, where it has one. */
  line?: LineChannel;
  /** Hosts within the network that alerts may be sent to (WIAN_WEBHOOK_PRIVATE). */
  webhookHosts?: readonly string[];
  /** The queue's events; without them the progress of files is looked up every few seconds. */
  watch?: Queue['watch'];
}

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };
const WRITE: Allowed = { roles: ['clerk'], scope: 'letters:write' };

/** The application over HTTP, not yet listening; tests use `inject`. Each route parses, calls one use case and answers. */
export function buildApp(options: HttpOptions): FastifyInstance {
  const { deps, records, log, access, identify = [], watch, line, webhookHosts } = options;
  const app = fastify({
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    ...(options.trustProxy && { trustProxy: options.trustProxy }),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // An upload is a stream from the socket to the disk; its size is bounded by the use case, not held in memory.
  app.addContentTypeParser(['application/octet-stream', 'application/xml', 'text/xml'], (_request, payload, done) =>
    done(null, payload),
  );
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const { publicUrl, rates = RATES } = options;
  const secure = publicUrl?.startsWith('https:') ?? false;
  openDocs(app);
  guard(app, access, [
    identifyMachine(access),
    identifyKey(deps),
    identifySession(deps, { secure, ...(publicUrl && { publicUrl }) }),
    ...identify,
  ]);
  app.register(cookie);
  secureHeaders(app);
  limitRates(app, rates);
  describeApi(app);

  app.setErrorHandler((error: Error & { validation?: unknown; statusCode?: number }, request, reply) => {
    const known = asKnown(error);
    if (!known) log.error('http', { request: request.id, url: request.routeOptions.url, reason: error.stack });
    const { code, message } = known?.toRecord() ?? { code: 'internal', message: 'เกิดข้อผิดพลาดภายใน / Internal error.' };
    // Not Basic: a browser would open its own window for that, over the page that signs in.
    if (known?.code === 'request.unauthorised') reply.header('www-authenticate', 'Bearer realm="wian"');
    const problems = known && known.problems.length > 0 ? { problems: known.problems } : {};
    return reply.status(known?.status ?? 500).send({ code, message, request: request.id, ...problems });
  });

  // Once the plug-ins are there that look at each route as it is added.
  app.register(async (scope) =>
    addRoutes(scope, {
      deps,
      records,
      ...(watch && { watch }),
      ...(line && { line }),
      ...(webhookHosts && { webhookHosts }),
      secure,
      rates,
      ...(publicUrl && { publicUrl }),
    }),
  );
  return app;
}

function addRoutes(
  app: FastifyInstance,
  {
    deps,
    records,
    watch,
    line,
    webhookHosts = [],
    ...accounts
  }: Pick<HttpOptions, 'deps' | 'records' | 'watch' | 'line' | 'webhookHosts'> & AccountOptions,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/health',
    { config: { allowed: 'public' }, schema: { response: { 200: api.healthAnswer } } },
    async () => ({
      version,
      records,
      unfinished: await unfinishedFiles(deps),
    }),
  );

  fileRoutes(app, deps, watch);

  routes.get(
    '/api/circulars',
    {
      config: { allowed: READ },
      schema: { querystring: api.listQuery, response: { 200: api.circularSummary.array() } },
    },
    async (request) => listCirculars(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/circulars/:receipt/record',
    { config: { allowed: READ }, schema: { params: api.receiptParams, response: { 200: api.recordAnswer } } },
    async (request) => tellRecord(deps, { ...request.params, actor: request.actor }),
  );

  routes.get(
    '/api/circulars/:receipt/searchable.pdf',
    { config: { allowed: READ }, schema: { params: api.receiptParams } },
    async (request, reply) => {
      const { file, pdf } = await searchableCircular(deps, { ...request.params, actor: request.actor });
      return reply
        .headers(fileHeaders(`${parse(file).name}.searchable.pdf`, 'inline'))
        .type('application/pdf')
        .send(pdf);
    },
  );

  routes.post(
    '/api/progress',
    { config: { allowed: READ }, schema: { body: api.progressRequest, response: { 200: api.fileProgress.array() } } },
    async (request) => fileProgress(deps, { ...request.body, actor: request.actor }),
  );

  routes.post(
    '/api/retry',
    { config: { allowed: WRITE }, schema: { body: api.retryRequest, response: { 200: api.retryAnswer } } },
    async (request) => ({ receipts: await retryFile(deps, { ...request.body, actor: request.actor }) }),
  );

  routes.get(
    '/api/deadlines',
    {
      config: { allowed: READ },
      schema: { querystring: api.deadlinesQuery, response: { 200: api.deadlineItem.array() } },
    },
    async (request) => listDeadlines(deps, { ...request.query, actor: request.actor }),
  );

  holidayRoutes(app, deps);
  searchRoutes(app, deps);
  todayRoutes(app, deps);

  routes.get(
    '/api/families',
    { config: { allowed: READ }, schema: { querystring: api.familiesQuery, response: { 200: api.familiesAnswer } } },
    async (request) => listFamilies(deps, { ...request.query, actor: request.actor }),
  );

  organisationRoutes(app, deps);
  checkRoutes(app, deps);
  chaseRoutes(app, deps);
  dashboardRoutes(app, deps);
  registerRoutes(app, deps);
  noticeRoutes(app, deps);
  calendarRoutes(app, deps, accounts.publicUrl);
  lineRoutes(app, { ...deps, line: line ?? null });
  alertRoutes(app, deps);
  exchangeRoutes(app, deps);
  webhookRoutes(app, { ...deps, named: webhookHosts });
  inboundRoutes(app, deps);
  accountRoutes(app, deps, accounts);
  adminRoutes(app, deps);
  operatorRoutes(app, deps);
  webRoutes(app);
}

/** The catalogue's error for what went wrong; null for a fault of ours, which is answered bare. */
function asKnown(error: Error & { validation?: unknown; statusCode?: number }): WianError | null {
  if (error instanceof WianError) return error;
  const asked = error.statusCode !== undefined && error.statusCode < 500;
  return error.validation || asked ? new WianError('request.invalid', error.message) : null;
}
