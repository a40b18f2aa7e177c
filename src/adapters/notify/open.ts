import type { Notifier } from '../../ports.js';
import { emailNotifier } from './email.js';

/** What a process needs to send by each way; null or missing: that way is not set up. */
export interface NotifyOptions {
  mail?: { url: string; from: string } | null;
}

/** The ways by which messages leave, as far as they are set up. */
export function openNotifiers({ mail }: NotifyOptions): Notifier[] {
  return mail ? [emailNotifier(mail)] : [];
}
