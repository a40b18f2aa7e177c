import type { z } from 'zod';
import type { AlertLine, alertsAnswer, alertsQuery, alertsReadRequest } from '../../schemas/alerts.js';
import { appendAudit } from '../audit/audit.repo.js';
import { type Actor, auditName } from '../people/actor.js';
import { personOf, type SettingsDeps } from './settings.usecases.js';
import { countAlerts, readAlerts, selectAlerts } from './told.repo.js';

/** Of a letter number and date alone: a person may have said that it is of a secrecy class after it was told. */
const veil = ({ papers: _papers, ...line }: AlertLine): AlertLine => ({
  ...line,
  issuer: null,
  subject: null,
  action: null,
  veiled: true,
  context: line.context.map(({ dueOn }) => ({ dueOn, text: '' })),
});

/** What the caller was told in the application, at the organisation that they act for: unread first, the latest first. */
export async function listAlerts(
  deps: SettingsDeps,
  input: z.infer<typeof alertsQuery> & { actor: Actor },
): Promise<z.infer<typeof alertsAnswer>> {
  const actor = personOf(input.actor);
  const rows = await selectAlerts(deps.db, actor, input);
  const { all, unread } = await countAlerts(deps.db, actor);
  const items = rows.map(({ id, at, readAt, line, receipt, ordinal, secrecy }) => {
    // A new reading may have given the letter another place in its file.
    const path = line.path.startsWith('/letters/') && ordinal !== null ? `/letters/${receipt}/${ordinal}` : line.path;
    const shown = secrecy === null ? line : veil(line);
    return { id, at: at.toISOString(), read: readAt !== null, line: { ...shown, path } };
  });
  return { items, unread, total: input.unread ? unread : all };
}

/** Marks as read what the caller was told; what is not theirs stays as it is. Resolves to how much is unread now. */
export async function markAlertsRead(
  deps: SettingsDeps,
  input: { actor: Actor; which: z.infer<typeof alertsReadRequest> },
): Promise<{ unread: number }> {
  const actor = personOf(input.actor);
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const read = await readAlerts(tx, actor, input.which, at);
    if (read === 0) return;
    const detail = { organisation: actor.organisation, ...input.which, read };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'alerts.read', detail });
  });
  return { unread: (await countAlerts(deps.db, actor)).unread };
}
