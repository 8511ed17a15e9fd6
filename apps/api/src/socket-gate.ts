import { Injectable } from '@nestjs/common';
import { Access } from '@evenkeel/care-team-server';
import { Database, newRandomId } from '@evenkeel/database';
import { actorOf, RedeemTicket, Sessions } from '@evenkeel/identity-server';
import type { PatientId, SessionId } from '@evenkeel/kernel';
import type { SocketGate, SocketSession } from '@evenkeel/realtime';

/** Answers the sockets' questions about people from sessions and teams, at the moment of asking. */
@Injectable()
export class PeopleGate implements SocketGate {
  constructor(
    private readonly database: Database, private readonly tickets: RedeemTicket,
    private readonly sessions: Sessions, private readonly access: Access,
  ) {}

  async redeem(ticket: string): Promise<SocketSession | null> {
    const session = await this.tickets.run(newRandomId(), ticket);
    return session === null ? null : { ...session, sessionId: session.id };
  }

  async standing(asked: readonly SocketSession[]): Promise<ReadonlyMap<SessionId, readonly PatientId[]>> {
    const requestId = newRandomId();
    const standing = new Map<SessionId, readonly PatientId[]>();
    for (const session of await this.sessions.alive(asked.map((each) => each.sessionId))) {
      const actor = actorOf(session, requestId);
      // A ring carries an id and no more, so being on the team at all is enough to hear it.
      standing.set(session.id, [...(await this.database.as(actor, (tx) => this.access.patients(tx, actor, 'team')))]);
    }
    return standing;
  }
}
