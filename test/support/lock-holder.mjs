// Takes a store's lock in a process of its own, says so, and keeps it until it is killed or told to let go.
const { acquireLock } = await import(new URL('../../dist/src/adapters/db/lock.js', import.meta.url).href);

try {
  const lock = await acquireLock(process.argv[2]);
  if (process.argv[3]) await lock.setAddress(process.argv[3], 'secret');
  process.stdout.write('held\n');
  process.stdin.once('data', async () => {
    await lock.release();
    process.exit(0);
  });
} catch (error) {
  process.stdout.write(`${error.code}\n`);
}
