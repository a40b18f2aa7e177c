import type { FastifyInstance } from 'fastify';
import type { Role, Scope } from '../../schemas/access.js';
import type { Letter } from '../../schemas/record.js';
import { buildApp, type HttpOptions } from '../../src/http/app.js';
import { notices } from '../../src/notices/notices.table.js';
import { memberships, offices, people } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { createLogger } from '../../src/shared/logger.js';
import { contentOf, put, type TestStore, workAll } from './store.js';

/** The secret of the machine in these applications. */
export const TOKEN = 'token-of-this-run';
export const bearer = { authorization: `Bearer ${TOKEN}` };

/** Two organisations: ที่ทำการปกครองจังหวัดแพร่ and that of น่าน. */
export const X = '54';
export const Y = '55';

/** A person of X without any role, or as given. The number is nobody's in the tables: use `member` where a table refers to it. */
export const personOf = (given: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({
  kind: 'person',
  id: 1_000_000,
  name: 'สมศรี',
  organisation: X,
  roles: [],
  secret: false,
  ...given,
});

export const keyOf = (organisation: string, scopes: readonly Scope[]): Actor => ({
  kind: 'key',
  id: 1_000_000,
  name: 'test',
  organisation,
  scopes,
});

/** The headers by which an application of `appOf` takes a request for this actor's; without an actor, for nobody's. */
export const as = (actor: Actor | null): Record<string, string> =>
  actor === null ? {} : { 'x-test-actor': encodeURIComponent(JSON.stringify(actor)) };

/** The application over a test store: who asks is said by `as(actor)`, or by `bearer` for the machine. */
export function appOf(store: TestStore, options: Partial<HttpOptions> = {}): FastifyInstance {
  return buildApp({
    deps: store,
    records: 'pglite',
    log: createLogger('error', { write: (text) => process.stderr.write(String(text)) }),
    access: { password: undefined, token: TOKEN, local: true },
    identify: [
      async ({ headers }) => {
        const shown = headers['x-test-actor'];
        return typeof shown === 'string' ? (JSON.parse(decodeURIComponent(shown)) as Actor) : null;
      },
    ],
    ...options,
  });
}

let serial = 0;

/** A person of the tables, who is this in that organisation. */
export async function member(
  store: TestStore,
  organisation: string,
  roles: readonly Role[],
  given: { secret?: boolean; name?: string } = {},
): Promise<Extract<Actor, { kind: 'person' }>> {
  const { secret = false, name = `คนที่ ${++serial}` } = given;
  await store.db.insert(offices).values({ organisation, joinedAt: store.clock.now() }).onConflictDoNothing();
  const [row] = await store.db
    .insert(people)
    .values({ login: `member-${++serial}`, name, createdAt: store.clock.now() })
    .returning({ id: people.id });
  for (const role of roles) await store.db.insert(memberships).values({ person: row!.id, organisation, role, secret });
  return { kind: 'person', id: row!.id, name, organisation, roles, secret };
}

/** Takes a file of these letters (one a page) in for an organisation, and does all the work on it. Resolves to its receipt. */
export async function fileOf(
  store: TestStore,
  organisation: string,
  letters: readonly Letter[],
  name = `file-${++serial}.pdf`,
): Promise<number> {
  const { receipt } = await put(
    store,
    name,
    contentOf(letters.map((letter, at) => [{ ...letter, pages: [at + 1, at + 1] }])),
    keyOf(organisation, []),
  );
  await workAll(store);
  return receipt;
}

/** Sends the pages of a file to an organisation, as a notice does. Resolves to the notice's number. */
export async function noticeOf(
  store: TestStore,
  given: Pick<typeof notices.$inferInsert, 'organisation' | 'receipt' | 'firstPage' | 'lastPage'> &
    Partial<typeof notices.$inferInsert>,
): Promise<number> {
  const [row] = await store.db
    .insert(notices)
    .values({ rank: 0, origin: 'hand', sentAt: store.clock.now(), sentBy: 'test', ...given })
    .returning({ id: notices.id });
  return row!.id;
}
