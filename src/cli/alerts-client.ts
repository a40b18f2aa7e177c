import { z } from 'zod';
import * as schema from '../../schemas/alert-operator.js';
import { type PreviewAnswer, previewAnswer, type resolveMessageRequest } from '../../schemas/alerts.js';
import { doneAnswer } from '../../schemas/check.js';
import { resolveMessage } from '../alerts/messages.usecases.js';
import { previewLogin, showLedger } from '../alerts/operator.usecases.js';
import { planAlerts } from '../alerts/planner.usecases.js';
import type { App } from '../main.js';
import { machine } from '../people/actor.js';

type Resolving = z.infer<typeof resolveMessageRequest> & { id: number };

/** What `wian alerts` asks of a store. */
export interface AlertsClient {
  plan(): Promise<schema.PlannedAnswer>;
  messages(query: z.input<typeof schema.ledgerQuery>): Promise<schema.LedgerRow[]>;
  resolve(message: Resolving): Promise<void>;
  preview(query: z.infer<typeof schema.loginPreviewQuery>): Promise<PreviewAnswer>;
}

/** The use cases of this process. */
export function localAlerts(deps: App['deps']): AlertsClient {
  return {
    plan: () => planAlerts(deps),
    messages: (query) => showLedger(deps, schema.ledgerQuery.parse(query)),
    resolve: (message) => resolveMessage(deps, { ...message, actor: machine('cli') }),
    preview: (query) => previewLogin(deps, query),
  };
}

/** The same of a running server. */
export function remoteAlerts(
  call: <T extends z.ZodType>(answer: T, path: string, init?: RequestInit) => Promise<z.infer<T>>,
  post: <T extends z.ZodType>(answer: T, path: string, body: unknown) => Promise<z.infer<T>>,
  search: (query: Record<string, unknown>) => URLSearchParams,
): AlertsClient {
  return {
    plan: () => call(schema.plannedAnswer, 'operator/alerts/plan', { method: 'POST' }),
    messages: (query) => call(z.array(schema.ledgerRow), `operator/alerts/messages?${search(query)}`),
    resolve: async ({ id, as }) => void (await post(doneAnswer, `operator/alerts/messages/${id}/resolve`, { as })),
    preview: (query) => call(previewAnswer, `operator/alerts/preview?${search(query)}`),
  };
}
