import { type Command, InvalidArgumentError, Option } from 'commander';
import { type MessageState, messageStates } from '../../../schemas/alerts.js';
import { lineText } from '../../domain/alerts/line-text.js';
import { withStore } from '../with-store.js';
import { day } from './holidays.js';

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
};

const say = (text: string) => process.stdout.write(`${text}\n`);
const STORE = ['--store <folder>', 'the store, instead of WIAN_STORE'] as const;

export function addAlertCommands(program: Command): void {
  const alerts = program
    .command('alerts')
    .description('การแจ้งเตือน: who is told of deadlines, what was sent, and what stands in the next message');

  alerts
    .command('plan')
    .description('write down now who has to be told what; the running application sends it')
    .option(...STORE)
    .option('--json', 'one JSON object')
    .action((options: { store?: string; json?: boolean }) =>
      withStore(options, false, async (client) => {
        const planned = await client.alerts.plan();
        const { letters, alerts: lines, messages } = planned;
        say(options.json ? JSON.stringify(planned) : `${letters} letters, ${lines} lines told, ${messages} messages`);
      }),
    );

  alerts
    .command('messages')
    .description('the ledger: each message and what became of it, the latest first')
    .option(...STORE)
    .addOption(
      new Option('--state <state>', 'only those (unknown: nobody knows whether it went)').choices(messageStates),
    )
    .option('--organisation <code>', 'of one organisation')
    .option('--most <n>', 'how many', whole, 100)
    .option('--json', 'one JSON object a message, one a line')
    .action((options: { store?: string; state?: MessageState; organisation?: string; most: number; json?: boolean }) =>
      withStore(options, false, async (client) => {
        const { state, organisation, most } = options;
        for (const row of await client.alerts.messages({ state, organisation, most })) {
          const { id, state, organisation, recipient, channel, kind, plannedAt, attempts, reason } = row;
          const parts = [id, state, plannedAt, organisation, recipient, channel, kind, `${attempts}x`];
          say(options.json ? JSON.stringify(row) : [...parts, reason ?? ''].join('  ').trimEnd());
        }
      }),
    );

  alerts
    .command('resolve <id> <as>')
    .description('say of a message of unknown outcome that it was "sent", or send it "again" (a failed one, too)')
    .option(...STORE)
    .action((id: string, as: string, options: { store?: string }) => {
      if (as !== 'sent' && as !== 'again') throw new InvalidArgumentError('"sent" or "again" is wanted');
      return withStore(options, false, (client) => client.alerts.resolve({ id: whole(id), as }));
    });

  alerts
    .command('preview <login> <organisation>')
    .description('what a person would be told on a day (the next working day), and why the rest is not told')
    .option(...STORE)
    .option('--day <date>', 'the day', day)
    .option('--json', 'one JSON object (api: PreviewAnswer)')
    .action((login: string, organisation: string, options: { store?: string; day?: string; json?: boolean }) =>
      withStore(options, false, async (client) => {
        const preview = await client.alerts.preview({ login, organisation, day: options.day });
        if (options.json) {
          say(JSON.stringify(preview));
          return;
        }
        say(`${preview.day}  ${preview.way}  ${preview.goesAt ?? '-'}`);
        for (const { line, told, why } of preview.lines) {
          const { head, title, rows } = lineText(line, { day: preview.day, on: preview.day });
          say(`${told ? '✓' : '-'} [${head}] ${title}\n   ${[...rows, why].join('\n   ')}`);
        }
        if (preview.more > 0) say(`+${preview.more}`);
      }),
    );
}
