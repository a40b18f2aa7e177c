import { Queue as BullQueue } from 'bullmq';
import type { Logger } from '../../ports.js';
import type { Backing, Timing } from './backing.js';
import { answered, reasonOf } from './failure.js';
import { startWorker } from './work.js';

/** A turn is short and the next one does the same: what fails is not kept. */
const KEEP = { removeOnComplete: true, removeOnFail: { count: 20 } } as const;

/**
 * A job scheduler with a queue of its own: it makes one job a turn for all processes together, and no second one while that waits, so that a time in which
 * nobody worked is followed by one turn and not by all that were missed. See `WorkQueue.every`.
 */
export async function startTurns(
  place: { name: string; backing: Backing; log: Logger; timing: Timing },
  everyMs: number,
  run: () => Promise<void>,
): Promise<() => Promise<void>> {
  const { name, backing, log } = place;
  const queue = new BullQueue(name, { connection: backing.connection as never }, backing.factory as never);
  queue.on('error', (error: Error) => log.warn('queue', { reason: reasonOf(error) }));
  await answered(() =>
    queue.upsertJobScheduler('turn', { every: everyMs }, { name: 'turn', opts: { attempts: 1, ...KEEP } }),
  );
  // What a turn fails by is in the log; there is no row of its own that has to say so.
  const stop = await startWorker(place, {
    concurrency: 1,
    async run({ id }) {
      // A turn that takes longer than the time to the next one would meet it in another process: the later one is left out. (BullMQ's global
      // concurrency would do, but its PostgreSQL backend asks for the waiting job without a pause until it may have it.)
      const others = await queue.getActive();
      if (!others.some((other) => (other.id ?? id) < id)) await run();
    },
    failed: async () => undefined,
  });
  return async () => {
    await stop();
    await queue.close();
  };
}
