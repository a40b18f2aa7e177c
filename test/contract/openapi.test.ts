import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf } from '../support/http.js';
import { type TestStore, testStore } from '../support/store.js';

interface Operation {
  tags: string[];
  summary: string;
  description: string;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

let database: TestDatabase;
let store: TestStore;
let app: FastifyInstance;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
  app = appOf(store);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  store.dispose();
  await database.close();
});

describe('OpenAPI', () => {
  it('has every route of the API, each with its feature, a summary and who may call it', async () => {
    const document = (await app.inject('/api/docs/json')).json() as Document;
    expect(document.openapi).toBe('3.1.0');
    const told = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        ...operation,
      })),
    );
    const routes = app.rules
      .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/') && !url.startsWith('/api/docs'))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    expect(routes.length).toBeGreaterThan(20);
    expect(told.map(({ route }) => route).sort()).toEqual([...new Set(routes)].sort());
    for (const { route, tags, summary, description } of told) {
      expect([route, tags.length, summary !== '']).toEqual([route, 1, true]);
      expect(description).toMatch(/Who may call it: /);
    }
  });

  it('is shown by files of our own, under a policy that lets no other host in', async () => {
    const page = await app.inject('/api/docs/');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/script-src 'self'/);
    expect(policy).not.toMatch(/unsafe-eval|https?:\/\//);
    const script = /src="(\.?\/?[^"]*swagger-ui-bundle\.js)"/.exec(page.body)![1]!;
    const bundle = await app.inject(new URL(script, 'http://localhost/api/docs/').pathname);
    expect([bundle.statusCode, bundle.headers['content-type']]).toEqual([200, expect.stringContaining('javascript')]);
    expect((await app.inject('/api/circulars')).headers['content-security-policy']).toContain("default-src 'none'");
  });
});
