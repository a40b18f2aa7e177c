// Makes `npx wian` run this very build. With a "bin" in package.json npx would first install a link to the project in the
// user's cache: a trace outside the project, which two commands at once can break and which goes stale.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

const target = 'dist/src/cli/main.js';
chmodSync(target, 0o755);
mkdirSync('node_modules/.bin', { recursive: true });
if (process.platform === 'win32') {
  writeFileSync('node_modules/.bin/wian.cmd', `@node "%~dp0\\..\\..\\${target.replaceAll('/', '\\')}" %*\r\n`);
} else {
  rmSync('node_modules/.bin/wian', { force: true });
  symlinkSync(`../../${target}`, 'node_modules/.bin/wian');
}
