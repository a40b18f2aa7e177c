import type { FileJob, JobPayload, Stage } from '../schemas/jobs.js';
import type { Deps } from '../src/circulars/circulars.deps.js';
import { failFile } from '../src/circulars/stages.usecases.js';
import type { JobDefinition, Queue, Reader } from '../src/ports.js';
import { WianError } from '../src/shared/errors.js';

/** What the workers need beyond the use cases: the whole queue and the page readers. */
export type WorkerDeps = Omit<Deps, 'queue' | 'reader'> & { queue: Queue; reader: Reader };

/** The handler of a stage's jobs: it gets a payload that was parsed at the door, and calls use cases. */
export interface StageWorker<S extends Stage = Stage> {
  job: JobDefinition<S>;
  /** Jobs at once, where `readers` pages can be read at once. */
  concurrency(readers: number): number;
  run(deps: WorkerDeps, payload: JobPayload<S>): Promise<void>;
  /** Writes to the row that no tries are left. */
  failed(deps: WorkerDeps, payload: JobPayload<S>, error: WianError): Promise<void>;
}

/** What is recorded of an error: ours as it is; of any other only that it happened, since its text is not for the record. */
export function asRecorded(error: unknown): WianError {
  return error instanceof WianError ? error : new WianError('stage.failed', undefined, { cause: error });
}

/** How the stages that concern a whole file fail. */
export const failWholeFile = (deps: WorkerDeps, job: FileJob, error: WianError): Promise<void> =>
  failFile(deps, job, error.toRecord());
