import type { Actor } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import type { Loaders } from './loaders.js';
import { signedOut } from './errors.js';

/** What every resolver gets besides its arguments. Made once per request. */
export interface GraphqlContext {
  /** `null` when nobody is signed in. */
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly language: Language;
  readonly loaders: Loaders;
}

/** The signed-in person, or the error that sends the client to the sign-in page. */
export function signedIn(context: GraphqlContext): Actor {
  if (context.actor === null) throw signedOut(context.language);
  return context.actor;
}
