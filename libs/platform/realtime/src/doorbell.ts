import { Injectable } from '@nestjs/common';
import type { StoredMessage } from '@evenkeel/database';
import { type Changed, isPeerTopic, isTopic } from './events.js';
import { roomOfAccount, roomOfGroup, roomOfModerators, roomOfPatient, roomOfPeerSession, roomOfPersona, roomOfSession } from './rooms.js';

/** What carries a ring to sockets, in this process and in the others. */
export interface Bell {
  emit(rooms: readonly string[], changed: Changed): void;
  /** Ends the connections in these rooms; clients come back with a new ticket and today's rights. */
  disconnect(rooms: readonly string[]): void;
}

type Ring = Pick<StoredMessage, 'id' | 'topic' | 'payload'>;

const named = (...each: readonly (readonly [string | undefined, (id: string) => string])[]): string[] =>
  each.flatMap(([id, room]) => (id === undefined ? [] : [room(id)]));

/**
 * Turns outbox messages into rings. `changed` names a topic, a subject and who is told (`patient`, `account` or both);
 * `access-changed` names whose connections have to be made anew (`patient`, `account` or `session`).
 */
@Injectable()
export class Doorbell {
  private bell: Bell | null = null;

  /** Called once by the process that has sockets, or an adapter to those who have. */
  connect(bell: Bell): void {
    this.bell = bell;
  }

  /** Whether it rang. `false` without a bell, or for a message that is not for sockets. Never waits and never throws. */
  ring(message: Ring): boolean {
    const { topic, subject, patient, account, session } = message.payload;
    const rooms = named([patient, roomOfPatient], [account, roomOfAccount], [session, roomOfSession]);
    return pull(this.bell, message, rooms, isTopic(topic) && subject !== undefined ? { id: message.id, topic, subject } : null);
  }
}

/**
 * The same in the peer realm: `changed` names a topic, a subject and who is told (`persona`, `group`, `moderators`);
 * `access-changed` names a `persona` or a `session`.
 */
@Injectable()
export class PeerDoorbell {
  private bell: Bell | null = null;

  connect(bell: Bell): void {
    this.bell = bell;
  }

  /** As that of `Doorbell`. */
  ring(message: Ring): boolean {
    const { topic, subject, persona, group, moderators, session } = message.payload;
    const rooms = named([persona, roomOfPersona], [group, roomOfGroup], [moderators, roomOfModerators], [session, roomOfPeerSession]);
    return pull(this.bell, message, rooms, isPeerTopic(topic) && subject !== undefined ? { id: message.id, topic, subject } : null);
  }
}

function pull(bell: Bell | null, message: Ring, rooms: readonly string[], changed: Changed | null): boolean {
  if (bell === null || rooms.length === 0) return false;
  try {
    if (message.topic === 'access-changed') bell.disconnect(rooms);
    else if (message.topic === 'changed' && changed !== null) bell.emit(rooms, changed);
    else return false;
    return true;
  } catch {
    return false;
  }
}
