import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../../schemas/organisations.js';
import { BUILT_IN } from '../../src/domain/gazetteer/built-in.js';
import { Gazetteer } from '../../src/domain/gazetteer/gazetteer.js';
import { parseOrganisations } from '../../src/people/organisations.csv.js';
import { packageRoot } from '../../src/shared/package-root.js';

/** The local bodies of a province that come with the project. */
export function exampleRows(name: 'phrae' | 'nakhon-phanom'): Organisation[] {
  const content = readFileSync(join(packageRoot, 'organisations', `${name}.csv`));
  return parseOrganisations(content, BUILT_IN);
}

/** What a store knows into which both examples were imported. */
export const exampleGazetteer = new Gazetteer([...BUILT_IN, ...exampleRows('phrae'), ...exampleRows('nakhon-phanom')]);
