import type { Letter } from '../../schemas/record.js';
import { SURE } from './labels.js';

/** From here on a value is rather sure: characters and rule were well, but the rule was not measured often enough to be told as sure. */
export const RATHER_SURE = 0.75;

/**
 * Whether a field that is not sure is left unasked (docs/decisions/0015-what-is-asked.md). That is said of สิ่งที่ต้องทำ alone, and only while it is rather
 * sure, nothing speaks against it, and it holds no name: nobody to whom something is to be handed in. No register number and no deadline hangs on the
 * rest. It is shown as unsure with its place all the same, and confirming the letter does not make it sure.
 */
export function leftUnasked({ action, confidence, warnings }: Letter, field: string): boolean {
  if (field !== 'action' || action === null) return false;
  const sure = confidence.action;
  if (sure === undefined || sure < RATHER_SURE || sure >= SURE) return false;
  return action.submit_to === null && !warnings.some((warning) => warning.field === 'action');
}
