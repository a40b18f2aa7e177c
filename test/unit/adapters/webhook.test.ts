import { execFileSync } from 'node:child_process';
import type { lookup } from 'node:dns';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type WebhookOptions,
  webhookId,
  webhookNotifier,
  webhookSignature,
} from '../../../src/adapters/notify/webhook.js';
import type { OutgoingMessage } from '../../../src/ports.js';
import { createLogger } from '../../../src/shared/logger.js';
import { packageRoot } from '../../../src/shared/package-root.js';
import { contentOf, lineOf } from '../../support/alert-lines.js';
import { Receiver, type TestServer, testServer } from '../../support/receiver.js';

/** Addresses that are taken for ones of the Internet. */
const open = vi.hoisted(() => new Set<string>());
vi.mock('../../../src/shared/web-address.js', async (original) => {
  const real = await original<typeof import('../../../src/shared/web-address.js')>();
  return { ...real, isPublicAddress: (ip: string) => open.has(ip) || real.isPublicAddress(ip) };
});

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function serving(...given: Parameters<typeof testServer>): Promise<TestServer> {
  const server = await testServer(...given);
  ends.push(server.close);
  return server;
}

const gone: string[] = [];
const notifier = (named: readonly string[], given: Partial<WebhookOptions> = {}) =>
  webhookNotifier({
    named,
    log: createLogger('silent'),
    gone: async (key) => void gone.push(key),
    ...given,
  });
const content = contentOf([lineOf()]);
const message = (to: string, given: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: 'digest webhook:2 6580101 2025-02-10',
  tried: 0,
  to,
  secret: SECRET,
  subject: '',
  text: '',
  html: '',
  content,
  ...given,
});
/** Resolves every host to these. */
const resolvingTo = (...addresses: string[]) =>
  ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup;

describe('the signature', () => {
  // The example of the specification's own text and libraries.
  it('is that of the specification', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const of = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330, body: '{"test": 2432232314}' };
    expect(webhookSignature(secret, of)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});

describe('a webhook', () => {
  it('is taken by a program that verifies it as the specification says', async () => {
    const receiver = new Receiver(SECRET);
    const server = await serving(({ headers, body }) => ({ status: receiver.take(headers, body) }));
    expect(await notifier([server.host]).send(message(server.url))).toEqual({ outcome: 'sent', id: null });
    expect(receiver.taken).toEqual([{ type: 'alerts.digest', data: content }]);
    expect(server.got[0]).toMatchObject({
      method: 'POST',
      path: '/hooks/wian?key=1',
      headers: { 'content-type': 'application/json', 'webhook-id': webhookId(message('').key) },
    });
    expect(webhookId('a.b')).toMatch(/^msg_[0-9a-f]{32}$/);
  });

  it('is taken once, however often it is sent, and refused to who recorded it', async () => {
    let now = Date.parse('2025-02-10T01:00:00Z');
    const receiver = new Receiver(SECRET, () => now);
    let lost = true;
    const statuses: number[] = [];
    const server = await serving(({ headers, body }) => {
      statuses.push(receiver.take(headers, body));
      return lost ? 'silence' : { status: statuses.at(-1)! };
    });
    const to = notifier([server.host], { timeoutMs: 300, now: () => now });
    // Taken, and the answer was lost: nobody knows.
    expect(await to.send(message(server.url))).toEqual({ outcome: 'unknown', reason: 'timeout' });
    lost = false;
    now += 3_600_000;
    expect(await to.send(message(server.url, { tried: 1 }))).toMatchObject({ outcome: 'sent' });
    expect(statuses).toEqual([200, 202]);
    // Each try is signed at its own time: what somebody recorded is too old to be sent once more, and does not fit another body or id.
    const [first, second] = server.got as [TestServer['got'][number], TestServer['got'][number]];
    expect(receiver.take(first.headers, first.body)).toBe(400);
    expect(receiver.take(second.headers, second.body)).toBe(202);
    expect(receiver.take(second.headers, second.body.replace('6580101', '6580102'))).toBe(401);
    expect(receiver.take({ ...second.headers, 'webhook-id': 'msg_other' }, second.body)).toBe(401);
    expect(receiver.take({ ...first.headers, 'webhook-timestamp': `${Math.floor(now / 1000)}` }, first.body)).toBe(401);
    expect(
      new Receiver(`whsec_${Buffer.alloc(32, 8).toString('base64')}`, () => now).take(second.headers, second.body),
    ).toBe(401);
    expect(receiver.taken).toHaveLength(1);
  });

  it.each([
    [500, {}, { outcome: 'again', reason: 'HTTP 500' }],
    [404, {}, { outcome: 'again', reason: 'HTTP 404' }],
    [429, { 'retry-after': '120' }, { outcome: 'again', reason: 'HTTP 429', afterMs: 120_000 }],
    [
      503,
      { 'retry-after': 'Mon, 10 Feb 2025 01:10:00 GMT' },
      { outcome: 'again', reason: 'HTTP 503', afterMs: 600_000 },
    ],
    [503, { 'retry-after': '99999999' }, { outcome: 'again', reason: 'HTTP 503', afterMs: 21_600_000 }],
    [503, { 'retry-after': 'soon' }, { outcome: 'again', reason: 'HTTP 503' }],
    [302, { location: 'http://169.254.169.254/' }, { outcome: 'again', reason: 'HTTP 302' }],
    [410, {}, { outcome: 'failed', reason: 'HTTP 410' }],
  ])('that is answered by %i %j', async (status, headers, delivery) => {
    gone.length = 0;
    const server = await serving(() => ({
      status,
      headers: headers as unknown as Record<string, string>,
      body: 'x'.repeat(1_000_000),
    }));
    const to = notifier([server.host], { now: () => Date.parse('2025-02-10T01:00:00Z') });
    expect(await to.send(message(server.url))).toEqual(delivery);
    expect(gone).toEqual(status === 410 ? [message('').key] : []);
    expect(server.got).toHaveLength(1);
  });

  it('that is broken off while it is sent may have arrived; where nobody listens it did not', async () => {
    const server = await serving(() => 'break');
    expect(await notifier([server.host]).send(message(server.url))).toMatchObject({ outcome: 'unknown' });
    await server.close();
    expect(await notifier([server.host]).send(message(server.url))).toEqual({
      outcome: 'again',
      reason: 'ECONNREFUSED',
    });
    ends.length = 0;
  });
});

describe('addresses within a network', () => {
  it('are not called, by whatever name, unless the operator names the host', async () => {
    const server = await serving(() => ({ status: 200 }));
    const port = server.host.split(':')[1];
    const to = notifier(['other.example']);
    for (const url of [
      server.url,
      `https://127.0.0.1:${port}/`,
      `https://[::1]:${port}/`,
      `https://2130706433:${port}/`,
      `https://0x7f.1:${port}/`,
      'https://169.254.169.254/latest/meta-data/',
      'https://[::ffff:127.0.0.1]/',
      'ftp://example.org/',
      'https://name:word@example.org/',
      'nonsense',
    ]) {
      expect(await to.send(message(url)), url).toMatchObject({ outcome: 'failed' });
    }
    // A name that stands for such an address is seen when it is resolved.
    expect(await to.send(message(`https://localhost:${port}/`))).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('within a network'),
    });
    for (const address of ['10.0.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '::']) {
      const sly = notifier([], { resolve: resolvingTo(address) });
      expect(await sly.send(message('https://receiver.example/')), address).toMatchObject({ outcome: 'failed' });
    }
    expect(server.got).toHaveLength(0);
  });

  it('are not called by a name that is resolved to another address after it was looked at', async () => {
    const server = await serving(() => ({ status: 200 }));
    // Stands for one of the Internet; nobody listens there.
    open.add('127.0.0.2');
    const asked: string[] = [];
    const resolve = ((host: string, _options: object, done: (error: null, found: object[]) => void) => {
      asked.push(host);
      done(null, [{ address: asked.length === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }]);
    }) as unknown as typeof lookup;
    const to = notifier([], { resolve });
    expect(await to.send(message(`https://receiver.example:${server.host.split(':')[1]}/`))).toEqual({
      outcome: 'again',
      reason: 'ECONNREFUSED',
    });
    expect(asked).toEqual(['receiver.example']);
    expect(server.got).toHaveLength(0);
    open.clear();
  });
});

describe('over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wian-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certFile],
    ],
    { stdio: 'ignore' },
  );
  const tls = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  rmSync(folder, { recursive: true });

  it('is sent to a host whose certificate is good, and to no other', async () => {
    const receiver = new Receiver(SECRET);
    const server = await serving(({ headers, body }) => ({ status: receiver.take(headers, body) }), tls);
    const untrusted = await notifier([server.host]).send(message(server.url));
    expect(untrusted).toEqual({ outcome: 'again', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.got).toHaveLength(0);
    const trusted = notifier([server.host], { ca: tls.cert });
    expect(await trusted.send(message(server.url))).toMatchObject({ outcome: 'sent' });
    const otherName = server.url.replace('localhost', '127.0.0.1');
    const wrong = notifier([new URL(otherName).host], { ca: tls.cert });
    expect(await wrong.send(message(otherName))).toEqual({ outcome: 'again', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(receiver.taken).toHaveLength(1);
  });
});

describe('the example of the documentation', () => {
  it('takes what is sent, once, and nothing else', async () => {
    const page = readFileSync(join(packageRoot, 'docs/webhooks.md'), 'utf8');
    const source = /```js\n([\s\S]*?)```/.exec(page)![1]!;
    const file = join(mkdtempSync(join(tmpdir(), 'wian-example-')), 'receive.mjs');
    writeFileSync(file, source);
    const { receive } = await import(/* @vite-ignore */ pathToFileURL(file).href);
    rmSync(dirname(file), { recursive: true });
    const told: unknown[] = [];
    const server = await serving(({ headers, body }) => {
      told.push(receive(headers, body, SECRET));
      return { status: 204 };
    });
    for (const tried of [0, 1]) await notifier([server.host]).send(message(server.url, { tried }));
    expect(told).toEqual([{ type: 'alerts.digest', data: content }, null]);
    const [{ headers, body }] = server.got as [TestServer['got'][number]];
    expect(() => receive(headers, `${body} `, SECRET)).toThrow('not signed');
    expect(() => receive({ ...headers, 'webhook-id': 'msg_2' }, body, SECRET)).toThrow('not signed');
    expect(() => receive(headers, body, SECRET, Date.now() + 400_000)).toThrow('too old');
    expect(() => receive({}, body, SECRET)).toThrow('too old');
  });
});
