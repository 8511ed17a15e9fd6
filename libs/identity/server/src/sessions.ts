import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import { Authenticator, readCookie, requestIdOf, type SessionCookie, type Visitor } from '@evenkeel/http';
import type { Actor, SessionId } from '@evenkeel/kernel';
import { cookieOf } from './http/cookie.js';
import { SessionStore, type LiveSession } from './store/session.store.js';

/** Somebody with a live session, who may have to set up a second factor before anything else. */
export interface SessionVisitor extends Visitor {
  readonly mustEnrol: boolean;
}

/** Turns the cookie of a request into the person behind it. One look-up per request; nothing is kept between requests. */
@Injectable()
export class Sessions extends Authenticator {
  private readonly asked = new WeakMap<IncomingMessage, Promise<SessionVisitor | null>>();
  private readonly cookie: SessionCookie;

  constructor(private readonly database: Database, private readonly store: SessionStore, @Inject(CONFIG) config: Pick<Config, 'BASE_URL'>) {
    super();
    this.cookie = cookieOf(config.BASE_URL);
  }

  /** Nobody, while all that the session may do is to set up a second factor. */
  async identify(request: IncomingMessage): Promise<Visitor | null> {
    const visitor = await this.atTheDoor(request);
    return visitor === null || visitor.mustEnrol ? null : visitor;
  }

  /** The same, and people who have to set up a second factor: for the few addresses by which they do. */
  atTheDoor(request: IncomingMessage): Promise<SessionVisitor | null> {
    const answer = this.asked.get(request) ?? this.lookUp(request);
    this.asked.set(request, answer);
    return answer;
  }

  /** The person behind a token that a request did not bring, such as one that was made a moment ago. */
  async visitorOf(token: string, requestId: string): Promise<SessionVisitor | null> {
    const session = await this.database.gateOnce((queries) => this.store.use(queries, tokenHash(token)));
    return session === null ? null : { actor: actorOf(session, requestId), language: session.language, mustEnrol: session.mustEnrol };
  }

  /** Of these sessions, the ones that are alive and may do what their role may. */
  async alive(ids: readonly SessionId[]): Promise<LiveSession[]> {
    return ids.length === 0 ? [] : (await this.database.gateOnce((queries) => this.store.alive(queries, ids))).filter((session) => !session.mustEnrol);
  }

  private async lookUp(request: IncomingMessage): Promise<SessionVisitor | null> {
    const token = readCookie(request.headers.cookie, this.cookie);
    return token === null ? null : this.visitorOf(token, requestIdOf(request));
  }
}

/** The person of a live session, for one request. */
export const actorOf = (session: LiveSession, requestId: string): Actor => ({
  kind: 'person', accountId: session.accountId, organisationId: session.organisationId, role: session.role,
  patientId: session.role === 'patient' ? session.patientId : null, sessionId: session.id, steppedUpAt: session.steppedUpAt, requestId,
});
