import type { z } from 'zod';
import type { listQuery } from '../../schemas/api.js';
import type { Family } from '../../schemas/families.js';
import { listDeadlines } from '../alerts/alerts.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { listCirculars } from '../circulars/lists.usecases.js';
import { thaiDay } from '../domain/calendar.js';
import { eachFamily } from '../relay/relay.usecases.js';
import { registerPage } from './register-page.js';

/** Files on one page of the register. */
const FILES = 500;

/** A page of the register, with the families of its letters and a link to the next page. */
export async function register(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  query: z.infer<typeof listQuery>,
): Promise<string> {
  const asOf = thaiDay(deps.clock.now());
  const limit = query.limit ?? FILES;
  const files = await listCirculars(deps, { ...query, limit });
  const receipts = { firstReceipt: files[0]?.receipt ?? 0, lastReceipt: files.at(-1)?.receipt ?? 0 };
  const families: Family[] = [];
  for await (const family of eachFamily(deps, receipts)) families.push(family);
  const asked = Object.entries({ ...query, after: receipts.lastReceipt }).map(([name, value]) => `${name}=${value}`);
  const next = files.length < limit ? null : `?${asked.join('&')}`;
  return registerPage(files, await listDeadlines(deps, { asOf }), { families }, asOf, next);
}
