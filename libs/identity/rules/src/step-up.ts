import { refuse, type Actor, type Refusal } from '@evenkeel/kernel';

/** How long a proof of who somebody is counts for what must not be done on an unlocked phone that was left on a table. */
export const stepUpLastsMs = 5 * 60_000;

/**
 * Whether the person proved who they are within the last five minutes; a proof that is exactly five minutes old is
 * over. `null` means that it may be done, otherwise the refusal that makes the screen ask again.
 * For changes of consent, contacts and credentials, exports, and opening a record in an emergency.
 * @param now by the database's clock
 */
export function requireStepUp(actor: Pick<Actor, 'steppedUpAt'>, now: Date): Refusal<'step-up-needed'> | null {
  const age = actor.steppedUpAt === null ? Number.POSITIVE_INFINITY : now.getTime() - actor.steppedUpAt.getTime();
  return age < stepUpLastsMs ? null : refuse('step-up-needed');
}
