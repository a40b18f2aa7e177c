import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import * as api from '../schemas/api.js';
import { families } from '../schemas/families.js';
import * as holidays from '../schemas/holidays.js';
import { jobPayloads } from '../schemas/jobs.js';
import { organisation } from '../schemas/organisations.js';
import { pageReading } from '../schemas/page.js';
import { fileFailure, fileRecord } from '../schemas/record.js';
import { settings } from '../schemas/settings.js';
import { packageRoot } from '../src/shared/package-root.js';

/** The published JSON Schema files by name; `test/unit/schemas.test.ts` checks that they are current. */
export function jsonSchemas(): Record<string, string> {
  const published: Record<string, z.ZodType> = {
    record: fileRecord,
    failure: fileFailure,
    families,
    page: pageReading,
    settings,
    'api-upload': api.uploadAnswer,
    'api-circular': api.circularSummary,
    'api-deadline': api.deadlineItem,
    'api-holiday': holidays.holidayItem,
    'api-holidays-import': holidays.importAnswer,
    'api-health': api.healthAnswer,
    'api-error': api.errorAnswer,
    'api-organisation': organisation,
    'api-import': api.importAnswer,
    ...Object.fromEntries(Object.entries(jobPayloads).map(([stage, payload]) => [`job-${stage}`, payload])),
  };
  return Object.fromEntries(
    Object.entries(published).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: name === 'settings' ? 'input' : 'output' }), null, 2)}\n`,
    ]),
  );
}

export const jsonSchemaFolder = join(packageRoot, 'schemas', 'json');

if (process.argv[1] === import.meta.filename) {
  mkdirSync(jsonSchemaFolder, { recursive: true });
  for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(jsonSchemaFolder, name), text);
}
