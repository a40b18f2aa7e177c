import type { Logger } from '../../ports.js';

/** The LINE Messaging API over HTTP (developers.line.biz, "Messaging API reference"). */

export interface LineApiOptions {
  /** The channel access token. */
  token: string;
  /** https://api.line.me, unless for tests. */
  api: string;
  log: Logger;
  timeoutMs?: number;
}

/** What LINE answered; `error`: it did not, and why. */
export type LineApiAnswer =
  | { status: number; headers: Headers; body: Record<string, unknown>; error: null }
  | { status: null; error: string };

export type LineApi = (
  method: 'GET' | 'POST',
  path: string,
  given?: { body?: unknown; headers?: Record<string, string> },
) => Promise<LineApiAnswer>;

const TIMEOUT_MS = 15_000;
/** Its answers are a few hundred bytes. */
const MOST_BYTES = 64 * 1024;

export function lineApi({ token, api, log, timeoutMs = TIMEOUT_MS }: LineApiOptions): LineApi {
  const base = api.replace(/\/$/, '');
  // Said once, until it works again: every message would say it.
  let refused = false;
  return async (method, path, { body, headers = {} } = {}) => {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer = { status: response.status, headers: response.headers, body: await jsonOf(response), error: null };
      if (response.status === 401 && !refused) {
        log.error('line', { reason: 'LINE does not take WIAN_LINE_TOKEN (401): issue a new channel access token' });
      }
      refused = response.status === 401;
      return answer;
    } catch (error) {
      return { status: null, error: whyOf(error) };
    }
  };
}

function whyOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  return name === 'TimeoutError' ? 'timeout' : ((cause as { code?: string } | undefined)?.code ?? message);
}

/** The object that a response holds; empty where it holds none, or too much. */
async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) return {};
    parts.push(part);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
