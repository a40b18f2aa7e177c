import type { InjectOptions } from 'fastify';
import type { Role } from '../../schemas/access.js';
import type { Letter } from '../../schemas/record.js';
import type { Actor } from '../../src/people/actor.js';
import { fileOf, member, X } from './http.js';
import { citationOf, deadlineOf, letterOf } from './letters.js';
import type { TestStore } from './store.js';

/** What a case is set up with. Each case, and each actor who calls it, gets one of its own. */
export interface Scene {
  store: TestStore;
  /** Stands in every text of X's that others must not see. */
  mark: string;
  /** Whether the letters of this scene are of a secrecy class: `letter` makes them so. */
  secret: boolean;
  /** Who calls as the right person of X; null where somebody else calls. */
  right: Extract<Actor, { kind: 'person' }> | null;
  /** A letter of X's with the mark all over it. */
  letter: (given?: Parameters<typeof letterOf>[0]) => Letter;
  /** Takes a file of such letters (one, if none are given) in for X and reads it. Resolves to its receipt. */
  file: (letters?: readonly Letter[]) => Promise<number>;
}

/** How one route is tried. */
export interface AuthorisationCase<R = unknown> {
  /** As the application names it: `GET /api/circulars/:receipt/record`. */
  route: string;
  /** Makes what the call is about: something of organisation X. */
  given: (scene: Scene) => Promise<R>;
  /** The call, as X's right person makes it: url, and payload or headers. */
  call: (of: R, scene: Scene) => { url: string } & Pick<InjectOptions, 'payload' | 'headers'>;
  /**
   * What a person of another organisation, whatever their role, gets for this very call: `not-found` (404 `record.not_found`), `without` (an answer
   * that does not hold the mark: lists, uploads), `forbidden` (403: what only one office may change), `own` (what concerns the caller alone: whatever
   * the answer, it does not hold the mark and changes nothing of X's).
   */
  stranger: 'not-found' | 'without' | 'forbidden' | 'own';
  /** Whether X's right person sees the mark in the answer; if not given, a GET has to show it. */
  shows?: boolean;
  /**
   * Whether it gives what letters say. Then X's person who is not named for secret letters gets, for a secret one, an answer without the mark (`veiled`), or is refused
   * (`refused`: 403 `record.secret` or 404; for pictures and PDFs); and one who is named gets it. `untold`: nobody is told there, named or not.
   */
  secret?: 'veiled' | 'refused' | 'untold';
  /** X's roles that are tried, where not all of the route can do it. */
  by?: readonly Role[];
  /** Looks whether nothing was changed, after the stranger's call. */
  untouched?: (of: R, scene: Scene) => Promise<void>;
}

/** So that the types of a case's parts fit one another. */
export const authorisationCase = <R>(of: AuthorisationCase<R>): AuthorisationCase => of as AuthorisationCase;

let serial = 0;

export async function sceneOf(
  store: TestStore,
  by: { roles: readonly Role[]; named?: boolean } | null,
  secret = false,
): Promise<Scene> {
  const mark = `ของหน่วยงานเอกซ์${++serial}`;
  const letter: Scene['letter'] = (given = {}) =>
    letterOf({
      ref: `พร 0023.3/ว ${serial}`,
      date: '2025-02-11',
      subject: `เรื่อง ${mark}`,
      signer: { name: mark, position: mark },
      references: [citationOf({ reference: null, date: null, text: mark })],
      deadlines: [deadlineOf({ date: '2099-02-14', text: mark })],
      secrecy: secret ? 'confidential' : null,
      ...given,
    });
  return {
    store,
    mark,
    secret,
    right: by && (await member(store, X, by.roles, { secret: by.named ?? false })),
    letter,
    file: (letters = [letter()]) => fileOf(store, X, letters, `${mark}.pdf`),
  };
}
