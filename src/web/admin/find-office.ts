import { z } from 'zod';
import { type FoundOrganisation, foundOrganisation } from '../../../schemas/accounts.js';
import { call, query } from '../api.js';

/** The organisations that the administrator looks after, by words of their names. */
export const findAdministered = (q: string, signal: AbortSignal): Promise<FoundOrganisation[]> =>
  call(z.array(foundOrganisation), `/api/offices/search${query({ q })}`, { signal });
