import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WEB_FOLDER } from '../../src/http/web.js';

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(WEB_FOLDER, '.vite/manifest.json'), 'utf8'));
const read = (file: string) => readFileSync(join(WEB_FOLDER, file));

/** What the browser fetches before anything is drawn: the entry and all that it imports at once. */
function firstLoad(): string[] {
  const waiting = Object.keys(manifest).filter((name) => manifest[name]!.isEntry);
  const files = new Set<string>();
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    const { file, imports = [] } = manifest[name]!;
    if (files.has(file)) continue;
    files.add(file);
    waiting.push(...imports);
  }
  return [...files].filter((file) => file.endsWith('.js'));
}

describe('the built web application', () => {
  it('has a first load of less than 250 kB of JavaScript, gzipped', () => {
    const files = firstLoad();
    expect(files.length).toBeGreaterThan(0);
    const bytes = files.reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(250_000);
  });

  it('fetches nothing from another host', () => {
    const styles = readdirSync(WEB_FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:css|html)$/.test(file),
    );
    expect(styles.length).toBeGreaterThan(1);
    for (const file of styles) {
      const named = read(file)
        .toString()
        .match(/(?:url\(\s*["']?|src=["']|href=["']|@import\s+["'])(?:https?:)?\/\/[^)"']+/g);
      expect([file, named]).toEqual([file, null]);
    }
    const scripts = Object.values(manifest).filter(({ file }) => file.endsWith('.js'));
    for (const { file } of scripts) {
      const named = read(file)
        .toString()
        .match(/(?:fetch|import|Worker|WebSocket|EventSource)\(\s*["'`](?:https?:|wss?:)?\/\/[^"'`]+/g);
      expect([file, named]).toEqual([file, null]);
    }
  });

  it('has no script within the page, which the content security policy would refuse', () => {
    expect(read('index.html').toString()).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });
});
