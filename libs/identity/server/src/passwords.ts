import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { normalisePassword } from '@evenkeel/identity-rules';

/** argon2id, 64 MiB, three rounds, one lane: the one setting of the product. About 0.15 s on a small machine. */
const setting = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** The PHC string that goes into `identity.credential.secret`. */
export const hashPassword = (password: string): Promise<string> => hash(normalisePassword(password), setting);

let nobody: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. With `null`, for an account that does not exist, the same work is done
 * against a hash that nobody knows the password of, so that the answer takes as long and says as little.
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString('hex'));
  const matches = await verify(stored ?? (await nobody), normalisePassword(password));
  return stored !== null && matches;
}
