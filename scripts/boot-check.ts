import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { healthAnswer } from '../schemas/api.js';
import { packageRoot } from '../src/shared/package-root.js';

/** Boots what was built as a user would, asks it how it is, and stops it. Exit 0 when it answered and stopped cleanly. */
const store = await mkdtemp(join(tmpdir(), 'wian-boot-'));
const child = spawn(process.execPath, [join(packageRoot, 'dist/src/cli/main.js'), 'start'], {
  env: { PATH: process.env.PATH, WIAN_STORE: store, WIAN_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
try {
  const address = await new Promise<string>((resolve, reject) => {
    ended.then((code) => reject(new Error(`wian start ended with ${code}`)));
    createInterface(child.stdout!).on('line', (line) => {
      const found = /http:\/\/\S+/.exec(line);
      if (found) resolve(found[0]);
    });
  });
  const health = healthAnswer.parse(await (await fetch(`${address}/api/health`)).json());
  const page = await fetch(`${address}/`);
  if (!page.ok || !(await page.text()).includes('id="root"')) throw new Error('the web application is not there');
  child.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) throw new Error(`wian start ended with ${code} after SIGTERM`);
  process.stdout.write(`booted ${health.version} on ${health.records}, answered, stopped\n`);
} finally {
  child.kill('SIGKILL');
  await rm(store, { recursive: true, force: true });
}
