import { type Command, InvalidArgumentError, Option } from 'commander';
import { type MessageState, messageStates } from '../../../schemas/alerts.js';
import { selectLedger } from '../../alerts/messages.repo.js';
import { resolveMessage } from '../../alerts/messages.usecases.js';
import { planAlerts } from '../../alerts/planner.usecases.js';
import { previewDigest } from '../../alerts/preview.usecases.js';
import { loadSettings } from '../../config.js';
import { lineText } from '../../domain/alerts/line-text.js';
import { type App, openApp } from '../../main.js';
import { findLogin } from '../../people/accounts.repo.js';
import { machine } from '../../people/actor.js';
import { WianError } from '../../shared/errors.js';
import { day } from './holidays.js';

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
};

/** Opens the store in this process: one that a running application has open plans and sends there, and is looked at in its pages (`store.locked`). */
async function within(options: { store?: string }, use: (app: App) => Promise<void>): Promise<void> {
  const app = await openApp(loadSettings({ ...process.env, ...(options.store && { WIAN_STORE: options.store }) }));
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

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
      within(options, async ({ deps }) => {
        const planned = await planAlerts(deps);
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
      within(options, async ({ deps }) => {
        for (const row of await selectLedger(deps.db, options)) {
          const { id, state, organisation, recipient, channel, kind, plannedAt, attempts, reason } = row;
          const parts = [id, state, plannedAt.toISOString(), organisation, recipient, channel, kind, `${attempts}x`];
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
      return within(options, ({ deps }) => resolveMessage(deps, { actor: machine('cli'), id: whole(id), as }));
    });

  alerts
    .command('preview <login> <organisation>')
    .description('what a person would be told on a day (the next working day), and why the rest is not told')
    .option(...STORE)
    .option('--day <date>', 'the day', day)
    .option('--json', 'one JSON object (api: PreviewAnswer)')
    .action((login: string, organisation: string, options: { store?: string; day?: string; json?: boolean }) =>
      within(options, async ({ deps }) => {
        const person = await findLogin(deps.db, login);
        if (!person) throw new WianError('record.not_found', login);
        const { id, name } = person;
        const actor = { kind: 'person', id, name, organisation, roles: [], secret: false } as const;
        const preview = await previewDigest(deps, { actor, ...(options.day && { day: options.day }) });
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
