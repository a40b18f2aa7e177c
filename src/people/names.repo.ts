import { inArray } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import { apiKeys, people } from './accounts.table.js';

/** The machine's entrances, as people know them. */
const MACHINES: Readonly<Record<string, string>> = {
  cli: 'ผู้ดูแลระบบ',
  http: 'ผู้ดูแลระบบ',
  wian: 'ผู้ดูแลระบบ',
  folder: 'โฟลเดอร์รับเข้า',
  imap: 'กล่องจดหมายอิเล็กทรอนิกส์',
};

/** What people are shown for who did something (`auditName`): the name today of a person or key, else the word that was written. */
export async function shownActors(db: Database, written: Iterable<string>): Promise<(actor: string) => string> {
  const all = new Set(written);
  const numbers = (kind: string) =>
    [...all].flatMap((actor) => (actor.startsWith(`${kind}:`) ? [Number(actor.slice(kind.length + 1))] : []));
  const names = new Map<string, string>();
  const persons = numbers('person');
  if (persons.length > 0) {
    const rows = await db.select({ id: people.id, name: people.name }).from(people).where(inArray(people.id, persons));
    for (const { id, name } of rows) names.set(`person:${id}`, name);
  }
  const keys = numbers('key');
  if (keys.length > 0) {
    const rows = await db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(inArray(apiKeys.id, keys));
    for (const { id, name } of rows) names.set(`key:${id}`, name);
  }
  return (actor) => names.get(actor) ?? MACHINES[actor] ?? actor;
}
