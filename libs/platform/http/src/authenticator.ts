import type { IncomingMessage } from 'node:http';
import type { Actor } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';

/** Who a request comes from. */
export interface Visitor {
  readonly actor: Actor;
  readonly language: Language;
}

/** Tells who asks, from the cookie of a request. Implemented above this layer; the class is the injection token. */
export abstract class Authenticator {
  /** `null` when nobody is signed in. One look-up per request, however often it is called. */
  abstract identify(request: IncomingMessage): Promise<Visitor | null>;
}
