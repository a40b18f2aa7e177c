import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as alerts from '../../../src/alerts/alerts.table.js';
import * as audit from '../../../src/audit/audit.table.js';
import * as circulars from '../../../src/circulars/circulars.table.js';
import * as recipients from '../../../src/circulars/recipients.table.js';
import * as holidays from '../../../src/holidays/holidays.table.js';
import * as people from '../../../src/people/people.table.js';
import * as relay from '../../../src/relay/relay.table.js';
import { packageRoot } from '../../../src/shared/package-root.js';

// The kit's ES module asks for `require`, which there is none of.
const { generateDrizzleJson, generateMigration } = createRequire(import.meta.url)(
  'drizzle-kit/api',
) as typeof import('drizzle-kit/api');

const folder = join(packageRoot, 'src/adapters/db/migrations');
const journal: { entries: { idx: number; when: number; tag: string }[] } = JSON.parse(
  readFileSync(join(folder, 'meta/_journal.json'), 'utf8'),
);

describe('the migrations', () => {
  it('make the tables as they stand in the code', async () => {
    const tables = { ...circulars, ...recipients, ...relay, ...alerts, ...people, ...audit, ...holidays };
    const last = String(journal.entries.at(-1)!.idx).padStart(4, '0');
    const made = JSON.parse(readFileSync(join(folder, `meta/${last}_snapshot.json`), 'utf8'));
    const wanted = generateDrizzleJson(tables, made.id, ['wian']);
    expect(Object.keys(wanted.tables)).toHaveLength(15);
    expect(await generateMigration(made, wanted)).toEqual([]);
  });

  it('stand in the order in which they were made, one file each', () => {
    const times = journal.entries.map(({ when }) => when);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
    expect(files.sort()).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
  });
});
