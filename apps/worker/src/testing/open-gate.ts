import type { AccountId, OrganisationId, PatientId, SessionId } from '@evenkeel/kernel';
import type { SocketGate, SocketSession } from '@evenkeel/realtime';

export const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Tickets and rights as the test wishes. */
export class OpenGate implements SocketGate {
  readonly tickets = new Map<string, SocketSession>();
  readonly rights = new Map<SessionId, readonly PatientId[]>();
  private made = 10;

  issue(patients: readonly PatientId[]): { ticket: string; session: SocketSession } {
    const n = (this.made += 1);
    const session: SocketSession = { sessionId: id(n) as SessionId, accountId: id(n + 1000) as AccountId, organisationId: id(5) as OrganisationId, role: 'prescriber', patientId: null };
    this.tickets.set(`ticket-${n}`, session);
    this.rights.set(session.sessionId, patients);
    return { ticket: `ticket-${n}`, session };
  }

  async redeem(ticket: string): Promise<SocketSession | null> {
    const session = this.tickets.get(ticket) ?? null;
    this.tickets.delete(ticket);
    return session;
  }

  async standing(sessions: readonly SocketSession[]): Promise<ReadonlyMap<SessionId, readonly PatientId[]>> {
    return new Map(sessions.flatMap(({ sessionId }) => { const rights = this.rights.get(sessionId); return rights === undefined ? [] : [[sessionId, rights] as const]; }));
  }
}
