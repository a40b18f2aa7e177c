import fc from 'fast-check';

/**
 * The generator of property tests. Runs are repeatable: what holds in one holds in the next, so that a change is never refused for what it did not
 * bring. New cases are looked for with `WIAN_TEST_SEED=random` (CONTRIBUTING.md); one that fails prints its own seed.
 */
const given = process.env.WIAN_TEST_SEED;
if (given !== 'random') fc.configureGlobal({ seed: given === undefined ? 2568 : Number(given) });

export { fc };
