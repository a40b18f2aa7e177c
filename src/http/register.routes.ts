import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { letterParams } from '../../schemas/check.js';
import * as schema from '../../schemas/register.js';
import type { Deps } from '../circulars/circulars.deps.js';
import type { RegisterExtract } from '../printing/register-form.js';
import { registerPdf } from '../printing/register-pdf.js';
import { registerCsv, registerXlsx } from '../printing/register-sheet.js';
import { listRegister, listWaiting, nextNumber, showEntry } from '../register/lists.usecases.js';
import { addNote } from '../register/notes.usecases.js';
import { papersOf } from '../register/papers.usecases.js';
import { extractOf, stampedEntry } from '../register/print.usecases.js';
import {
  cancelEntry,
  changeEntry,
  registerLetters,
  registerPaper,
  setNextNumber,
} from '../register/register.usecases.js';
import type { Allowed } from './access.js';
import { sendingRoutes } from './sending.routes.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };
const WRITE: Allowed = { roles: ['clerk'], scope: 'register:write' };
/** The chief writes orders, too, or has them entered. */
const NOTE: Allowed = { roles: ['clerk', 'receiver'], scope: 'register:write' };

/** The ways in which a register leaves the system. */
const FORMATS: Record<
  'csv' | 'xlsx' | 'pdf',
  { type: string; made: (extract: RegisterExtract) => Promise<Uint8Array> | string }
> = {
  csv: { type: 'text/csv; charset=utf-8', made: registerCsv },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', made: registerXlsx },
  pdf: { type: 'application/pdf', made: registerPdf },
};

/** ทะเบียนหนังสือรับ: the actor's organisation's lines, what waits for one, and the office's notes; and sending on. */
export function registerRoutes(
  app: FastifyInstance,
  deps: Pick<Deps, 'db' | 'clock' | 'office' | 'files' | 'reader'>,
): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/register',
    { config: { allowed: READ }, schema: { querystring: schema.listQuery, response: { 200: schema.listAnswer } } },
    async (request) => listRegister(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/letters/:receipt/:ordinal/papers',
    { config: { allowed: READ }, schema: { params: letterParams, response: { 200: schema.letterPapers } } },
    async (request) => papersOf(deps, { ...request.params, actor: request.actor }),
  );

  routes.get(
    '/api/register/waiting',
    {
      config: { allowed: READ },
      schema: { querystring: schema.waitingQuery, response: { 200: schema.waitingAnswer } },
    },
    async ({ query: { own, ...page }, actor }) => listWaiting(deps, { ...page, own: own === 'true', actor }),
  );

  routes.post(
    '/api/register',
    {
      config: { allowed: WRITE },
      schema: { body: schema.registerRequest, response: { 200: schema.registerAnswer } },
    },
    async (request) => registerLetters(deps, { ...request.body, actor: request.actor }),
  );

  routes.post(
    '/api/register/paper',
    { config: { allowed: WRITE }, schema: { body: schema.paperRequest, response: { 200: schema.registerEntry } } },
    async (request) => registerPaper(deps, { ...request.body, actor: request.actor }),
  );

  routes.get(
    '/api/register/counter',
    {
      config: { allowed: READ },
      schema: { querystring: schema.counterQuery, response: { 200: schema.counterAnswer } },
    },
    async (request) => nextNumber(deps, { ...request.query, actor: request.actor }),
  );

  routes.put(
    '/api/register/counter',
    { config: { allowed: WRITE }, schema: { body: schema.counterRequest, response: { 200: schema.counterAnswer } } },
    async (request) => setNextNumber(deps, { ...request.body, actor: request.actor }),
  );

  routes.get(
    '/api/register/export',
    { config: { allowed: READ }, schema: { querystring: schema.exportQuery } },
    async (request, reply) => {
      const { format, ...query } = request.query;
      const extract = await extractOf(deps, { ...query, actor: request.actor });
      const { type, made } = FORMATS[format];
      return reply
        .header('content-disposition', `attachment; filename="register-${extract.book}-${extract.year}.${format}"`)
        .header('x-content-type-options', 'nosniff')
        .type(type)
        .send(await made(extract));
    },
  );

  routes.get(
    '/api/register/:id/stamped.pdf',
    { config: { allowed: READ }, schema: { params: schema.entryParams } },
    async (request, reply) => {
      const { number, year, pdf } = await stampedEntry(deps, { ...request.params, actor: request.actor });
      return reply
        .header('content-disposition', `inline; filename="received-${number}-${year}.pdf"`)
        .header('x-content-type-options', 'nosniff')
        .type('application/pdf')
        .send(pdf);
    },
  );

  routes.get(
    '/api/register/:id',
    { config: { allowed: READ }, schema: { params: schema.entryParams, response: { 200: schema.entryDetail } } },
    async (request) => showEntry(deps, { ...request.params, actor: request.actor }),
  );

  routes.patch(
    '/api/register/:id',
    {
      config: { allowed: WRITE },
      schema: { params: schema.entryParams, body: schema.changeRequest, response: { 200: schema.registerEntry } },
    },
    async (request) => changeEntry(deps, { ...request.body, ...request.params, actor: request.actor }),
  );

  routes.post(
    '/api/register/:id/cancel',
    {
      config: { allowed: WRITE },
      schema: { params: schema.entryParams, body: schema.cancelRequest, response: { 200: schema.registerEntry } },
    },
    async (request) => cancelEntry(deps, { ...request.body, ...request.params, actor: request.actor }),
  );

  routes.post(
    '/api/register/:id/notes',
    {
      config: { allowed: NOTE },
      schema: { params: schema.entryParams, body: schema.noteRequest, response: { 200: schema.entryDetail } },
    },
    async (request) => addNote(deps, { ...request.body, ...request.params, actor: request.actor }),
  );

  sendingRoutes(app, deps);
}
