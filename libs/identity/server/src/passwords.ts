import { hash, verify } from '@node-rs/argon2';
import { normalisePassword } from '@evenkeel/identity-rules';

/** argon2id, 64 MiB, three rounds, one lane: the one setting of the product. About 0.15 s on a small machine. */
const setting = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** How often a password was hashed or checked in this process. Tests read it: every way in does this exactly once. */
export const passwordWork = { count: 0 };

/** The PHC string that goes into `identity.credential.secret`. */
export function hashPassword(password: string): Promise<string> {
  passwordWork.count += 1;
  return hash(normalisePassword(password), setting);
}

/** A hash of the same setting with salt and sum from chance: the password of nobody. A constant, so that not even the first check costs more. */
const nobody = '$argon2id$v=19$m=65536,t=3,p=1$R09yZHNPbkFGbGF0UGxhbg$uPpV0mJ8rN3wQ1xTzB6kYc5dHeG7fLaS9iOoXnKvM2E';

/**
 * Whether the password belongs to the hash. With `null`, for an account that does not exist, the same work is done
 * against a hash that nobody knows the password of, so that the answer takes as long and says as little.
 */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  passwordWork.count += 1;
  const matches = await verify(stored ?? nobody, normalisePassword(password));
  return stored !== null && matches;
}
