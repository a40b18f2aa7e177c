import { type Command, Option } from 'commander';
import type { ImportAnswer } from '../../../schemas/api.js';
import { type OrganisationKind, organisationKinds } from '../../../schemas/organisations.js';
import { WianError } from '../../shared/errors.js';
import { withStore } from '../with-store.js';

/** What became of a list, in words. */
function importText(path: string, { added, changed, unchanged, dryRun, letters }: ImportAnswer): string {
  const counts = `เพิ่ม ${added.length} แก้ไข ${changed.length} คงเดิม ${unchanged}`;
  const rows = dryRun
    ? [...added.map((row) => `   + ${row.code} ${row.name}`), ...changed.map((row) => `   ~ ${row.code} ${row.name}`)]
    : [];
  const end = dryRun ? 'ยังไม่ได้นำเข้า (dry run)' : `เทียบผู้รับหนังสือใหม่ ${letters} ฉบับ`;
  return [`${path}: ${counts}  ${end}`, ...rows].join('\n');
}

/** Each line of a list that is wrong. */
function problemsText(path: string, error: WianError): string {
  const lines = error.problems.map(
    ({ line, column, code, message }) => `${path}:${line}${column ? `: ${column}` : ''}: ${code}: ${message}`,
  );
  return [...lines, `${path}: ${error.code}: ${error.message}`].join('\n');
}

export function addOrganisationCommands(program: Command): void {
  const store = ['--store <folder>', 'the store, instead of WIAN_STORE'] as const;
  const organisations = program
    .command('organisations')
    .description('ทะเบียนหน่วยงาน: the organisations that letters are sent to');

  organisations
    .command('import')
    .description(
      'นำเข้ารายชื่อ: take in lists of organisations (organisations/README.md); one with a fault is refused whole',
    )
    .argument('<file...>', 'CSV, UTF-8, with a header')
    .option(...store)
    .option('--dry-run', 'only say what would change')
    .action(async (paths: string[], options: { store?: string; dryRun?: boolean }) => {
      await withStore(options, false, async (client) => {
        for (const path of paths) {
          try {
            const answer = await client.importOrganisations(path, { dryRun: options.dryRun ?? false });
            process.stdout.write(`${importText(path, answer)}\n`);
          } catch (error) {
            if (!(error instanceof WianError)) throw error;
            process.stderr.write(`${problemsText(path, error)}\n`);
            process.exitCode = 1;
          }
        }
      });
    });

  organisations
    .command('list')
    .description('แสดงทะเบียน: code, kind and name, one a line')
    .option(...store)
    .option('--province <name>', 'those of one province')
    .addOption(new Option('--kind <kind>', 'those of one kind').choices(organisationKinds))
    .option('--json', 'one JSON object a line')
    .action(async (options: { store?: string; province?: string; kind?: OrganisationKind; json?: boolean }) => {
      const { province, kind } = options;
      await withStore(options, false, async (client) => {
        for (const row of await client.organisations({ ...(province && { province }), ...(kind && { kind }) })) {
          process.stdout.write(`${options.json ? JSON.stringify(row) : `${row.code}\t${row.kind}\t${row.name}`}\n`);
        }
      });
    });

  organisations
    .command('export')
    .description('ส่งออก: what was imported, as a list that can be imported again')
    .option(...store)
    .action(async (options: { store?: string }) => {
      await withStore(options, false, async (client) => {
        process.stdout.write(await client.organisationsCsv());
      });
    });
}
