import { it } from 'vitest';
import { pglitePlace, postgresPlace, redisPlace } from '../support/queue-places.js';
import { queueContract } from './queue.contract.js';

const { TEST_DATABASE_URL, TEST_REDIS_URL } = process.env;

queueContract('the embedded database', pglitePlace);

if (TEST_DATABASE_URL) queueContract('PostgreSQL', () => postgresPlace(TEST_DATABASE_URL));
else it.skip('the queue on PostgreSQL: TEST_DATABASE_URL is not set', () => undefined);

if (TEST_REDIS_URL) queueContract('Redis', () => redisPlace(TEST_REDIS_URL));
else it.skip('the queue on Redis: TEST_REDIS_URL is not set', () => undefined);
