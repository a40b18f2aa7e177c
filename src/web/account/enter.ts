import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { SessionAnswer } from '../../../schemas/access.js';
import { client, SESSION, setCsrf } from '../api.js';

/** The key of the query that asks what a link is for. */
export const LINK = 'join';

/** A place within the application; anything else leads to the first page, so that a link cannot send people elsewhere after they signed in. */
export const placeOf = (next: string | null): string =>
  next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';

/** Goes on as the person of a session that has just begun, or for another organisation: nothing that was asked before counts. */
export function useEnter(): (session: SessionAnswer, to: string) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (session, to) => {
      setCsrf(session.csrf);
      client.setQueryData([SESSION], session);
      navigate(to, { replace: true });
      // The used link is not asked again while its page goes.
      void client.resetQueries({ predicate: ({ queryKey: [key] }) => key !== SESSION && key !== LINK });
    },
    [navigate],
  );
}
