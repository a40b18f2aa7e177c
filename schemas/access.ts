import { z } from 'zod';

/** What a person is in an organisation. An `admin` looks after the people of it and of the organisations below it, and reads no letters by that alone. */
export const roles = ['clerk', 'receiver', 'viewer', 'admin'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** What a machine's key may do, always for the one organisation of the key. */
export const scopes = ['letters:read', 'letters:write', 'register:write', 'notices:write', 'reports:read'] as const;
export const scope = z.enum(scopes);
export type Scope = z.infer<typeof scope>;
