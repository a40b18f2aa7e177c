import { sql } from 'drizzle-orm';
import { deadlineRows, type Reckoning } from '../../src/alerts/alerts.models.js';
import { deadlines } from '../../src/alerts/alerts.table.js';
import { letterRows } from '../../src/circulars/circulars.models.js';
import { files, letters } from '../../src/circulars/circulars.table.js';
import { addDays } from '../../src/domain/calendar.js';
import { composeFile } from '../../src/domain/compose.js';
import { formatThaiDate } from '../../src/domain/dates.js';
import { toThaiDigits } from '../../src/domain/numerals.js';
import { holidayCalendar } from '../../src/domain/working-days.js';
import { effectiveTable } from '../../src/holidays/built-in.js';
import type { Database } from '../../src/shared/database.js';

/** Circulars of a department to every organisation, as the stages and the register leave them. */

export const SENDER = 'มท 08';
export const codeOf = (n: number): string => `T${String(n).padStart(6, '0')}`;

/** Organisations with one clerk each, of whom all want an e-mail. */
export async function loadOffices(db: Database, count: number): Promise<void> {
  await db.execute(sql`insert into wian.offices (organisation, joined_at)
    select 'T' || lpad(n::text, 6, '0'), now() from generate_series(1, ${count}::int) n`);
  await db.execute(sql`insert into wian.people (login, name, created_at)
    select 'bench-' || n, 'คนที่ ' || n, now() from generate_series(1, ${count}::int) n`);
  await db.execute(sql`insert into wian.memberships (person, organisation, role)
    select id, 'T' || lpad(substr(login, 7), 6, '0'), 'clerk' from wian.people where login like 'bench-%'`);
  await db.execute(sql`insert into wian.alert_preferences (person, organisation, settings)
    select person, organisation, jsonb_build_object('way', 'email', 'email', person || '@example.go.th') from wian.memberships`);
}

const thai = (day: string) => formatThaiDate(day, { digits: 'thai' });

/** The text of a circular that is due on a day. */
const circular = (n: number, date: string, dueOn: string): string => `ที่ มท ๐๘๑๐.๗/ว ${toThaiDigits(String(n))}
กรมส่งเสริมการปกครองท้องถิ่น
ถนนนครราชสีมา เขตดุสิต กทม. ๑๐๓๐๐

${thai(date)}

เรื่อง  การรายงานข้อมูลครั้งที่ ${toThaiDigits(String(n))}
เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

     ด้วยกรมส่งเสริมการปกครองท้องถิ่นขอความร่วมมือสำรวจข้อมูล จึงขอให้รายงานผลภายในวันที่ ${thai(dueOn)}

     จึงเรียนมาเพื่อโปรดพิจารณา

ขอแสดงความนับถือ
`;

/** Takes circulars in that came on a day and are due `left` days later, and sends each to the first `offices` organisations. */
export async function loadCirculars(
  db: Database,
  of: { first: number; count: number; day: string; left: number; offices: number },
): Promise<void> {
  const { first, count, day, left, offices } = of;
  const reckoning: Reckoning = {
    holidays: holidayCalendar(effectiveTable([])),
    office: { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null },
    asOf: day,
  };
  const receivedAt = new Date(`${day}T02:00:00Z`);
  for (let n = first; n < first + count; n++) {
    const text = circular(n, day, addDays(day, left));
    const sha256 = n.toString(16).padStart(64, '0');
    const page = {
      number: 1,
      source: 'text' as const,
      width: 0,
      height: 0,
      lines: text.split('\n').map((line) => ({ text: line, box: null, confidence: 1 })),
      confidence: 1,
      regions: [],
    };
    const record = composeFile({ file: `ว ${n}`, sha256, pages: [page as never], warnings: [] });
    await db.transaction(async (tx) => {
      await tx.insert(files).values({
        receipt: n,
        sha256,
        name: `ว ${n}`,
        bytes: 0,
        status: 'done',
        priority: 'import',
        pageCount: 1,
        receivedAt,
        changedAt: receivedAt,
      });
      await tx.insert(letters).values(letterRows(n, record.letters, record.letters).letters);
      const due = deadlineRows(
        [{ receipt: n, ordinal: 0, number: 0, letter: record.letters[0]!, receivedAt }],
        reckoning,
      );
      if (due.length === 0) throw new Error(`the circular ${n} states no deadline`);
      await tx.insert(deadlines).values(due);
      await tx.execute(sql`insert into wian.notices
        (organisation, sender, receipt, first_page, rank, last_page, origin, sent_at, sent_by)
        select 'T' || lpad(n::text, 6, '0'), ${SENDER}, ${n}::int, 1, 0, 1, 'hand', ${receivedAt.toISOString()}::timestamptz, 'bench'
        from generate_series(1, ${offices}::int) n`);
    });
  }
}
