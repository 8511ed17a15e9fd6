import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry, CheckChain, EntryReader, type Verification, VerificationStore } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { type Actor, asId, isId, refuse, type Refusal } from '@evenkeel/kernel';

export interface AuditQuestion {
  readonly from: Date;
  readonly until: Date;
  readonly actorId: string | null;
  readonly patientId: string | null;
  readonly action: string | null;
  readonly before: string | null;
}

export interface NamedEntry extends AuditEntry {
  /** Of staff; `null` for patients and for the system: an auditor has no charts. */
  readonly actorName: string | null;
}

export interface AuditPage {
  readonly entries: readonly NamedEntry[];
  readonly next: string | null;
  readonly actions: readonly string[];
}

const perPage = 50;
const mostDays = 92;

/**
 * The auditor's list: who did and read what in the organisation, without a chart. Patients appear by id alone. Looking
 * at the list is in it. Refusals: `not-found`, `days-out-of-range`, `not-an-id`.
 */
@Injectable()
export class ReadAuditLog {
  constructor(
    private readonly database: Database, private readonly entries: EntryReader, private readonly people: PeopleReader,
    private readonly verifications: VerificationStore, private readonly chain: CheckChain, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, question: AuditQuestion): Promise<AuditPage | Refusal> {
    if (!may(actor.role, 'audit.read')) return refuse('not-found');
    const days = (question.until.getTime() - question.from.getTime()) / 86_400_000;
    if (!(days > 0 && days <= mostDays)) return refuse('days-out-of-range', 'until', { atMost: mostDays });
    for (const field of ['actorId', 'patientId'] as const) if (question[field] !== null && !isId(question[field])) return refuse('not-an-id', field);
    const before = question.before !== null && /^\d{1,18}$/.test(question.before) ? question.before : null;
    return this.database.as(actor, async (tx) => {
      const found = await this.entries.filtered(tx, question, before, perPage + 1);
      const shown = found.slice(0, perPage);
      const names = await this.people.names(tx, shown.filter((entry) => entry.actorKind === 'person' && isId(entry.actorId)).map((entry) => asId('Account', entry.actorId)));
      await this.audit.record(tx, { action: 'audit.list', object: { kind: 'audit', id: null }, basis: 'role' });
      return {
        entries: shown.map((entry) => ({ ...entry, actorName: isId(entry.actorId) ? (names.get(asId('Account', entry.actorId)) ?? null) : null })),
        next: found.length > perPage ? (shown.at(-1)?.id ?? null) : null,
        actions: before === null ? await this.entries.actions(tx, question.from, question.until) : [],
      };
    });
  }

  /** What the last check of the hash chain found. */
  async chainState(actor: Actor): Promise<Verification | null> {
    return this.database.as(actor, (tx) => this.verifications.newest(tx));
  }

  /** Checks the chain now. */
  async checkChain(actor: Actor): Promise<Verification | null> {
    if (!may(actor.role, 'audit.read')) return null;
    await this.database.as(actor, (tx) => this.audit.record(tx, { action: 'audit.verify', object: { kind: 'audit', id: null }, basis: 'role' }));
    await this.chain.run({ kind: 'system', name: 'audit check', requestId: actor.requestId });
    return this.chainState(actor);
  }
}
