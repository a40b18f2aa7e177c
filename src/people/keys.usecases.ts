import { desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { ApiKey, keyRequest } from '../../schemas/accounts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { WianError } from '../shared/errors.js';
import { apiKeys } from './accounts.table.js';
import { type Actor, auditName } from './actor.js';
import { storedGazetteer } from './gazetteers.js';
import { administers, requireAdministered } from './reach.js';
import { KEY_PREFIX, newToken, tokenHash } from './tokens.js';

type KeyDeps = Pick<Deps, 'db' | 'clock'>;
type KeyRow = typeof apiKeys.$inferSelect;

const DAY_MS = 86_400_000;
const SEEN_MS = 60_000;

const answerOf = (row: KeyRow, gazetteer: Gazetteer): ApiKey => ({
  id: row.id,
  name: row.name,
  organisation: { code: row.organisation, name: gazetteer.get(row.organisation)?.name ?? row.organisation },
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  seenAt: row.seenAt?.toISOString() ?? null,
});

/** The keys of the organisations that the actor administers, the newest first. */
export async function listKeys(deps: KeyDeps, input: { actor: Actor }): Promise<ApiKey[]> {
  const gazetteer = await storedGazetteer(deps.db);
  const rows = await deps.db.select().from(apiKeys).orderBy(desc(apiKeys.id));
  return rows
    .filter(({ organisation }) => administers(gazetteer, input.actor, organisation))
    .map((row) => answerOf(row, gazetteer));
}

/** Makes a key for a machine of an organisation; the token is told this once. Rejects with `record.not_found`. */
export async function createKey(
  deps: KeyDeps,
  input: z.infer<typeof keyRequest> & { actor: Actor },
): Promise<{ key: ApiKey; token: string }> {
  const { actor, name, organisation, scopes, days } = input;
  const gazetteer = await storedGazetteer(deps.db);
  requireAdministered(gazetteer, actor, organisation);
  const now = deps.clock.now();
  const token = `${KEY_PREFIX}${newToken()}`;
  const key = await deps.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(apiKeys)
      .values({
        tokenHash: tokenHash(token),
        name,
        organisation,
        scopes: [...new Set(scopes)],
        createdBy: auditName(actor),
        createdAt: now,
        expiresAt: days === null ? null : new Date(now.getTime() + days * DAY_MS),
      })
      .returning();
    const detail = { key: row!.id, organisation, before: null, after: { name, scopes, days } };
    await appendAudit(tx, { at: now, actor: auditName(actor), action: 'key.created', detail });
    return row!;
  });
  return { key: answerOf(key, gazetteer), token };
}

/** Ends a key at once; one that has ended stays so. Rejects with `record.not_found`. */
export async function revokeKey(deps: KeyDeps, input: { id: number; actor: Actor }): Promise<ApiKey> {
  const { id, actor } = input;
  const gazetteer = await storedGazetteer(deps.db);
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const [row] = await tx.select().from(apiKeys).where(eq(apiKeys.id, id)).for('update');
    if (!row || !administers(gazetteer, actor, row.organisation)) throw new WianError('record.not_found');
    if (row.revokedAt !== null) return answerOf(row, gazetteer);
    await tx.update(apiKeys).set({ revokedAt: now }).where(eq(apiKeys.id, id));
    const detail = { key: id, organisation: row.organisation, before: { name: row.name }, after: null };
    await appendAudit(tx, { at: now, actor: auditName(actor), action: 'key.revoked', detail });
    return answerOf({ ...row, revokedAt: now }, gazetteer);
  });
}

/** Whose key it is; null where it is none, or has ended. */
export async function actorOfKey(deps: KeyDeps, token: string): Promise<Actor | null> {
  const now = deps.clock.now();
  const [row] = await deps.db
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.tokenHash, tokenHash(token)));
  if (!row || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now)) return null;
  if (row.seenAt === null || now.getTime() - row.seenAt.getTime() > SEEN_MS) {
    await deps.db.update(apiKeys).set({ seenAt: now }).where(eq(apiKeys.id, row.id));
  }
  return { kind: 'key', id: row.id, name: row.name, organisation: row.organisation, scopes: row.scopes };
}
