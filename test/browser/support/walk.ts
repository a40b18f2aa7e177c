import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';
import { loadSettings } from '../../../src/config.js';
import { buildApp } from '../../../src/http/app.js';
import { type App, openApp } from '../../../src/main.js';
import type { LineChannel } from '../../../src/ports.js';
import { packageRoot } from '../../../src/shared/package-root.js';
import { CHROMIUM } from './chromium.js';
import { signedIn } from './people.js';
import type { Login } from './sample.js';

export const SIZES = { pc: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } } as const;

export interface Walk {
  /** The running application and its store: rows may be looked at and made through its use cases. */
  app: App;
  /** Where it listens. */
  address: string;
  /** A page of its own browser context, signed in as this person and led to `path`. `login` null: nobody. */
  open(login: Login | null, path: string, options?: { size?: keyof typeof SIZES; dark?: boolean }): Promise<Page>;
  /** Messages of the console that a test means to cause, such as a refused request. */
  expects(message: RegExp): void;
}

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No name is looked up: what asks another host fails, and the walk with it.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * A walk through the application in Debian's Chromium, over a copy of the sample store with workers running. `body` gets the walk; its parts are set
 * when its tests run. Any request to another host, error in the console or error of a page fails the test in which it came.
 *
 * `line`: the LINE account of the application, which has none otherwise.
 *
 *     walks('ทะเบียน', (walk) => {
 *       it('shows …', async () => {
 *         const page = await walk.open('clerk-54', '/register');
 *         await axe(page);
 *         await shot(page, 'register');
 *       });
 *     });
 */
export function walks(name: string, body: (walk: Walk) => void, { line }: { line?: () => LineChannel } = {}): void {
  const able = existsSync(CHROMIUM) || Boolean(process.env.CI);
  const told = able ? name : `${name} (left out: there is no ${CHROMIUM}; apt-get install chromium)`;
  describe.skipIf(!able)(told, () => {
    const walk = {} as Walk;
    const ends: (() => Promise<unknown>)[] = [];
    let complaints: string[] = [];
    let expected: RegExp[] = [];

    beforeAll(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'wian-walk-'));
      ends.push(() => rm(folder, { recursive: true, force: true }));
      const store = join(folder, 'store');
      await cp(inject('template'), store, { recursive: true });
      const app = await openApp(loadSettings({ WIAN_STORE: store, WIAN_LOG_LEVEL: 'error' }));
      ends.push(() => app.close());
      await app.work();
      const http = buildApp({
        deps: app.deps,
        records: app.records,
        log: app.log,
        access: { password: undefined, token: randomBytes(16).toString('hex'), local: true },
        watch: (listener) => app.deps.queue.watch(listener),
        ...(line && { line: line() }),
      });
      await http.listen({ host: '127.0.0.1', port: 0 });
      ends.push(() => http.close());
      const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
      ends.push(() => browser.close());
      const contexts: BrowserContext[] = [];
      walk.app = app;
      walk.address = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`;
      walk.expects = (message) => expected.push(message);
      walk.open = async (login, path, { size = 'pc', dark = false } = {}) => {
        // Pages of earlier tests are done with.
        for (const old of contexts.splice(0, Math.max(0, contexts.length - 3))) await old.close();
        const context = await browser.newContext({
          viewport: SIZES[size],
          hasTouch: size === 'phone',
          isMobile: size === 'phone',
          colorScheme: dark ? 'dark' : 'light',
          locale: 'th-TH',
          timezoneId: 'Asia/Bangkok',
          reducedMotion: 'reduce',
        });
        contexts.push(context);
        if (login !== null) await context.addCookies([{ ...(await signedIn(app.deps.db, login)), url: walk.address }]);
        const page = await context.newPage();
        listen(page, walk.address, (complaint) => complaints.push(complaint));
        await page.goto(walk.address + path);
        return page;
      };
    });

    afterEach(() => {
      const heard = complaints.filter((complaint) => !expected.some((message) => message.test(complaint)));
      complaints = [];
      expected = [];
      expect(heard).toEqual([]);
    });

    afterAll(async () => {
      for (const end of ends.reverse()) await end();
    });

    body(walk);
  });
}

function listen(page: Page, address: string, complain: (complaint: string) => void): void {
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !/^(?:data|blob|about):/.test(url)) complain(`request to ${url}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complain(`page: ${error.stack ?? error.message}`));
}

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violations of WCAG 2.2 A and AA on the page as it is now. */
export async function axe(page: Page): Promise<void> {
  // Evaluated, not added as a script: the content security policy lets none in that the application did not bring.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { runOnly: tags });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${help}\n  ${html.slice(0, 200)}\n  ${any[0]?.message ?? ''}`),
    );
  }, TAGS);
  expect(found).toEqual([]);
}

/** Nothing stands out of the page at the right. */
export async function fits(page: Page): Promise<void> {
  const [content, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
  expect(content).toBeLessThanOrEqual(seen);
}

/** The pictures that the README shows. */
const shown = new Set(
  [...readFileSync(join(packageRoot, 'README.md'), 'utf8').matchAll(/docs\/screens\/([\w-]+)\.png/g)].map(
    ([, name]) => name!,
  ),
);

/**
 * A picture of the page, to look at: in a folder of the system's temporary files. Where WIAN_SCREENS is set, those that the README shows go to
 * `docs/screens/NAME.png`.
 */
export async function shot(page: Page, name: string, { whole = false } = {}): Promise<void> {
  const kept = process.env.WIAN_SCREENS !== undefined && shown.has(name);
  const folder = kept ? join(packageRoot, 'docs/screens') : join(tmpdir(), 'wian-screens');
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
}
