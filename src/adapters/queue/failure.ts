import { WianError } from '../../shared/errors.js';
import { ANSWER_MS } from './backing.js';

/**
 * What may be said of an error outside the records: our own errors by their code and detail, every other by its name and
 * code alone. Messages of foreign errors quote what they stumbled over (a JSON text, the parameters of a query), and that
 * can be a letter.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof WianError) return error.detail ? `${error.code}: ${error.detail}` : error.code;
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const cause = error.cause ? ` < ${reasonOf(error.cause)}` : '';
  return `${error.name}${code}${cause}`;
}

/** The places an error passed through, without its message. */
export function placesOf(error: unknown): string[] {
  const lines = (error instanceof Error ? (error.stack ?? '') : '').split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}

/** An error to be kept with a job: `of` made it, without anything that could be text of a letter. */
export function keptError<E extends Error>(make: (reason: string) => E, of: unknown): E {
  const kept = make(reasonOf(of));
  kept.stack = [`${kept.name}: ${kept.message}`, ...placesOf(of).map((place) => `    ${place}`)].join('\n');
  return kept;
}

const CONNECTION_FAULTS = /^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|08|57P0)/;

/** Runs a request to the queue; one that is not answered in time, or meets a broken connection, is `queue.unreachable`. */
export async function answered<T>(request: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new WianError('queue.unreachable', `no answer in ${ANSWER_MS / 1000} s`)),
      ANSWER_MS,
    );
  });
  try {
    return await Promise.race([request(), late]);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (
      CONNECTION_FAULTS.test(code) ||
      (error instanceof Error && /timeout exceeded when trying to connect/.test(error.message))
    )
      throw new WianError('queue.unreachable', code, { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
