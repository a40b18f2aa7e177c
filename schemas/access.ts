import { z } from 'zod';

/** What a person is in an organisation. An `admin` looks after the people of it and of the organisations below it, and reads no letters by that alone. */
export const roles = ['clerk', 'receiver', 'viewer', 'admin'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** What a machine's key may do, always for the one organisation of the key. */
export const scopes = ['letters:read', 'letters:write', 'register:write', 'notices:write', 'reports:read'] as const;
export const scope = z.enum(scopes);
export type Scope = z.infer<typeof scope>;

/** An organisation as it is named to people: its code in the gazetteer and its name. */
export const organisationName = z.object({ code: z.string(), name: z.string() });
export type OrganisationName = z.infer<typeof organisationName>;

/**
 * Who is signed in, and for which of their organisations they act. `roles` and `secret` are those in this organisation; `csrf` goes back with
 * every change in the header `x-wian-csrf`.
 */
export const sessionAnswer = z.object({
  person: z.object({ id: z.int(), name: z.string(), login: z.string() }),
  organisation: organisationName,
  organisations: z.array(organisationName),
  roles: z.array(role),
  secret: z.boolean(),
  csrf: z.string(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;
