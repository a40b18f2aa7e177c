import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --name <what>` after `npm run build`: the kit cannot resolve `.js` imports to TypeScript sources. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './dist/src/*/*.table.js',
  out: './src/adapters/db/migrations',
  schemaFilter: ['wian'],
});
