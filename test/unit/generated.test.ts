import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placesFile, placesSource } from '../../scripts/generate-places.js';
import { readmeFile, withTables } from '../../scripts/generate-readme.js';
import { jsonSchemaFolder, jsonSchemas } from '../../scripts/generate-schemas.js';

describe('generated files are current (npm run generate)', () => {
  it('publishes each schema as JSON Schema, and no other', () => {
    const expected = jsonSchemas();
    expect(readdirSync(jsonSchemaFolder).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, text] of Object.entries(expected))
      expect(readFileSync(join(jsonSchemaFolder, name), 'utf8'), name).toBe(text);
  });

  it("shows the settings and the error codes in the README's tables", () => {
    const readme = readFileSync(readmeFile, 'utf8');
    expect(readme).toBe(withTables(readme));
  });

  it('takes the places from the pinned package', async () => {
    expect(readFileSync(placesFile, 'utf8')).toBe(await placesSource());
  });
});
