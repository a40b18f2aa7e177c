import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { and, gt, isNotNull, lte } from 'drizzle-orm';
import type { Family } from '../../schemas/families.js';
import { relayCitations } from '../../src/relay/relay.table.js';
import type { Store } from './load.js';

export interface Score {
  precision: number;
  recall: number;
  given: number;
  wrong: number;
  corrected: number;
  correctedRecall: number;
}

const STEP = 50_000;

/** `s0000041.pdf#0` came as the 42nd file. */
const receiptOf = (key: string): number => Number(/^s(\d+)\.pdf#0$/.exec(key)![1]) + 1;

/**
 * The hops found, held against the truth as `score-relay.mjs` does it, of which a million are read in pieces. A made-up letter
 * cites at most one other.
 */
export async function scored({ db }: Store, truthPath: string, size: number): Promise<Score> {
  const above = new Int32Array(size + 1);
  const corrected = new Uint8Array(size + 1);
  let expected = 0;
  for await (const line of createInterface({ input: createReadStream(truthPath) })) {
    for (const { from, to, match } of (JSON.parse(line) as Family).hops) {
      above[receiptOf(to)] = receiptOf(from);
      corrected[receiptOf(to)] = Number(match === 'corrected');
      expected++;
    }
  }
  let [given, right, rightCorrected] = [0, 0, 0];
  const { receipt, citedReceipt, match } = relayCitations;
  for (let after = 0; after < size; after += STEP) {
    const hops = await db
      .select({ receipt, citedReceipt, match })
      .from(relayCitations)
      .where(and(gt(receipt, after), lte(receipt, after + STEP), isNotNull(citedReceipt)));
    for (const hop of hops) {
      given++;
      if (above[hop.receipt] !== hop.citedReceipt) continue;
      right++;
      if (corrected[hop.receipt] && hop.match === 'corrected') rightCorrected++;
    }
  }
  const wrongOnes = corrected.reduce((sum, one) => sum + one, 0);
  return {
    precision: given ? right / given : 1,
    recall: expected ? right / expected : 1,
    given,
    wrong: given - right,
    corrected: wrongOnes,
    correctedRecall: wrongOnes ? rightCorrected / wrongOnes : 1,
  };
}
