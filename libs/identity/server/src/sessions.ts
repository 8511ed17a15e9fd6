import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { Authenticator, requestIdOf, type Visitor } from '@evenkeel/http';
import type { Actor, SessionId, SystemActor } from '@evenkeel/kernel';
import { cookieName, readCookie } from './http/cookie.js';
import { SessionStore, type LiveSession } from './store/session.store.js';
import { tokenHash } from './tokens.js';

/** Turns the cookie of a request into the person behind it. One look-up per request; nothing is kept between requests. */
@Injectable()
export class Sessions extends Authenticator {
  private readonly asked = new WeakMap<IncomingMessage, Promise<Visitor | null>>();
  private readonly cookie: string;

  constructor(private readonly database: Database, private readonly store: SessionStore, @Inject(CONFIG) config: Pick<Config, 'BASE_URL'>) {
    super();
    this.cookie = cookieName(config.BASE_URL);
  }

  identify(request: IncomingMessage): Promise<Visitor | null> {
    const answer = this.asked.get(request) ?? this.lookUp(request);
    this.asked.set(request, answer);
    return answer;
  }

  /** The person behind a token that a request did not bring, such as one that was made a moment ago. */
  async visitorOf(token: string, requestId: string): Promise<Visitor | null> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    const session = await this.database.gate(gate, (tx) => this.store.use(tx, tokenHash(token)));
    return session === null ? null : { actor: actorOf(session, requestId), language: session.language };
  }

  /** Of these sessions, the ones that are alive. */
  async alive(ids: readonly SessionId[], requestId: string): Promise<LiveSession[]> {
    const gate: SystemActor = { kind: 'system', name: 'gate', requestId };
    return ids.length === 0 ? [] : this.database.gate(gate, (tx) => this.store.alive(tx, ids));
  }

  private async lookUp(request: IncomingMessage): Promise<Visitor | null> {
    const token = readCookie(request.headers.cookie, this.cookie);
    return token === null ? null : this.visitorOf(token, requestIdOf(request));
  }
}

/** The person of a live session, for one request. */
export const actorOf = (session: LiveSession, requestId: string): Actor => ({
  kind: 'person', accountId: session.accountId, organisationId: session.organisationId, role: session.role,
  patientId: session.role === 'patient' ? session.patientId : null, sessionId: session.id, steppedUpAt: session.steppedUpAt, requestId,
});
