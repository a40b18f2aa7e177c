import type { Logger, Notifier } from '../../ports.js';
import { emailNotifier } from './email.js';
import { lineNotifier } from './line.js';
import { webhookNotifier } from './webhook.js';

/** What a process needs to send by each way; null: that way is not set up. */
export interface NotifyOptions {
  mail: { url: string; from: string } | null;
  line: { token: string; api: string } | null;
  webhooks: { named: readonly string[]; gone: (key: string) => Promise<void> };
  log: Logger;
}

/** The ways by which messages leave, as far as they are set up. */
export function openNotifiers({ mail, line, webhooks, log }: NotifyOptions): Notifier[] {
  return [
    ...(mail ? [emailNotifier(mail)] : []),
    ...(line ? [lineNotifier({ ...line, log })] : []),
    webhookNotifier({ ...webhooks, log }),
  ];
}
