import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as schema from '../../schemas/sending.js';
import {
  changeDraft,
  createDraft,
  draftFile,
  listSending,
  type SendingDeps,
  showDraft,
} from '../register/drafts.usecases.js';
import { cancelSent, exportSent, listSent, sendDraft } from '../register/sent.usecases.js';
import type { Allowed } from './access.js';
import { fileHeaders } from './streams.js';

const READ: Allowed = { roles: ['clerk', 'receiver', 'viewer'], scope: 'letters:read' };
const WRITE: Allowed = { roles: ['clerk'], scope: 'register:write' };

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

const fileAnswer = (reply: FastifyReply, format: keyof typeof TYPES, name: string, bytes: Uint8Array | string) =>
  reply
    .headers(fileHeaders(`${name}.${format}`, 'attachment'))
    .type(TYPES[format])
    .send(typeof bytes === 'string' ? bytes : Buffer.from(bytes));

/** Sending on: what waits for it, drafts of cover letters, and ทะเบียนหนังสือส่ง. */
export function sendingRoutes(app: FastifyInstance, deps: SendingDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/sending',
    { config: { allowed: READ }, schema: { response: { 200: schema.sendingAnswer } } },
    async (request) => listSending(deps, { actor: request.actor }),
  );

  routes.post(
    '/api/drafts',
    { config: { allowed: WRITE }, schema: { body: schema.newDraft, response: { 200: schema.newDraftAnswer } } },
    async (request) => createDraft(deps, { ...request.body, actor: request.actor }),
  );

  routes.get(
    '/api/drafts/:id',
    { config: { allowed: READ }, schema: { params: schema.draftParams, response: { 200: schema.draft } } },
    async (request) => showDraft(deps, { ...request.params, actor: request.actor }),
  );

  routes.put(
    '/api/drafts/:id',
    {
      config: { allowed: WRITE },
      schema: { params: schema.draftParams, body: schema.changedDraft, response: { 200: schema.draft } },
    },
    async (request) => changeDraft(deps, { ...request.body, ...request.params, actor: request.actor }),
  );

  routes.post(
    '/api/drafts/:id/sent',
    {
      config: { allowed: WRITE },
      schema: { params: schema.draftParams, body: schema.sentDraft, response: { 200: schema.sentAnswer } },
    },
    async (request) => sendDraft(deps, { ...request.body, ...request.params, actor: request.actor }),
  );

  for (const format of ['pdf', 'docx'] as const) {
    routes.get(
      `/api/drafts/:id/letter.${format}`,
      { config: { allowed: READ }, schema: { params: schema.draftParams } },
      async (request, reply) => {
        const { name, bytes } = await draftFile(deps, { ...request.params, format, actor: request.actor });
        return fileAnswer(reply, format, name, bytes);
      },
    );
  }

  routes.get(
    '/api/sent',
    { config: { allowed: READ }, schema: { querystring: schema.sentQuery, response: { 200: schema.sentList } } },
    async (request) => listSent(deps, { ...request.query, actor: request.actor }),
  );

  routes.get(
    '/api/sent/export',
    { config: { allowed: READ }, schema: { querystring: schema.sentExport } },
    async (request, reply) => {
      const { format, year } = request.query;
      const bytes = await exportSent(deps, { ...request.query, actor: request.actor });
      return fileAnswer(reply, format, `ทะเบียนหนังสือส่ง-${year ?? 'ทั้งหมด'}`, bytes);
    },
  );

  routes.post(
    '/api/sent/:id/cancel',
    {
      config: { allowed: WRITE },
      schema: { params: schema.draftParams, body: schema.sentCancel, response: { 200: schema.sentEntry } },
    },
    async (request) => cancelSent(deps, { ...request.body, ...request.params, actor: request.actor }),
  );
}
