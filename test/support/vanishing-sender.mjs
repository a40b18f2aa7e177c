// A sender of the ledger's messages that the test kills. `at`: where it says so and goes no further, `claimed` (before a message is handed over) or
// `accepted` (after the server took it, before that is written down); without it, it sends on. It runs what was built.

import { openPglite, openPostgres } from '../../dist/src/adapters/db/open.js';
import { emailNotifier } from '../../dist/src/adapters/notify/email.js';
import { sendMessages } from '../../dist/src/alerts/messages.usecases.js';

const { databaseUrl, folder, smtp, now, at, leaseMs } = JSON.parse(process.argv[2]);
const { db } = databaseUrl ? await openPostgres(databaseUrl) : await openPglite(folder);
const email = emailNotifier({ url: smtp, from: 'wian@office.example' });
const halt = (where) => {
  if (at !== where) return undefined;
  console.log(where);
  return new Promise(() => undefined);
};
const notifier = {
  ...email,
  async send(message) {
    await halt('claimed');
    const delivery = await email.send(message);
    await halt('accepted');
    return delivery;
  },
};
const log = { debug() {}, info() {}, warn() {}, error: console.error };
console.log('sending');
await sendMessages({ db, clock: { now: () => new Date(now) }, notifiers: [notifier], log }, { leaseMs });
console.log('done');
process.exit(0);
