import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/http/app.js';
import { WEB_FOLDER } from '../../src/http/web.js';
import { createLogger } from '../../src/shared/logger.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { type TestStore, testStore } from '../support/store.js';

let database: TestDatabase;
let store: TestStore;
const app = () =>
  buildApp({
    deps: store,
    records: 'pglite',
    log: createLogger('error'),
    access: { password: 'a long password', token: 'token', local: false },
  });

beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
});
afterAll(async () => {
  store.dispose();
  await database.close();
});

describe('the web application is served', () => {
  it('at every path that is not the API, to anybody, with a policy that lets nothing else in', async () => {
    for (const url of ['/', '/register', '/check/12?letter=2', '/apiary']) {
      const answer = await app().inject(url);
      expect([url, answer.statusCode, answer.headers['content-type']]).toEqual([url, 200, 'text/html; charset=utf-8']);
      expect(answer.body).toContain('<html lang="th">');
      expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self';/);
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
  });

  it('with its parts compressed and kept for ever, and none that is not there', async () => {
    const script = readdirSync(join(WEB_FOLDER, 'assets')).find((name) => name.endsWith('.js'))!;
    const whole = await app().inject(`/assets/${script}`);
    expect([whole.statusCode, whole.headers['content-encoding']]).toEqual([200, undefined]);
    for (const encoding of ['br', 'gzip']) {
      const answer = await app().inject({ url: `/assets/${script}`, headers: { 'accept-encoding': encoding } });
      expect(answer.headers).toMatchObject({
        'content-encoding': encoding,
        'content-type': expect.stringContaining('javascript'),
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect(answer.rawPayload.length).toBeLessThan(whole.rawPayload.length);
    }
    for (const url of ['/assets/none.js', '/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json']) {
      expect((await app().inject(url)).body).not.toContain('"dependencies"');
    }
    expect((await app().inject('/assets/none.js')).statusCode).toBe(404);
  });

  it('and never in place of an answer of the API', async () => {
    const answer = await app().inject('/api/no-such-path');
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'record.not_found']);
  });
});
