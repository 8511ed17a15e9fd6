import type { IncomingMessage } from 'node:http';
import type { PeerActor } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';

/** Which persona a request to the peer realm comes from. */
export interface PeerVisitor {
  readonly actor: PeerActor;
  readonly language: Language;
}

/** Tells which persona asks, from the cookie of the peer realm and nothing else. The class is the injection token. */
export abstract class PeerAuthenticator {
  /** `null` when nobody has come in. One look-up per request, however often it is called. */
  abstract identify(request: IncomingMessage): Promise<PeerVisitor | null>;
}
