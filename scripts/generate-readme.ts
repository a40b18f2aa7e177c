import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../schemas/settings.js';
import { errorCatalogue } from '../src/shared/errors.js';
import { packageRoot } from '../src/shared/package-root.js';

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(text: string, name: string, content: string): string {
  const open = `<!-- ${name} -->`;
  const close = `<!-- /${name} -->`;
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) throw new Error(`README.md has no ${open} … ${close}`);
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`;
}

/** Each setting with its default and its line, from `schemas/settings.ts`. */
function settingsTable(): string {
  const defaults = settings.parse({}) as Record<string, unknown>;
  const rows = Object.entries(settings.shape).map(
    ([key, schema]) =>
      `| \`${key}\` | ${defaults[key] === undefined ? '' : `\`${defaults[key]}\``} | ${schema.description} |`,
  );
  return ['| setting | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Each error code with both texts, from `src/shared/errors.ts`. */
function errorTable(): string {
  const rows = Object.entries(errorCatalogue).map(([code, { th, en }]) => `| \`${code}\` | ${th} | ${en} |`);
  return ['| code | ไทย | English |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The README with its generated tables brought up to date; `test/unit/readme.test.ts` checks that they are. */
export function withTables(readme: string): string {
  return fill(fill(readme, 'settings', settingsTable()), 'errors', errorTable());
}

export const readmeFile = join(packageRoot, 'README.md');

if (process.argv[1] === import.meta.filename) writeFileSync(readmeFile, withTables(readFileSync(readmeFile, 'utf8')));
