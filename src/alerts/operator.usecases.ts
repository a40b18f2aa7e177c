import type { z } from 'zod';
import type { LedgerRow, ledgerQuery, loginPreviewQuery } from '../../schemas/alert-operator.js';
import type { PreviewAnswer } from '../../schemas/alerts.js';
import { findLogin } from '../people/accounts.repo.js';
import { WianError } from '../shared/errors.js';
import { selectLedger } from './messages.repo.js';
import { previewDigest } from './preview.usecases.js';
import type { PlanDeps } from './reckoning.js';

/** The latest messages of all organisations, or of one: what became of them, never what they said. */
export async function showLedger(
  { db }: Pick<PlanDeps, 'db'>,
  query: z.output<typeof ledgerQuery>,
): Promise<LedgerRow[]> {
  return (await selectLedger(db, query)).map((row) => ({
    ...row,
    plannedAt: row.plannedAt.toISOString(),
    notBefore: row.notBefore.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  }));
}

/** What the person of a login would be told at an organisation, as `previewDigest` says it. Rejects with `record.not_found`. */
export async function previewLogin(
  deps: PlanDeps,
  { login, organisation, day }: z.output<typeof loginPreviewQuery>,
): Promise<PreviewAnswer> {
  const person = await findLogin(deps.db, login);
  if (!person) throw new WianError('record.not_found', login);
  const { id, name } = person;
  const actor = { kind: 'person', id, name, organisation, roles: [], secret: false } as const;
  return previewDigest(deps, { actor, ...(day !== undefined && { day }) });
}
