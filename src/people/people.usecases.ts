import type { Organisation } from '../../schemas/organisations.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { markStale } from '../circulars/recipients.repo.js';
import { settleRecipients } from '../circulars/recipients.usecases.js';
import { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { KINDS } from '../domain/tables/kinds.js';
import { WianError } from '../shared/errors.js';
import { storedGazetteer } from './gazetteers.js';
import { organisationsCsv, parseOrganisations } from './organisations.csv.js';
import { lockOrganisations, organisationsRevision, selectOrganisations, upsertOrganisations } from './people.repo.js';

/** What an import did, or with `dryRun` would do. */
export interface Imported {
  added: Organisation[];
  changed: Organisation[];
  unchanged: number;
  dryRun: boolean;
  /** How many letters had their addressees resolved again. */
  letters: number;
}

/**
 * Takes in a list of organisations (organisations/README.md), all or nothing: with a fault in it nothing is changed. Then the addressees
 * of letters that it may concern are resolved again; a crash meanwhile leaves them marked, and the next start goes on with them.
 * Rejects with `organisations.invalid`.
 */
export async function importOrganisations(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { content: Uint8Array; dryRun?: boolean; actor?: string },
): Promise<Imported> {
  const { content, dryRun = false, actor = 'wian' } = input;
  const done = await deps.db.transaction(async (tx): Promise<Imported> => {
    await lockOrganisations(tx, dryRun ? 'shared' : 'exclusive');
    const gazetteer = await storedGazetteer(deps.db, tx);
    const rows = parseOrganisations(content, gazetteer.all()).map((row) => withOldName(row, gazetteer.get(row.code)));
    const added = rows.filter((row) => gazetteer.get(row.code) === null);
    const changed = rows.filter((row) => isChanged(row, gazetteer.get(row.code)));
    const result = { added, changed, unchanged: rows.length - added.length - changed.length, dryRun, letters: 0 };
    if (dryRun || added.length + changed.length === 0) return result;
    const revision = (await organisationsRevision(tx)) + 1;
    await upsertOrganisations(tx, [...added, ...changed], revision);
    const now = new Gazetteer([...gazetteer.all(), ...added, ...changed]);
    await markStale(tx, concerned(now, gazetteer, [...added, ...changed]));
    await appendAudit(tx, {
      at: deps.clock.now(),
      actor,
      action: 'organisations.imported',
      detail: { added: added.length, changed: changed.length, revision },
    });
    return result;
  });
  return dryRun ? done : { ...done, letters: await settleRecipients(deps) };
}

/** The name it had until now stays one of its names: letters that are older bear it. */
function withOldName(row: Organisation, before: Organisation | null): Organisation {
  if (before === null) return row;
  const names = [...row.aliases, ...before.aliases, before.name];
  return { ...row, aliases: [...new Set(names)].filter((name) => name !== row.name) };
}

function isChanged(row: Organisation, before: Organisation | null): boolean {
  if (before === null) return false;
  const compared = (each: Organisation) =>
    JSON.stringify([
      each.name,
      each.kind,
      each.parent,
      [...each.aliases].sort(),
      each.validFrom,
      each.validTo,
      each.replaces,
      each.source,
    ]);
  return compared(row) !== compared(before);
}

/** The organisations whose letters a change may concern: itself, and those of its class where it lies, since a class may have grown. */
function concerned(now: Gazetteer, before: Gazetteer, rows: readonly Organisation[]): string[] {
  const codes = new Set<string>();
  const seen = new Set<string>();
  for (const { code } of rows) {
    codes.add(code);
    for (const [gazetteer, row] of [
      [now, now.get(code)],
      [before, before.get(code)],
    ] as const) {
      if (!row) continue;
      const area = gazetteer.provinceOf(row)?.code ?? null;
      if (seen.has(`${area} ${row.level}`)) continue;
      seen.add(`${area} ${row.level}`);
      const level = KINDS[row.kind].level;
      const kinds = (Object.keys(KINDS) as Organisation['kind'][]).filter((kind) => KINDS[kind].level === level);
      for (const each of gazetteer.of(kinds, { area, on: null })) codes.add(each.code);
    }
  }
  return [...codes];
}

/** Organisations by province (its name, with or without จังหวัด) and kind; all without either. Rejects with `record.not_found`. */
export async function listOrganisations(
  deps: Pick<Deps, 'db'>,
  input: { province?: string; kind?: Organisation['kind'] } = {},
): Promise<Organisation[]> {
  const gazetteer = await storedGazetteer(deps.db);
  let area: string | null = null;
  if (input.province !== undefined) {
    const [province] = gazetteer.exactly(input.province, ['province', 'special'], { area: null, on: null });
    if (!province) throw new WianError('record.not_found', input.province);
    area = province.code;
  }
  const kinds = input.kind ? [input.kind] : (Object.keys(KINDS) as Organisation['kind'][]);
  return gazetteer.of(kinds, { area, on: null });
}

/** What was imported, as a list that can be imported again. */
export async function exportOrganisations(deps: Pick<Deps, 'db'>): Promise<string> {
  return organisationsCsv(await selectOrganisations(deps.db), await storedGazetteer(deps.db));
}
