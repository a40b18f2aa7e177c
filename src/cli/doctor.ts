import { createHash } from 'node:crypto';
import { access, constants, mkdir, readFile, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { healthAnswer } from '../../schemas/api.js';
import type { Settings } from '../../schemas/settings.js';
import { readLock } from '../adapters/db/lock.js';
import { imapMailbox } from '../adapters/mail/imap.js';
import { emailNotifier } from '../adapters/notify/email.js';
import { imapOf, mailOf, readersOf } from '../config.js';
import { BUILT_IN } from '../domain/gazetteer/built-in.js';
import { DISTRICTS } from '../domain/tables/districts.js';
import { PROVINCES } from '../domain/tables/provinces.js';
import { runtime } from '../reading/recognise/runtime.js';
import { packageRoot, version } from '../shared/package-root.js';

interface Finding {
  ok: boolean;
  name: string;
  text: string;
}

/** Below this a bulk import may fill the disk before anyone looks. */
const LOW_DISK_BYTES = 1024 ** 3;
const WAIT_MS = 3000;

/** Without the user's name and password: they would end in a support mail. */
function bare(url: string): string {
  return URL.canParse(url) ? url.replace(/\/\/[^@/]*@/, '//') : '(not a URL)';
}

async function finding(name: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { ok: true, name, text: await look() };
  } catch (error) {
    return { ok: false, name, text: error instanceof Error ? error.message || error.name : String(error) };
  }
}

/** Looks at everything wian needs, changing nothing but making the store's folder. */
export async function diagnose(settings: Settings): Promise<Finding[]> {
  return Promise.all([
    finding('wian', async () => `${version}, Node ${process.version}, ${process.platform} ${process.arch}`),
    finding('store', () => store(settings.WIAN_STORE)),
    finding('records', () => records(settings)),
    finding('queue', () => queue(settings)),
    finding('application', () => application(settings)),
    ...(settings.WIAN_INBOX_DIR ? [finding('watched folder', () => watched(settings.WIAN_INBOX_DIR!))] : []),
    ...(settings.WIAN_IMAP_URL ? [finding('mailbox', () => mailbox(settings))] : []),
    finding('recogniser', recogniser),
    finding('page readers', async () => `${readersOf(settings)}, ${settings.WIAN_PAGE_SECONDS} s a page at most`),
    finding('mail', () => mail(settings)),
    finding('tables', async () => tables()),
    finding('libraries', libraries),
  ]);
}

async function store(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${folder}, ${(free / 1024 ** 3).toFixed(1)} GB free`;
  if (free < LOW_DISK_BYTES) throw new Error(text);
  return text;
}

async function records({ DATABASE_URL, WIAN_STORE }: Settings): Promise<string> {
  if (!DATABASE_URL) return `embedded (PGlite) in ${join(WIAN_STORE, 'pglite')}; use DATABASE_URL for real records`;
  const client = new pg.Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: WAIT_MS });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return `PostgreSQL ${rows[0]?.server_version} at ${bare(DATABASE_URL)}`;
  } finally {
    await client.end();
  }
}

async function queue({ REDIS_URL }: Settings): Promise<string> {
  if (!REDIS_URL) return 'in the database';
  const redis = new Redis(REDIS_URL, {
    lazyConnect: true,
    connectTimeout: WAIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const info = await redis.info();
    const value = (key: string) => new RegExp(`^${key}:(.*)$`, 'm').exec(info)?.[1]?.trim();
    if (value('maxmemory_policy') !== 'noeviction') {
      throw new Error(`${bare(REDIS_URL)}: maxmemory-policy is ${value('maxmemory_policy')}, must be noeviction`);
    }
    return `Redis ${value('redis_version')} at ${bare(REDIS_URL)}`;
  } finally {
    redis.disconnect();
  }
}

/** The running application, if there is one: that none runs is no fault, that one does not answer is. */
async function application(settings: Settings): Promise<string> {
  const holder = settings.DATABASE_URL ? null : await readLock(settings.WIAN_STORE);
  const address = holder?.address ?? (settings.DATABASE_URL && `http://127.0.0.1:${settings.WIAN_PORT}`);
  if (!address) return holder ? `process ${holder.pid} has the store open` : 'not running';
  const token = holder?.token ?? settings.WIAN_TOKEN;
  const response = await fetch(`${address}/api/health`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
    signal: AbortSignal.timeout(WAIT_MS),
  }).catch(() => null);
  if (!response && !holder) return 'not running here';
  if (!response?.ok) throw new Error(`${address} does not answer`);
  const health = healthAnswer.parse(await response.json());
  return `${address}, ${health.unfinished} files under way`;
}

/** Signs in to the mail server, and sends nothing. */
async function mail(settings: Settings): Promise<string> {
  const server = mailOf(settings);
  if (!server) return 'no WIAN_SMTP_URL: alerts are not sent by e-mail';
  const notifier = emailNotifier(server);
  const wrong = await notifier.check().finally(() => notifier.close());
  if (wrong) throw new Error(wrong);
  return `${bare(server.url)}, from ${server.from}`;
}

async function watched(folder: string): Promise<string> {
  await access(folder, constants.R_OK | constants.W_OK);
  return `${folder}, files can be taken from it and moved`;
}

async function mailbox(settings: Settings): Promise<string> {
  const box = imapMailbox(imapOf(settings)!);
  let mails = 0;
  await box.visit(async (open) => {
    mails = (await open.uids()).length;
  });
  return `${box.name}, ${mails} mails`;
}

async function recogniser(): Promise<string> {
  const model = await readFile(join(packageRoot, 'src/reading/model/recogniser.int8.onnx'));
  const { kind, ort, reason } = await runtime();
  const session = await ort.InferenceSession.create(model);
  await session.release();
  const size = `${(model.length / 1e6).toFixed(1)} MB`;
  const sha256 = createHash('sha256').update(model).digest('hex').slice(0, 12);
  const slow = reason && `, several times slower: the native binary does not load (${reason.split('\n', 1)[0]})`;
  return `${size}, sha256 ${sha256}, onnxruntime ${kind}${slow ?? ''}`;
}

/** The gazetteer that is built in, and the version of its source. */
function tables(): string {
  const districts = Object.values(DISTRICTS).flat().length;
  const places = `${PROVINCES.length} provinces, ${districts} districts (thai-address-universal 2.2.0)`;
  return `${places}, ${BUILT_IN.length} organisations`;
}

async function libraries(): Promise<string> {
  const require = createRequire(import.meta.url);
  const names = ['pdfjs-dist', 'onnxruntime-node', 'bullmq', '@electric-sql/pglite'];
  const versions = names.map((name) => {
    // Not every package exports its package.json.
    const found = require.resolve.paths(name)?.map((folder) => join(folder, name, 'package.json')) ?? [];
    return readFirst(found).then((text) => `${name} ${JSON.parse(text).version}`);
  });
  return (await Promise.all(versions)).join(', ');
}

async function readFirst(paths: string[]): Promise<string> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text !== null) return text;
  }
  throw new Error(`none of ${paths.join(', ')}`);
}
