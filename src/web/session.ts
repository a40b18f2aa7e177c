import { createContext, useContext } from 'react';
import { type Role, type SessionAnswer, sessionAnswer } from '../../schemas/access.js';
import { ApiError, call, SESSION, setCsrf } from './api.js';

/** Asks who is signed in; null where nobody is. */
export async function askSession(signal?: AbortSignal): Promise<SessionAnswer | null> {
  try {
    const session = await call(sessionAnswer, SESSION, signal ? { signal } : {});
    setCsrf(session.csrf);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export const SessionContext = createContext<SessionAnswer | null>(null);

/** Who is signed in; within the shell there is always somebody. */
export function useSession(): SessionAnswer {
  const session = useContext(SessionContext);
  if (!session) throw new Error('outside of the shell');
  return session;
}

/** Whether the person has one of these roles in the organisation they act for. */
export const hasRole = ({ roles }: SessionAnswer, ...wanted: Role[]): boolean =>
  wanted.some((role) => roles.includes(role));
