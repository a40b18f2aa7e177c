import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json']);

/** Puts a .br and a .gz beside each file, so that nothing is compressed while it is served. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      const files = await readdir(dir!, { recursive: true });
      await Promise.all(
        files
          .filter((file) => COMPRESSED.has(extname(file)))
          .map(async (file) => {
            const path = join(dir!, file);
            const content = await readFile(path);
            const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 8 } };
            await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality));
            await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
          }),
      );
    },
  };
}

/** `npm run build` puts the web application into dist/web, where `wian start` serves it from. */
export default defineConfig({
  root: 'src/web',
  publicDir: false,
  plugins: [react(), precompress()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    reportCompressedSize: false,
    // Nothing is inlined: the content security policy takes fonts and pictures from this host alone.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  logLevel: 'warn',
});
