import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LineAccount } from '../../../schemas/line.js';
import type { LineChannel } from '../../ports.js';
import { type LineApiOptions, lineApi } from './line-api.js';

/** How long LINE's word on the account's own name is kept, and how long one waits after it said nothing. */
const ACCOUNT_MS = 3_600_000;
const SILENT_MS = 60_000;

/** The LINE account of a channel, which is given by its token and its secret. `timeoutMs` is short: people wait for it. */
export function lineChannel({ secret, log, ...options }: LineApiOptions & { secret: string }): LineChannel {
  const api = lineApi({ timeoutMs: 5_000, log, ...options });
  let known: { account: LineAccount | null; until: number } | null = null;
  return {
    // "Verify webhook signature": the base64 of the HMAC-SHA256 of the body under the channel secret.
    signed(body, signature) {
      const own = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));
      const shown = Buffer.from(signature);
      return shown.length === own.length && timingSafeEqual(shown, own);
    },
    async reply(replyToken, text) {
      const answer = await api('POST', '/v2/bot/message/reply', {
        body: { replyToken, messages: [{ type: 'text', text }] },
      });
      // Of an event that is told again the token has been used.
      if (answer.status !== 200) log.info('line', { reply: answer.status ?? answer.error });
    },
    async account() {
      if (known && known.until > Date.now()) return known.account;
      const answer = await api('GET', '/v2/bot/info');
      const { basicId, displayName } = answer.error === null && answer.status === 200 ? answer.body : {};
      const account =
        typeof basicId === 'string' && typeof displayName === 'string' ? { basicId, name: displayName } : null;
      known = { account, until: Date.now() + (account ? ACCOUNT_MS : SILENT_MS) };
      return account;
    },
  };
}
