import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A server that speaks the endpoints of the LINE Messaging API that are used here, as its reference documents them: who may call, what it refuses and in which words, the quota of a
 * month, and the key by which a push is accepted once within a day.
 */
export interface LineServer {
  url: string;
  token: string;
  secret: string;
  /** What people got, in order: user and texts. */
  pushed: { to: string; texts: string[] }[];
  replied: { replyToken: string; text: string }[];
  /** Every request: method, path and its headers. */
  requests: { method: string; path: string; headers: IncomingMessage['headers'] }[];
  quota: { type: 'none' } | { type: 'limited'; value: number };
  used: number;
  /** Now, in milliseconds, for the day of a retry key. */
  now: () => number;
  /** What happens to pushes: `accepted-then-…`: they arrive, and the answer is lost. */
  push: 'works' | 'fails' | 'accepted-then-fails' | 'hangs' | 'accepted-then-hangs' | 'too-fast' | 'forbidden';
  /** The reply tokens that stand; each is used once. */
  replyTokens: Set<string>;
  /** The body of a webhook call, and its signature. */
  sign: (events: object[], secret?: string) => { body: string; signature: string };
  close: () => Promise<void>;
}

const DAY_MS = 86_400_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const USER = /^U[0-9a-f]{32}$/;

interface Answer {
  status: number;
  body: object;
  headers?: Record<string, string>;
  hang?: boolean;
}
const bad = (message: string, details?: object[]): Answer => ({
  status: 400,
  body: { message, ...(details && { details }) },
});

/** What the reference refuses of the messages of a push or a reply; null where nothing. */
function refused(messages: unknown): Answer | null {
  const wrong = (property: string, message: string) => bad('The request body has 1 error(s)', [{ message, property }]);
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5) {
    return wrong('messages', 'Size must be between 1 and 5');
  }
  for (const [at, { type, text }] of (messages as { type: unknown; text: unknown }[]).entries()) {
    if (type !== 'text') return wrong(`messages[${at}].type`, 'Must be one of the following values: [text]');
    if (typeof text !== 'string' || text.length === 0) return wrong(`messages[${at}].text`, 'May not be empty');
    // "Character counting in a text": UTF-16 code units.
    if (text.length > 5000) return wrong(`messages[${at}].text`, 'Length must be between 0 and 5000');
  }
  return null;
}

export async function lineServer(): Promise<LineServer> {
  const accepted = new Map<string, { requestId: string; at: number; sentMessages: object[] }>();
  const line: LineServer = {
    url: '',
    token: 'channel-access-token',
    secret: 'channel-secret',
    pushed: [],
    replied: [],
    requests: [],
    quota: { type: 'none' },
    used: 0,
    now: Date.now,
    push: 'works',
    replyTokens: new Set(),
    sign(events, secret = line.secret) {
      const body = JSON.stringify({ destination: 'U00000000000000000000000000000000', events });
      return { body, signature: createHmac('sha256', secret).update(body).digest('base64') };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  function push(headers: IncomingMessage['headers'], body: Record<string, unknown>, requestId: string): Answer {
    if (line.push === 'too-fast') {
      return { status: 429, body: { message: 'The API rate limit has been exceeded. Try again later.' } };
    }
    if (line.push === 'forbidden') {
      return { status: 403, body: { message: 'Access to this API is not available for your account' } };
    }
    if (line.push === 'fails') return { status: 500, body: { message: 'The server encountered an internal error' } };
    if (line.push === 'hangs') return { status: 0, body: {}, hang: true };
    const key = headers['x-line-retry-key'];
    if (key !== undefined && !(typeof key === 'string' && UUID.test(key))) return bad('The retry key is invalid');
    if (typeof body.to !== 'string' || !USER.test(body.to)) {
      return bad("The property, 'to', in the request body is invalid (line: -, column: -)");
    }
    const wrong = refused(body.messages);
    if (wrong) return wrong;
    const known = typeof key === 'string' ? accepted.get(key) : undefined;
    if (known && line.now() - known.at < DAY_MS) {
      return {
        status: 409,
        body: { message: 'The retry key is already accepted', sentMessages: known.sentMessages },
        headers: { 'x-line-accepted-request-id': known.requestId },
      };
    }
    if (line.quota.type === 'limited' && line.used >= line.quota.value) {
      return { status: 429, body: { message: 'You have reached your monthly limit.' } };
    }
    const messages = body.messages as { text: string }[];
    const sentMessages = messages.map((_, at) => ({
      id: `${461_230_966_842_064_897n + BigInt(line.pushed.length * 10 + at)}`,
    }));
    if (typeof key === 'string') accepted.set(key, { requestId, at: line.now(), sentMessages });
    line.used += 1;
    line.pushed.push({ to: body.to, texts: messages.map(({ text }) => text) });
    if (line.push === 'accepted-then-fails') return { status: 500, body: { message: 'Internal Server Error' } };
    return { status: 200, body: { sentMessages }, hang: line.push === 'accepted-then-hangs' };
  }

  function reply({ replyToken, messages }: Record<string, unknown>): Answer {
    const wrong = refused(messages);
    if (wrong) return wrong;
    if (typeof replyToken !== 'string' || !line.replyTokens.delete(replyToken)) return bad('Invalid reply token');
    line.replied.push({ replyToken, text: (messages as { text: string }[])[0]!.text });
    return { status: 200, body: { sentMessages: [{ id: '1' }] } };
  }

  function answerTo({ method, url, headers }: IncomingMessage, text: string, requestId: string): Answer {
    if (headers.authorization !== `Bearer ${line.token}`) {
      const message = 'Authentication failed. Confirm that the access token in the authorization header is valid.';
      return { status: 401, body: { message } };
    }
    if (method === 'GET') {
      if (url === '/v2/bot/message/quota') return { status: 200, body: line.quota };
      if (url === '/v2/bot/message/quota/consumption') return { status: 200, body: { totalUsage: line.used } };
      if (url === '/v2/bot/info') {
        return {
          status: 200,
          body: { userId: 'U0', basicId: '@216ru', displayName: 'เวียน', chatMode: 'bot', markAsReadMode: 'auto' },
        };
      }
    }
    if (method === 'POST' && (url === '/v2/bot/message/push' || url === '/v2/bot/message/reply')) {
      if (!headers['content-type']?.startsWith('application/json')) {
        return { status: 415, body: { message: `The content type, ${headers['content-type']}, is not supported` } };
      }
      let body: Record<string, unknown>;
      try {
        body = JSON.parse(text);
      } catch {
        return bad('The request body could not be parsed as JSON (line: 1, column: 1)');
      }
      return url.endsWith('push') ? push(headers, body, requestId) : reply(body);
    }
    return { status: 404, body: { message: 'Not found' } };
  }

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const requestId = randomUUID();
    line.requests.push({ method: request.method!, path: request.url!, headers: request.headers });
    const { status, body, headers = {}, hang = false } = answerTo(request, Buffer.concat(parts).toString(), requestId);
    if (hang) return;
    response.writeHead(status, { 'content-type': 'application/json', 'x-line-request-id': requestId, ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;
}
