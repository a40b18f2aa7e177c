import { EventEmitter } from 'node:events';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

type Params = readonly unknown[];
type Runner = Pick<PGlite, 'query' | 'exec'> | Transaction;

/** With parameters a prepared query, without them a script: the migrations hold several statements in one text. */
async function run(runner: Runner, text: string, params: Params = []): Promise<PgQueryResult> {
  const result = params.length ? await runner.query(text, [...params]) : (await runner.exec(text)).at(-1);
  const rows = (result?.rows ?? []) as PgQueryResult['rows'];
  return { rows, rowCount: result?.affectedRows || rows.length };
}

/**
 * The one session of an embedded PGlite, in the shape of a checked-out `pg` client. What makes it safe to share that session
 * with the records: from BEGIN to COMMIT or ROLLBACK it holds PGlite's own transaction lock, so that no other query can
 * slip into a transaction of the queue, nor the queue into another's.
 */
class PGliteClient extends EventEmitter {
  private readonly stops: (() => Promise<void>)[] = [];
  private transaction: { tx: Transaction; end: (commit: boolean) => Promise<void> } | undefined;

  constructor(private readonly db: PGlite) {
    super();
    this.setMaxListeners(0);
  }

  async query(text: string, params?: Params): Promise<PgQueryResult> {
    const channel = /^[ \t]*LISTEN[ \t]+"?(\w{1,63})/im.exec(text)?.[1];
    if (channel) {
      this.stops.push(await this.db.listen(channel, (payload) => this.emit('notification', { channel, payload })));
      return { rows: [], rowCount: 0 };
    }
    const verb = /^\s*(BEGIN|COMMIT|ROLLBACK)\s*;?\s*$/i.exec(text)?.[1]?.toUpperCase();
    if (verb === 'BEGIN') await this.begin();
    else if (verb) await this.end(verb === 'COMMIT');
    else return run(this.transaction?.tx ?? this.db, text, params);
    return { rows: [], rowCount: 0 };
  }

  /** Ends the subscriptions, and a transaction left open. */
  release(): void {
    for (const stop of this.stops.splice(0)) void stop().catch(() => undefined);
    void this.end(false).catch(() => undefined);
  }

  /** Resolves when the transaction has begun; it then stays open until `end`. */
  private begin(): Promise<void> {
    return new Promise((begun, refused) => {
      let commit = (_: boolean): void => undefined;
      const decision = new Promise<boolean>((resolve) => {
        commit = resolve;
      });
      const ended = this.db.transaction(async (tx) => {
        const end = (well: boolean) => {
          commit(well);
          return settled;
        };
        this.transaction = { tx, end };
        begun();
        if (!(await decision)) await tx.rollback();
      });
      const settled = ended.then(() => undefined);
      settled.catch(refused);
    });
  }

  private async end(commit: boolean): Promise<void> {
    const { transaction } = this;
    this.transaction = undefined;
    await transaction?.end(commit);
  }
}

/**
 * An embedded PGlite in the shape of the `pg.Pool` that BullMQ's PostgreSQL backend asks for. `end` leaves the database
 * open: it belongs to the store. PGlite must find the queue's tables: its `search_path` holds their schema.
 */
export class PGlitePool extends EventEmitter {
  /** There is no connection that could be lost unseen, so an idle worker may wait for a notification as long as it likes. */
  readonly options = { keepAlive: true };

  constructor(private readonly db: PGlite) {
    super();
    this.setMaxListeners(0);
  }

  query(text: string, params?: Params): Promise<PgQueryResult> {
    return run(this.db, text, params);
  }

  async connect(): Promise<PgPoolClient> {
    return new PGliteClient(this.db) as unknown as PgPoolClient;
  }

  async end(): Promise<void> {}
}

/** The face as BullMQ types it. */
export function pglitePool(db: PGlite): PgPool {
  return new PGlitePool(db) as unknown as PgPool;
}
