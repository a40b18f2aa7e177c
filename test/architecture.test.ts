import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/shared/package-root.js';

/** The use cases, one folder a feature. */
const FEATURES = [
  'circulars',
  'relay',
  'alerts',
  'people',
  'audit',
  'holidays',
  'register',
  'notices',
  'search',
  'today',
  'dashboard',
  'printing',
  'exchange',
  'inbound',
  'chase',
].map((feature) => `src/${feature}`);
const FEATURE = { own: [...FEATURES, 'src/domain', 'src/shared', 'src/ports.ts', 'schemas'] };

/** Who may import whom, by folder; the longest prefix decides. `lib` names the packages a folder may use (all, if not given). */
const MAY: Record<string, { own: string[]; lib?: string[] }> = {
  schemas: { own: ['schemas'], lib: ['zod'] },
  'src/shared': { own: ['src/shared'] },
  'src/domain': { own: ['src/domain', 'schemas'], lib: [] },
  'src/reading': { own: ['src/reading', 'src/domain', 'src/shared', 'src/ports.ts', 'schemas'] },
  'src/ports.ts': { own: ['schemas'] },
  'src/config.ts': { own: ['schemas', 'src/shared', 'src/ports.ts'] },
  ...Object.fromEntries(FEATURES.map((feature) => [feature, FEATURE])),
  'src/adapters': { own: ['src/adapters', ...FEATURES, 'src/shared', 'src/ports.ts', 'schemas'] },
  'src/http': { own: ['src/http', ...FEATURES, 'src/domain', 'src/shared', 'src/ports.ts', 'schemas'] },
  // The browser's part: of ours the contracts and pure rules alone.
  'src/web': { own: ['src/web', 'src/domain', 'schemas'] },
  'src/cli': { own: ['src', 'schemas', 'workers'] },
  'src/main.ts': { own: ['src', 'schemas', 'workers'] },
  workers: { own: ['workers', ...FEATURES, 'src/reading', 'src/shared', 'src/ports.ts', 'schemas'] },
};

const files = ['schemas', 'src', 'workers'].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);

/** The modules a file imports: [own files as paths from the root, packages]. */
function imports(file: string): { own: string[]; lib: string[] } {
  const source = readFileSync(join(packageRoot, file), 'utf8');
  const named = [...source.matchAll(/^\s*(?:import|export)\b[^;]*?from '([^']+)'|\bimport\('([^']+)'\)/gms)];
  const specifiers = named.map((match) => (match[1] ?? match[2])!);
  return {
    own: specifiers
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(packageRoot, join(packageRoot, dirname(file), name)).replace(/\.js$/, '.ts')),
    lib: specifiers.filter((name) => !name.startsWith('.') && !name.startsWith('node:')),
  };
}

const rulesFor = (file: string) =>
  Object.entries(MAY)
    .filter(([folder]) => file === folder || file.startsWith(`${folder}/`))
    .sort(([a], [b]) => b.length - a.length)[0]?.[1];

describe('imports go one way', () => {
  it('finds the sources', () => expect(files.length).toBeGreaterThan(20));

  it.each(files)('%s', (file) => {
    const rules = rulesFor(file);
    expect(rules, `no rule for ${file}: add its folder to the table`).toBeDefined();
    const { own, lib } = imports(file);
    const bad = own.filter(
      (target) => !rules!.own.some((folder) => target === folder || target.startsWith(`${folder}/`)),
    );
    expect(bad).toEqual([]);
    if (rules!.lib) expect(lib.filter((name) => !rules!.lib!.includes(name))).toEqual([]);
  });
});

describe('files stay small', () => {
  it.each(files)('%s has at most about 300 lines', (file) => {
    expect(readFileSync(join(packageRoot, file), 'utf8').split('\n').length).toBeLessThanOrEqual(330);
  });
});
