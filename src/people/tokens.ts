import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, in the letters of a URL. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** How keys begin, so that one that leaks is known for what it is. */
export const KEY_PREFIX = 'wian_';

/** How a token is kept: nobody can guess 256 bits, so that one round of sha256 is enough. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** What a page proves with that it knows the session: made of its token, which a page of another site cannot read. */
export const csrfOf = (token: string): string => tokenHash(`csrf ${token}`);
