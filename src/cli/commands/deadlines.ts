import type { Command } from 'commander';
import { thaiDay } from '../../domain/calendar.js';
import { dueRows, struck } from '../deadline-text.js';
import { entry } from '../table.js';
import { withStore } from '../with-store.js';
import { day } from './holidays.js';

/** `wian deadlines`: what is still due, or all there is with what became of it. */
export function addDeadlineCommand(program: Command): void {
  program
    .command('deadlines')
    .description('กำหนดเวลา: what is still due, the earliest first, and how each day was found')
    .option('--store <folder>', 'the store, instead of WIAN_STORE')
    .option('--as-of <date>', 'the day it is looked at from (today in Thailand)', day)
    .option('--all', 'also what has passed, and what later letters changed')
    .option('--json', 'one JSON object a deadline, one a line (api-deadline.schema.json)')
    .action(async (options: { store?: string; asOf?: string; all?: boolean; json?: boolean }) => {
      const asOf = options.asOf ?? thaiDay(new Date());
      const strike = process.stdout.isTTY ? struck : undefined;
      await withStore(options, false, async (client) => {
        for (const item of await client.deadlines({ asOf, ...(!options.all && { from: asOf }) })) {
          const { key, letter } = item;
          const of = entry('ตามหนังสือ', `[${key}] ${letter.reference?.normalized ?? '-'}  ${letter.subject ?? '-'}`);
          process.stdout.write(
            `${options.json ? JSON.stringify(item) : [...dueRows(item, strike), of, ''].join('\n')}\n`,
          );
        }
      });
    });
}
