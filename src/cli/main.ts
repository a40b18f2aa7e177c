#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { WianError } from '../shared/errors.js';
import { version } from '../shared/package-root.js';
import { addAlertCommands } from './commands/alerts.js';
import { addDeadlineCommand } from './commands/deadlines.js';
import { addExchangeCommands } from './commands/exchange.js';
import { addHolidayCommands } from './commands/holidays.js';
import { addInboundCommands } from './commands/inbound.js';
import { addOrganisationCommands } from './commands/organisations.js';
import { addPeopleCommands } from './commands/people.js';
import { addReadCommands } from './commands/read.js';
import { addSearchableCommand } from './commands/searchable.js';
import { addStoreCommands } from './commands/store.js';
import { addSystemCommands } from './commands/system.js';

/** Shell exit codes: 0 done, 1 something could not be read or found, 2 wrong usage. */
const program = new Command('wian')
  .description('เวียน: reads circular letters (หนังสือเวียน), finds their deadlines and follows them down the relay')
  .version(version)
  .showHelpAfterError('(wian --help lists the commands)')
  .exitOverride();

addReadCommands(program);
addSearchableCommand(program);
addStoreCommands(program);
addDeadlineCommand(program);
addAlertCommands(program);
addOrganisationCommands(program);
addPeopleCommands(program);
addHolidayCommands(program);
addExchangeCommands(program);
addInboundCommands(program);
addSystemCommands(program);

// Whoever reads the output may have enough of it: `wian list | head` is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof WianError) {
    process.stderr.write(`wian: ${error.code}: ${error.message}\n`);
    process.exitCode = error.code === 'settings.invalid' ? 2 : 1;
  } else {
    process.stderr.write(`wian: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}
