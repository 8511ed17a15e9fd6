import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import { PeerAuthenticator, type PeerVisitor, readCookie, requestIdOf, type SessionCookie } from '@evenkeel/http';
import type { PeerActor, PeerSystemActor } from '@evenkeel/kernel';
import { cookieOf } from './http/cookie.js';
import { type LivePeerSession, PeerSessionStore } from './store/session.store.js';

/** The name under which the peer realm looks at cookies and tickets, before any persona is known. */
export const peerGate = (requestId: string): PeerSystemActor => ({ kind: 'peer-system', name: 'peer gate', requestId });

/** Turns the cookie of the peer realm into the persona behind it. A clinical cookie in the same request is not looked at. */
@Injectable()
export class PeerSessions extends PeerAuthenticator {
  private readonly asked = new WeakMap<IncomingMessage, Promise<PeerVisitor | null>>();
  private readonly cookie: SessionCookie;

  constructor(private readonly database: Database, private readonly store: PeerSessionStore, @Inject(CONFIG) config: Pick<Config, 'BASE_URL'>) {
    super();
    this.cookie = cookieOf(config.BASE_URL);
  }

  identify(request: IncomingMessage): Promise<PeerVisitor | null> {
    const answer = this.asked.get(request) ?? this.lookUp(request);
    this.asked.set(request, answer);
    return answer;
  }

  /** The persona behind a token that was made a moment ago. */
  async visitorOf(token: string, requestId: string): Promise<PeerVisitor | null> {
    const session = await this.database.peer(peerGate(requestId), (tx) => this.store.behind(tx, tokenHash(token)));
    return session === null ? null : { actor: actorOf(session, requestId), language: session.language };
  }

  private async lookUp(request: IncomingMessage): Promise<PeerVisitor | null> {
    const token = readCookie(request.headers.cookie, this.cookie);
    return token === null ? null : this.visitorOf(token, requestIdOf(request));
  }
}

const actorOf = (session: LivePeerSession, requestId: string): PeerActor => ({
  kind: 'persona', personaId: session.personaId, communityId: session.communityId, groupId: session.groupId, part: session.part, sessionId: session.id, requestId,
});
