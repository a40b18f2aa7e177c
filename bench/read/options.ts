import { parseArgs } from 'node:util';

export const SECTIONS = ['sets', 'evidence', 'calibration', 'real', 'classes', 'speed', 'memory'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Options {
  sections: ReadonlySet<Section>;
  sets: string[];
  real: string;
  quick: boolean;
  json: boolean;
  peers: boolean;
  errors: boolean;
  docs: boolean;
  confusions: string | undefined;
  /** Letters of the fixtures a class of pages. */
  letters: number;
  kept: string | undefined;
}

export const USAGE = `npm run bench:read -- [options]
  --set FOLDER       files with their truth in FOLDER/truth (again for more; ../shared/eval/dev)
  --real FOLDER      real letters, of which counts and file names alone are printed (../shared/eval/real)
  --only A,B         of ${SECTIONS.join(', ')}
  --quick            fewer pages and rounds
  --no-peers         our reader alone
  --errors           with the text in the box of each miss of the evidence (never for real letters)
  --json             the figures as one JSON object
  --docs             writes the tables into docs/accuracy.md, between its markers
  --letters N        letters a class of pages (3)
  --keep FOLDER      keeps what the peers read, by picture and version, for the next run (never their times)
  --confusions FILE  writes which character was read as which, by kind of page`;

/** Reads the command line; null (after saying why) where it is not understood. */
export function readOptions(args: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        set: { type: 'string', multiple: true },
        real: { type: 'string' },
        only: { type: 'string' },
        quick: { type: 'boolean', default: false },
        'no-peers': { type: 'boolean', default: false },
        errors: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        docs: { type: 'boolean', default: false },
        confusions: { type: 'string' },
        letters: { type: 'string', default: '3' },
        keep: { type: 'string' },
      },
    });
    const only = values.only?.split(',') ?? [...SECTIONS];
    const unknown = only.filter((name) => !(SECTIONS as readonly string[]).includes(name));
    if (unknown.length) throw new Error(`no section ${unknown.join(', ')}`);
    return {
      sections: new Set(only as Section[]),
      sets: values.set ?? ['../shared/eval/dev'],
      real: values.real ?? '../shared/eval/real',
      quick: values.quick,
      json: values.json,
      peers: !values['no-peers'],
      errors: values.errors,
      docs: values.docs,
      confusions: values.confusions,
      letters: values.quick ? 1 : Math.max(1, Number(values.letters) || 3),
      kept: values.keep,
    };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    return null;
  }
}
