import { expect, it } from 'vitest';
import { runKillRounds, targets } from '../../bench/kill-rounds.js';

it('comes back from kill -9 in every stage with one identical record for each upload', async () => {
  const report = await runKillRounds({ rounds: 20, seed: Date.now() % 1_000_000 });
  console.log(`kills: ${JSON.stringify(report)}`);
  expect(report.faults).toEqual([]);
  expect(report.rounds).toBeGreaterThanOrEqual(20);
  expect(report.acknowledged).toBeGreaterThan(0);
  expect(targets.filter((target) => report.hits[target] === 0)).toEqual([]);
}, 600_000);
