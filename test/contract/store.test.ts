import { describe, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { storeContract } from './store.contract.js';

// The store is tested with letters given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => {
  const { composeTestFile } = await import('../support/compose.js');
  return { composeFile: composeTestFile };
});

describe.each(testDatabases())('the store on $name', ({ open }) => storeContract(open));
