import { Injectable } from '@nestjs/common';
import type { StoredMessage } from '@evenkeel/database';
import { type Changed, isTopic } from './events.js';

/** What carries a ring to sockets, in this process and in the others. */
export interface Bell {
  emit(rooms: readonly string[], changed: Changed): void;
  /** Ends the connections in these rooms; clients come back with a new ticket and today's rights. */
  disconnect(rooms: readonly string[]): void;
}

export const roomOfAccount = (accountId: string): string => `u:${accountId}`;
export const roomOfPatient = (patientId: string): string => `p:${patientId}`;
export const roomOfSession = (sessionId: string): string => `s:${sessionId}`;

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
  ring(message: Pick<StoredMessage, 'id' | 'topic' | 'payload'>): boolean {
    const { topic, subject, patient, account, session } = message.payload;
    const rooms = [
      ...(patient === undefined ? [] : [roomOfPatient(patient)]),
      ...(account === undefined ? [] : [roomOfAccount(account)]),
      ...(session === undefined ? [] : [roomOfSession(session)]),
    ];
    if (this.bell === null || rooms.length === 0) return false;
    try {
      if (message.topic === 'access-changed') this.bell.disconnect(rooms);
      else if (message.topic === 'changed' && isTopic(topic) && subject !== undefined) this.bell.emit(rooms, { id: message.id, topic, subject });
      else return false;
      return true;
    } catch {
      return false;
    }
  }
}
