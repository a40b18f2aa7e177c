import type { Command } from 'commander';
import { loadSettings } from '../../config.js';
import { urlOf } from '../../main.js';
import { withStore } from '../with-store.js';

export function addPeopleCommands(program: Command): void {
  const people = program
    .command('people')
    .description('ผู้ใช้: the people who sign in; they are looked after in the application');

  people
    .command('reset <login>')
    .description(
      'ออกลิงก์ตั้งรหัสผ่านใหม่: a link, for one use within a day, by which somebody who is locked out sets a new password',
    )
    .option('--store <folder>', 'the store, instead of WIAN_STORE')
    .action(async (login: string, options: { store?: string }) => {
      const settings = loadSettings();
      await withStore(options, false, async (client) => {
        const { path } = await client.resetLogin(login);
        const address = client.address ?? `http://${settings.WIAN_HOST}:${settings.WIAN_PORT}`;
        process.stdout.write(`${urlOf(settings, address, path)}\n`);
      });
    });
}
