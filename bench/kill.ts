import { runKillRounds, targets } from './kill-rounds.js';

// node dist/bench/kill.js [ROUNDS] [SEED]: kills the whole pipeline, or a page reader, at random moments, and compares what
// is stored in the end with an undisturbed run. Exit 1 if anything differs or a stage was never hit.
const [rounds = 20, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const start = performance.now();
console.log(`${rounds} rounds, seed ${seed}`);
const report = await runKillRounds({ rounds, seed }, (line) => console.log(line));
console.log(
  `\n${report.rounds} kills over ${report.stores} stores in ${((performance.now() - start) / 1000).toFixed(0)} s; ` +
    `${report.acknowledged} uploads acknowledged`,
);
for (const target of targets) console.log(`  ${target.padEnd(10)} hit in ${report.hits[target]} rounds`);
console.log(`  ${'between'.padEnd(10)} hit in ${report.between} rounds`);
for (const fault of report.faults) console.log(`FAULT ${fault}`);
if (report.faults.length === 0)
  console.log('every acknowledged upload has one record, identical to the undisturbed run');
process.exitCode = report.faults.length || targets.some((target) => report.hits[target] === 0) ? 1 : 0;
