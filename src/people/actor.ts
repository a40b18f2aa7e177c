import type { Role, Scope } from '../../schemas/access.js';

/**
 * Who does something, for one organisation: everything that is read or written goes by it. A person acts for one of their organisations at a
 * time. `machine` is the operator at this computer (the commands, the secret of the lock file): it sees all organisations.
 */
export type Actor =
  | {
      kind: 'person';
      id: number;
      name: string;
      /** Code of the gazetteer. */
      organisation: string;
      roles: readonly Role[];
      /** Whether this person is named to read the organisation's letters of a secrecy class. */
      secret: boolean;
    }
  | { kind: 'key'; id: number; name: string; organisation: string; scopes: readonly Scope[] }
  | { kind: 'machine'; name: string };

/** The operator at this computer, by the entrance used: `cli`, `http`. */
export const machine = (name: string): Actor => ({ kind: 'machine', name });

/** Whose papers an actor sees; null sees all. */
export const organisationOf = (actor: Actor): string | null => (actor.kind === 'machine' ? null : actor.organisation);

/** How the audit log names an actor: a person and a key by number, since names change. */
export const auditName = (actor: Actor): string =>
  actor.kind === 'machine' ? actor.name : `${actor.kind}:${actor.id}`;

/** Whether an actor may read what a letter of a secrecy class says, and not its number and date alone. */
export const readsSecret = (actor: Actor): boolean =>
  actor.kind === 'machine' || (actor.kind === 'person' && actor.secret);
