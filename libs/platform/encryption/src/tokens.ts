import { createHash, randomBytes } from 'node:crypto';

/** 256 bits of chance. The browser keeps it, the database only its hash. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** A random token needs no salt and no slow hash: there is nothing to guess. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
