import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { receiveFile } from '../../../src/circulars/circulars.usecases.js';
import { unfinishedFiles } from '../../../src/circulars/lists.usecases.js';
import { loadSettings } from '../../../src/config.js';
import { openApp } from '../../../src/main.js';
import { importOrganisations } from '../../../src/people/people.usecases.js';
import { packageRoot } from '../../../src/shared/package-root.js';
import { CHROMIUM } from './chromium.js';
import { actorOf, addPeople } from './people.js';
import { HELD } from './sample.js';

/** What the sample store is made of: when none of it changed since, the store made last time is taken again. */
const MADE_OF = [
  'src/reading',
  'src/domain',
  'src/adapters',
  'src/circulars',
  'src/relay',
  'src/alerts',
  'src/people',
  'src/notices',
  'schemas',
  'workers',
  'test/browser/support',
];
const FOLDER = join(packageRoot, 'node_modules/.cache/wian-walks');

declare module 'vitest' {
  export interface ProvidedContext {
    /** A closed store with the sample data, to be copied. */
    template: string;
  }
}

/** Reads the sample files once, through the real queue and readers, for all walks of a run. */
export default async function setup(project: TestProject): Promise<void> {
  if (!existsSync(CHROMIUM)) return project.provide('template', '');
  const name = fingerprint();
  const folder = join(FOLDER, name);
  if (!existsSync(folder)) {
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    await make(`${folder}.part`);
    await rename(`${folder}.part`, folder);
  }
  project.provide('template', folder);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const fixtures = HELD.map(({ fixture }) => join('fixtures', fixture));
  const sources = MADE_OF.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
      .sort()
      .map((file) => join(folder, file)),
  );
  for (const file of [...fixtures, ...sources]) {
    const path = join(packageRoot, file);
    if (statSync(path).isFile()) hash.update(file).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

async function make(store: string): Promise<void> {
  const app = await openApp(loadSettings({ WIAN_STORE: store, WIAN_LOG_LEVEL: 'warn' }));
  try {
    for (const list of ['phrae', 'nakhon-phanom']) {
      await importOrganisations(app.deps, { content: await readFile(join(packageRoot, `organisations/${list}.csv`)) });
    }
    await addPeople(app.deps.db, new Date('2025-01-01T02:00:00Z'));
    await app.work();
    for (const { fixture, name, by } of HELD) {
      const source = createReadStream(join(packageRoot, 'fixtures', fixture));
      await receiveFile(app.deps, { name, source, priority: 'upload', actor: await actorOf(app.deps.db, by) });
    }
    while ((await unfinishedFiles(app.deps)) > 0) await sleep(200);
  } finally {
    await app.close();
  }
}
