import { type SendingDeps, sendMessages } from '../src/alerts/messages.usecases.js';
import { planAlerts } from '../src/alerts/planner.usecases.js';
import type { Deps } from '../src/circulars/circulars.deps.js';
import type { WorkQueue } from '../src/ports.js';

export type AlertsDeps = SendingDeps & Pick<Deps, 'office'>;

/** How often is looked at who has to be told what. */
const EVERY_MS = 60_000;
/** A turn that has many messages to send ends after this long, so that what is to be told at once does not wait for the day's messages. */
const TURN_MS = 50_000;

/** Plans what has to be told by now, and sends what is planned: also where the planning fails, since what stands in the ledger was promised. */
export async function alertsTurn(deps: AlertsDeps, stopped: () => boolean = () => false): Promise<void> {
  const since = performance.now();
  const planning = planAlerts(deps, stopped);
  const [planned] = await Promise.allSettled([planning]);
  const late = () => stopped() || performance.now() - since > TURN_MS;
  const sent = await sendMessages(deps, { stopped: late });
  if (Object.values(sent).some((count) => count > 0)) deps.log.info('alerts: messages', { ...sent });
  if (planned.status === 'rejected') throw planned.reason;
  if (planned.value.alerts > 0) deps.log.info('alerts: planned', { ...planned.value });
}

/** Has it done once a minute by one of all processes. What it resolves to takes no more turns, and waits for the messages that are on their way. */
export async function startAlerts(deps: AlertsDeps, queue: WorkQueue): Promise<() => Promise<void>> {
  let stopping = false;
  let turn: Promise<void> = Promise.resolve();
  const stop = await queue.every('alerts', EVERY_MS, () => {
    turn = alertsTurn(deps, () => stopping);
    return turn;
  });
  return async () => {
    stopping = true;
    await stop();
    await turn.catch(() => undefined);
  };
}
