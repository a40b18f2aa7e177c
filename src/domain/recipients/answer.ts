import type { Organisation, Resolution } from '../../../schemas/organisations.js';
import type { ReasonCode } from './reasons.js';

/** What is known of an addressee. `sure`: how often the rule is right where the words were read right. */
export interface Answer {
  state: Resolution['state'];
  organisations: Organisation[];
  except: Organisation[];
  candidates?: Organisation[];
  reason?: ReasonCode;
  sure: number;
}

export function resolvedAs(organisations: Organisation[], sure: number): Answer {
  return { state: 'resolved', organisations, except: [], sure };
}

/** No organisation is given; `candidates` are shown to the person who decides. */
export function unknown(reason: ReasonCode, candidates: Organisation[] = []): Answer {
  return { state: 'unknown', organisations: [], except: [], candidates: candidates.slice(0, SHOWN), reason, sure: 0.5 };
}

/** More candidates than that help nobody. */
const SHOWN = 12;

/** The day to ask for a class on: the letter's, or one on which everything dissolved is gone. */
export const dayOf = (date: string | null): string => date ?? '9999-12-31';
