import type { FileState } from '../../schemas/files.js';
import type { Actor } from '../people/actor.js';
import type { Queue } from '../ports.js';
import type { Deps } from './circulars.deps.js';
import { selectChanged } from './holdings.repo.js';
import { unnamed, veiledFiles } from './secrecy.js';
import { statesOf } from './uploads.usecases.js';

/** Told of a file of theirs. `id`: what to come back with, so that nothing is missed in between. */
export type FileListener = (event: { id: string; state: FileState }) => void;

/** Who listens, and to which organisation's files: for the machine's operator those of the office that this wian was set up for. */
export interface Listening {
  actor: Actor;
  organisation: string;
}

export interface FileEvents {
  /**
   * Tells of the organisation's files from now on; first those that are on their way and those that changed since `lastId`, the `id` of the last
   * event that was heard. Files with a secret letter go by their number unless the actor is named for such. Resolves to the way out.
   */
  subscribe(of: Listening, lastId: string | null, listener: FileListener): Promise<() => void>;
  close(): Promise<void>;
}

interface Subscriber extends Listening {
  listener: FileListener;
  /** What was told last of each file: the same is not told twice. */
  told: Map<number, string>;
}

/** Jobs of one page end in quick succession; people do not read faster than this. */
const GATHER_MS = 150;
/** How often is looked without any word from the queue: other processes' events may be lost, rows are not. */
const LOOK_MS = 3_000;
/** Rows are looked at from so long before the last look on: one that was written meanwhile bears an earlier time, and clocks differ. */
const OVERLAP_MS = 10_000;

/**
 * How far files have come, told from their rows: right whichever process reads them. `watch`: the queue's, which says when it is worth a look.
 * Nothing runs while nobody listens.
 */
export function createFileEvents(
  deps: Pick<Deps, 'db' | 'clock'>,
  { watch, lookMs = LOOK_MS }: { watch?: Queue['watch'] | undefined; lookMs?: number } = {},
): FileEvents {
  const subscribers = new Set<Subscriber>();
  let since = deps.clock.now();
  let watching: Promise<(() => Promise<void>) | null> | null = null;
  let gathering: NodeJS.Timeout | null = null;
  let looking: NodeJS.Timeout | null = null;
  let busy = Promise.resolve();

  const tell = async (subscriber: Subscriber, states: readonly FileState[], id: string) => {
    const receipts = states.map(({ receipt }) => receipt);
    const veiled = await veiledFiles(deps.db, subscriber.actor, receipts);
    for (const state of states) {
      tellOne(subscriber, veiled.has(state.receipt) ? { ...state, name: unnamed(state.receipt) } : state, id);
    }
  };

  const tellOne = (subscriber: Subscriber, state: FileState, id: string) => {
    const text = JSON.stringify(state);
    if (subscriber.told.get(state.receipt) === text) return;
    subscriber.told.set(state.receipt, text);
    subscriber.listener({ id, state });
  };

  const look = async () => {
    const from = new Date(since.getTime() - OVERLAP_MS);
    const now = deps.clock.now();
    const changed = await selectChanged(deps.db, { since: from });
    const states = await statesOf(deps.db, changed);
    since = now;
    for (const subscriber of subscribers) {
      const own = states.filter((_, at) => changed[at]!.organisation === subscriber.organisation);
      await tell(subscriber, own, String(now.getTime()));
    }
  };
  // One look at a time; a database that does not answer is asked again at the next.
  const soon = () => {
    gathering ??= setTimeout(() => {
      gathering = null;
      busy = busy.then(look).catch(() => undefined);
    }, GATHER_MS);
  };
  const stop = async () => {
    if (gathering) clearTimeout(gathering);
    if (looking) clearInterval(looking);
    gathering = looking = null;
    const ends = watching;
    watching = null;
    await (await ends?.catch(() => null))?.();
  };

  return {
    async subscribe({ actor, organisation }, lastId, listener) {
      const subscriber: Subscriber = { actor, organisation, listener, told: new Map() };
      if (subscribers.size === 0) {
        since = deps.clock.now();
        looking = setInterval(soon, lookMs);
        watching = watch ? watch(soon).catch(() => null) : null;
      }
      // Before the snapshot, so that nothing falls between the two.
      subscribers.add(subscriber);
      const now = deps.clock.now();
      const last = lastId !== null && /^\d{1,15}$/.test(lastId) ? Number(lastId) : now.getTime();
      const by = { since: new Date(last - OVERLAP_MS), organisation, unfinished: true };
      const changed = await selectChanged(deps.db, by);
      const states = await statesOf(deps.db, changed);
      await tell(subscriber, states, String(now.getTime()));
      return () => {
        if (subscribers.delete(subscriber) && subscribers.size === 0) void stop();
      };
    },
    async close() {
      subscribers.clear();
      await stop();
      await busy;
    },
  };
}
