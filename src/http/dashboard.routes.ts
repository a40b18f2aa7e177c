import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as figures from '../../schemas/dashboard.js';
import * as matters from '../../schemas/matters.js';
import type { DashboardDeps } from '../dashboard/around.js';
import { figureCsv, figureRows } from '../dashboard/figures.csv.js';
import { tellFigure, tellFigures } from '../dashboard/figures.usecases.js';
import { chainCsv, mattersCsv, recipientsCsv } from '../dashboard/matters.csv.js';
import { chase, listMatters, listRecipients, showChain } from '../dashboard/matters.usecases.js';
import type { Allowed } from './access.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'reports:read' };

/** Answers a table as a file that a spreadsheet opens. */
export const sendCsv = (reply: FastifyReply, name: string, csv: string) =>
  reply.header('content-disposition', `attachment; filename="${name}.csv"`).type('text/csv; charset=utf-8').send(csv);

/** The relay of matters and the figures over it; each as JSON, and as CSV with `format=csv`. */
export function dashboardRoutes(app: FastifyInstance, deps: DashboardDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/relay',
    {
      config: { allowed: READ },
      schema: { querystring: matters.mattersQuery, response: { 200: matters.mattersAnswer } },
    },
    async ({ query: { format, ...query }, actor }, reply) => {
      const answer = await listMatters(deps, { ...query, actor });
      return format === 'csv' ? sendCsv(reply, 'relay', mattersCsv(answer.matters)) : reply.send(answer);
    },
  );

  routes.get(
    '/api/relay/:key',
    {
      config: { allowed: READ },
      schema: { params: matters.matterParams, querystring: matters.chainQuery, response: { 200: matters.matterChain } },
    },
    async ({ params: { key }, query, actor }, reply) => {
      const chain = await showChain(deps, { actor, key });
      return query.format === 'csv' ? sendCsv(reply, `relay-${key}`, chainCsv(chain)) : reply.send(chain);
    },
  );

  routes.get(
    '/api/relay/:key/recipients',
    {
      config: { allowed: READ },
      schema: {
        params: matters.matterParams,
        querystring: matters.recipientsQuery,
        response: { 200: matters.recipientsAnswer },
      },
    },
    async ({ params: { key }, query, actor }, reply) => {
      const answer = await listRecipients(deps, { actor, key });
      return query.format === 'csv'
        ? sendCsv(reply, `recipients-${key}`, recipientsCsv(answer.recipients))
        : reply.send(answer);
    },
  );

  routes.get(
    '/api/relay/:key/chase',
    {
      config: { allowed: READ },
      schema: { params: matters.matterParams, querystring: matters.chaseQuery, response: { 200: matters.chaseAnswer } },
    },
    async ({ params: { key }, query, actor }) => chase(deps, { actor, key, for: query.for }),
  );

  routes.get(
    '/api/dashboard',
    {
      config: { allowed: READ },
      schema: { querystring: figures.dashboardQuery, response: { 200: figures.dashboard } },
    },
    async ({ query, actor }) => tellFigures(deps, { ...query, actor }),
  );

  routes.get(
    '/api/dashboard/:figure',
    {
      config: { allowed: READ },
      schema: {
        params: figures.figureParams,
        querystring: figures.figureQuery,
        response: { 200: figures.figureAnswer },
      },
    },
    async ({ params: { figure }, query: { format, ...query }, actor }, reply) => {
      const told = await tellFigure(deps, { ...query, figure, actor });
      return format === 'csv' ? sendCsv(reply, figure, figureCsv(figure, told)) : reply.send(figureRows(figure, told));
    },
  );
}
