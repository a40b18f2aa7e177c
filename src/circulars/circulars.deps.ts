import type { ExchangeCodes } from '../../schemas/exchange.js';
import type { Clock, Files, Limits, Office, Pictures, Queue, Reader } from '../ports.js';
import type { Database } from '../shared/database.js';

/** What the use cases need; each takes no more of it than it uses. */
export interface Deps {
  db: Database;
  files: Files;
  queue: Pick<Queue, 'enqueue' | 'jobLives'>;
  reader: Pick<Reader, 'inspect' | 'searchable' | 'picture' | 'stamped'>;
  pictures: Pictures;
  clock: Clock;
  limits: Limits;
  office: Office;
  exchange: ExchangeCodes;
}
