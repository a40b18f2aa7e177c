import { createHash } from 'node:crypto';
import type { Delivery, Notifier, OutgoingMessage } from '../../ports.js';
import { type LineApi, type LineApiAnswer, type LineApiOptions, lineApi } from './line-api.js';

/** "Send push message": so many texts in one push, each of so many UTF-16 code units ("Character counting in a text"). */
const MOST_TEXTS = 5;
const LONGEST_TEXT = 5000;
const CUT = '… ข้อความยาวเกินกว่าที่ LINE รับได้ โปรดดูในระบบ';

/** How long the month's numbers are believed: LINE counts with some delay itself. */
const QUOTA_MS = 5 * 60_000;
/** With no more messages left than this they are read anew each time. */
const NEAR = 20;
const MINUTE_MS = 60_000;
/** A token is renewed by a person. */
const TOKEN_MS = 15 * MINUTE_MS;

/**
 * The UUID under which LINE accepts a message once within 24 hours, made of the ledger's key ("Retry failed API requests"). Its form is that of RFC 9562's
 * version 5, with SHA-256.
 */
export function retryKey(key: string): string {
  const bytes = createHash('sha256').update(`wian line ${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A text in as many as LINE takes, parted between lines where that can be; what does not fit is left out, and said to be. */
export function lineTexts(text: string): string[] {
  const texts: string[] = [];
  let rest = text.trim();
  while (rest.length > LONGEST_TEXT && texts.length < MOST_TEXTS) {
    const last = texts.length === MOST_TEXTS - 1;
    const room = LONGEST_TEXT - (last ? CUT.length : 0);
    const at = cutAt(rest, room);
    texts.push(`${rest.slice(0, at).trimEnd()}${last ? CUT : ''}`);
    rest = last ? '' : rest.slice(at).trim();
  }
  return rest === '' ? texts : [...texts, rest];
}

/** Where to part a text: after its last line that fits, or within it, never inside a character. */
function cutAt(text: string, room: number): number {
  const line = text.lastIndexOf('\n', room);
  if (line > 0) return line;
  return /[\ud800-\udbff]/.test(text[room - 1]!) ? room - 1 : room;
}

/** The account's messages of this month. */
interface Quota {
  /** Messages that may still go; null: as many as one likes. */
  left: number | null;
  readAt: number;
}

/**
 * Messages by LINE's Messaging API. What the month still allows is read before sending, so that the last message of it is not lost in a refusal, and another way
 * is taken. LINE answers 200 also for who has blocked the account: whether it was seen nobody knows; blocking unlinks (see `line.usecases.ts`).
 */
export function lineNotifier(options: LineApiOptions & { now?: () => number }): Notifier {
  const { now = Date.now } = options;
  const api = lineApi(options);
  let quota: Quota | null = null;

  /** What stands in the way of sending now; null where nothing does. */
  async function held(): Promise<Delivery | null> {
    const known = quota;
    const fresh = known !== null && now() - known.readAt < QUOTA_MS && (known.left === null || known.left > NEAR);
    if (!fresh) {
      const read = await readQuota(api, now());
      if ('outcome' in read) return read;
      quota = read;
    }
    return quota!.left !== null && quota!.left <= 0
      ? { outcome: 'spent', reason: 'LINE: the messages of this month are spent' }
      : null;
  }

  return {
    channel: 'line',
    repeatable: true,
    async send(message) {
      const stop = await held();
      if (stop) return stop;
      const delivery = deliveryOf(await push(api, message));
      if (delivery.outcome === 'sent' && quota?.left) quota.left -= 1;
      // Others send from the same account.
      if (delivery.outcome === 'spent') quota = null;
      return delivery;
    },
    async check() {
      const read = await readQuota(api, now());
      if ('outcome' in read) return `ใช้ LINE ไม่ได้ / LINE cannot be used: ${'reason' in read ? read.reason : ''}`;
      return read.left === null || read.left > 0
        ? null
        : 'ข้อความ LINE ของเดือนนี้หมดแล้ว / The LINE messages of this month are spent';
    },
    close: async () => {},
  };
}

const push = (api: LineApi, { key, to, text }: OutgoingMessage): Promise<LineApiAnswer> =>
  api('POST', '/v2/bot/message/push', {
    headers: { 'x-line-retry-key': retryKey(key) },
    body: { to, messages: lineTexts(text).map((one) => ({ type: 'text', text: one })) },
  });

/** The month's limit and use ("Get the target limit for sending messages this month", "Get number of messages sent this month"). */
async function readQuota(api: LineApi, readAt: number): Promise<Quota | Delivery> {
  const limit = await api('GET', '/v2/bot/message/quota');
  if (limit.error !== null || limit.status !== 200) return waiting(limit);
  if (limit.body.type !== 'limited') return { left: null, readAt };
  const used = await api('GET', '/v2/bot/message/quota/consumption');
  if (used.error !== null || used.status !== 200) return waiting(used);
  return { left: Number(limit.body.value) - Number(used.body.totalUsage), readAt };
}

/** Nothing was sent. */
function waiting(answer: LineApiAnswer): Delivery {
  if (answer.error !== null) return { outcome: 'again', reason: `LINE: ${answer.error}`, afterMs: MINUTE_MS };
  return { outcome: 'again', reason: saidBy(answer), afterMs: answer.status === 401 ? TOKEN_MS : MINUTE_MS };
}

type Answered = Extract<LineApiAnswer, { error: null }>;

/** An answer's message and its details, on one line. */
function saidBy({ status, body }: Answered): string {
  const details = Array.isArray(body.details) ? (body.details as { property?: unknown; message?: unknown }[]) : [];
  const parts = [body.message, ...details.map(({ property, message }) => `${property}: ${message}`)];
  const said = parts.filter((part) => typeof part === 'string').join('; ');
  return `LINE ${status} ${said}`.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 300);
}

/** Nothing can have come through to LINE. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What became of a push ("Retry failed API requests", "Status codes"): a server's error or silence leaves it open whether the message went, and the retry key makes another try harmless; 429 says
 * that nothing went.
 */
function deliveryOf(answer: LineApiAnswer): Delivery {
  if (answer.error !== null) {
    const reason = `LINE: ${answer.error}`;
    return UNREACHED.has(answer.error) ? { outcome: 'again', reason } : { outcome: 'unknown', reason };
  }
  const { status, headers } = answer;
  if (status === 200) return { outcome: 'sent', id: messageId(answer) ?? headers.get('x-line-request-id') };
  const accepted = headers.get('x-line-accepted-request-id');
  if (status === 409 && accepted) return { outcome: 'sent', id: messageId(answer) ?? accepted };
  const reason = saidBy(answer);
  if (status === 401) return { outcome: 'again', reason, afterMs: TOKEN_MS };
  // "Handle HTTP status code 429 errors": the reason is in the message alone.
  if (status === 429 && /monthly limit|additional messages/i.test(reason)) return { outcome: 'spent', reason };
  if (status === 429) return { outcome: 'again', reason, afterMs: MINUTE_MS };
  return { outcome: status >= 500 || status === 409 ? 'unknown' : 'failed', reason };
}

function messageId({ body }: Answered): string | null {
  const [first] = Array.isArray(body.sentMessages) ? (body.sentMessages as { id?: unknown }[]) : [];
  return typeof first?.id === 'string' ? first.id : null;
}
