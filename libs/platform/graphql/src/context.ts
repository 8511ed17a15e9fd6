import type { Actor, PeerActor } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import type { Loaders } from './loaders.js';
import { signedOut } from './errors.js';

/** What every resolver of either realm gets besides its arguments. Made once per request. */
export interface RequestContext {
  /** `null` when nobody is signed in; in a request to the peer realm a persona and never a person. */
  readonly actor: Actor | PeerActor | null;
  readonly requestId: string;
  readonly language: Language;
  readonly loaders: Loaders;
}

/** Of a request to `/graphql`. */
export interface GraphqlContext extends RequestContext {
  readonly actor: Actor | null;
}

/** Of a request to `/peer/graphql`. */
export interface PeerContext extends RequestContext {
  readonly actor: PeerActor | null;
}

/** The signed-in person, or the error that sends the client to the sign-in page. */
export function signedIn(context: GraphqlContext): Actor {
  if (context.actor === null) throw signedOut(context.language);
  return context.actor;
}

/** The persona that asks, or the error that sends the client back to the door. */
export function enteredAs(context: PeerContext): PeerActor {
  if (context.actor === null) throw signedOut(context.language);
  return context.actor;
}
