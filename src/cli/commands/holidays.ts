import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { HolidayItem } from '../../../schemas/holidays.js';
import { buddhistYear, weekdayOf } from '../../domain/calendar.js';
import { formatThaiDate } from '../../domain/dates.js';
import { parseInteger } from '../../domain/numerals.js';
import { WEEKDAYS } from '../../domain/tables/months.js';
import { holidayCalendar } from '../../domain/working-days.js';
import { parseDay } from '../../holidays/holidays.models.js';
import { WianError } from '../../shared/errors.js';
import { withStore } from '../with-store.js';

/** A day as an argument, พ.ศ. or A.D., in either digits. */
export function day(text: string): string {
  const iso = parseDay(text);
  if (iso === null) throw new InvalidArgumentError('YYYY-MM-DD, พ.ศ. or A.D.');
  return iso;
}

function year(text: string): number {
  const value = parseInteger(text);
  if (value === null || value < 1900 || value > 2800) throw new InvalidArgumentError('a year, 2569 or 2026');
  return value >= 2400 ? value - 543 : value;
}

const KIND = { official: 'วันหยุดประจำปี', substitute: 'ชดเชย', special: 'กรณีพิเศษ', local: 'เฉพาะพื้นที่' } as const;

/** `จ. ๑๔ เมษายน ๒๕๖๘  วันสงกรานต์ …` */
function line({ date, name, kind, status, province, source, builtIn }: HolidayItem): string {
  const where = province === null ? '' : `  เฉพาะจังหวัด${province}`;
  const doubt = status === 'computed' ? '  ยังไม่ประกาศ' : '';
  const when = `${date}  ${WEEKDAYS[weekdayOf(date)]![0]} ${formatThaiDate(date, { digits: 'thai' })}`;
  return `${when}  ${name}  ${KIND[kind]}${where}${doubt}  [${source}${builtIn ? '; ตารางที่มากับระบบ' : ''}]`;
}

const recounted = (deadlines: number) => `คำนวณกำหนดเวลาใหม่ ${deadlines} รายการ (deadlines worked out anew)`;

/** `wian holidays`: the table by which working days are counted. */
export function addHolidayCommands(program: Command): void {
  const store = ['--store <folder>', 'the store, instead of WIAN_STORE'] as const;
  const holidays = program.command('holidays').description('วันหยุดราชการ: the table by which working days are counted');

  holidays
    .command('import')
    .description('นำเข้า: a CSV file in the place of the years it names (src/holidays/README.md says the form)')
    .argument('<file.csv>')
    .option(...store)
    .option('--dry-run', 'only say what is wrong with it, and what would be replaced')
    .action(async (path: string, options: { store?: string; dryRun?: boolean }) => {
      const content = await readFile(path).catch(() => {
        throw new WianError('file.not_found', path);
      });
      await withStore(options, false, async (client) => {
        const answer = await client.importHolidays(content, options.dryRun ?? false);
        for (const { line, column, code, message } of answer.problems) {
          process.stderr.write(`${path}:${line}: ${code}: ${column ? `${column}: ` : ''}${message}\n`);
        }
        if (answer.problems.length > 0) {
          process.stderr.write('ไม่ได้นำเข้า (nothing was imported)\n');
          process.exitCode = 1;
          return;
        }
        const years = answer.years.map((one) => buddhistYear(`${one}-12-31`)).join(' ');
        const done = options.dryRun ? 'ตรวจแล้ว ยังไม่นำเข้า (dry run)' : recounted(answer.deadlines);
        process.stdout.write(`${answer.days} วัน ของปี พ.ศ. ${years}  ${done}\n`);
      });
    });

  holidays
    .command('list')
    .description('แสดงตาราง: the days that close government offices')
    .option(...store)
    .option('--year <year>', 'of one year, 2569 (พ.ศ.) or 2026', year)
    .option('--json', 'one JSON object a day, one a line')
    .action(async (options: { store?: string; year?: number; json?: boolean }) => {
      await withStore(options, false, async (client) => {
        const items = await client.holidays({ ...(options.year && { year: options.year }) });
        for (const item of items) process.stdout.write(`${options.json ? JSON.stringify(item) : line(item)}\n`);
        const { knownUntil } = holidayCalendar(items);
        if (options.json || options.year) return;
        const until =
          knownUntil === null ? 'ไม่มีปีที่ประกาศแล้ว' : `ประกาศแล้วถึงปี พ.ศ. ${buddhistYear(`${knownUntil}-12-31`)}`;
        process.stdout.write(`${until} (announced until)\n`);
      });
    });

  holidays
    .command('add')
    .description('เพิ่มวันหยุด: one announced day')
    .argument('<date>', '2569-06-02 (พ.ศ.) or 2026-06-02', day)
    .argument('<name>')
    .requiredOption('--source <text>', 'who announced it, and where that is written')
    .option('--province <name>', 'closes the offices of one province alone')
    .option(...store)
    .action(async (date: string, name: string, options: { store?: string; source: string; province?: string }) => {
      await withStore(options, false, async (client) => {
        const { source, province } = options;
        const deadlines = await client.addHoliday({ date, name, source, ...(province && { province }) });
        process.stdout.write(`${date}  ${name}  ${recounted(deadlines)}\n`);
      });
    });

  holidays
    .command('remove')
    .description('ถอนวันหยุด: take one day out')
    .argument('<date>', '2569-06-02 (พ.ศ.) or 2026-06-02', day)
    .option('--province <name>', 'the local one of a province')
    .option(...store)
    .action(async (date: string, options: { store?: string; province?: string }) => {
      await withStore(options, false, async (client) => {
        process.stdout.write(`${date}  ${recounted(await client.removeHoliday(date, options.province))}\n`);
      });
    });
}
