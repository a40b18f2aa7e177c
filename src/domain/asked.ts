import type { Letter } from '../../schemas/record.js';
import { SURE } from './labels.js';

/** From here on a value is rather sure: characters and rule were well, but the rule was not measured often enough to be told as sure. */
export const RATHER_SURE = 0.75;

/** What the letter asks of others than the reader, or wants brought to somebody: others act on it, so that a person looks. */
const OTHERS_ACT: ReadonlySet<NonNullable<Letter['action']>['kind']> = new Set(['relay']);

/**
 * Whether a field that is not sure is left unasked (docs/decisions/0015-what-is-asked.md). That is said of สิ่งที่ต้องทำ alone, and only while it is rather
 * sure, nothing speaks against it, and it holds what no register, deadline or relay hangs on: neither that the letter is to be passed on, nor to whom
 * something is to be handed in. It is shown as unsure with its place all the same, and confirming the letter does not make it sure.
 */
export function leftUnasked({ action, confidence, warnings }: Letter, field: string): boolean {
  if (field !== 'action' || action === null) return false;
  const sure = confidence.action;
  if (sure === undefined || sure < RATHER_SURE || sure >= SURE) return false;
  return (
    !OTHERS_ACT.has(action.kind) && action.submit_to === null && !warnings.some((warning) => warning.field === 'action')
  );
}
