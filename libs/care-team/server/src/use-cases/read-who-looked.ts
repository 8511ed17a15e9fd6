import { Injectable } from '@nestjs/common';
import { EntryReader, type ReadEntry, type Visit, visitsOf } from '@evenkeel/audit-server';
import type { EmergencyReason, Verdict } from '@evenkeel/care-team-rules';
import { Database, type Tx } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { asId, type Actor, isId } from '@evenkeel/kernel';
import { BreakGlassStore } from '../store/break-glass.store.js';

/** Why somebody could look, for a screen: a word, and for emergency access its reason. */
export interface SaidBasis {
  readonly kind: string;
  readonly reason: EmergencyReason | null;
}

export interface NamedVisit extends Omit<Visit, 'bases'> {
  readonly name: string;
  readonly bases: readonly SaidBasis[];
}

export interface WhoLooked {
  readonly visits: readonly NamedVisit[];
  /** Where the next page begins; `null` at the end. */
  readonly next: string | null;
}

export interface OwnEmergency {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly reason: EmergencyReason;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly reviewedAt: Date | null;
  readonly verdict: Verdict | null;
}

/** Rows per reading of the audit, and how many readings one page may take: an open page writes a row or more every 20 s. */
const batch = 2000;
const mostBatches = 10;
const perPage = 20;

/** The patient reads who looked at their record, when and why: visits of people, newest first. */
@Injectable()
export class ReadWhoLooked {
  constructor(
    private readonly database: Database, private readonly entries: EntryReader, private readonly people: PeopleReader, private readonly emergencies: BreakGlassStore,
  ) {}

  async run(actor: Actor, before: string | null): Promise<WhoLooked> {
    const { patientId, accountId } = actor;
    if (patientId === null || (before !== null && !/^\d{1,18}$/.test(before))) return { visits: [], next: null };
    return this.database.as(actor, async (tx) => {
      let rows: readonly ReadEntry[] = [];
      let ended = false;
      let visits: readonly Visit[] = [];
      for (let n = 0; n < mostBatches && !ended && visits.length <= perPage; n += 1) {
        const more = await this.entries.aboutPatient(tx, patientId, accountId, rows.at(-1)?.id ?? before, batch);
        rows = [...rows, ...more];
        ended = more.length < batch;
        visits = visitsOf(rows);
      }
      const shown = visits.slice(0, perPage);
      // The next page begins after the newest row of the first visit that is not shown; its own older rows come with it.
      const following = visits[perPage];
      const next = following !== undefined ? String(BigInt(following.id) + 1n) : ended ? null : (rows.at(-1)?.id ?? null);
      return { visits: await this.named(tx, shown), next };
    });
  }

  /** Emergency accesses to the own record, newest first. */
  async emergenciesOf(actor: Actor): Promise<readonly OwnEmergency[]> {
    if (actor.patientId === null) return [];
    return this.database.as(actor, async (tx) => {
      const rows = await this.emergencies.list(tx, 'of-patient', 50);
      const names = await this.people.names(tx, rows.map((row) => row.accountId));
      return [...rows].sort((one, other) => other.openedAt.getTime() - one.openedAt.getTime()).map(({ id, accountId, role, reason, openedAt, expiresAt, reviewedAt, verdict }) =>
        ({ id, name: names.get(accountId) ?? '', role, reason, openedAt, expiresAt, reviewedAt, verdict }));
    });
  }

  private async named(tx: Tx, visits: readonly Visit[]): Promise<readonly NamedVisit[]> {
    const names = await this.people.names(tx, visits.filter(({ actorId }) => isId(actorId)).map(({ actorId }) => asId('Account', actorId)));
    const ids = visits.flatMap(({ bases }) => bases.flatMap((basis) => (basis.startsWith('break-glass ') ? [basis.slice('break-glass '.length)] : [])));
    const emergencies = await this.emergencies.byIds(tx, [...new Set(ids)]);
    return visits.map(({ bases, ...visit }) => {
      const said = bases.map((basis): SaidBasis => {
        const [kind = '', id = ''] = basis.split(' ');
        return { kind, reason: kind === 'break-glass' ? (emergencies.get(id)?.reason ?? null) : null };
      });
      const once = new Map(said.map((each) => [`${each.kind} ${each.reason}`, each]));
      return { ...visit, name: names.get(asId('Account', visit.actorId)) ?? '', bases: [...once.values()] };
    });
  }
}
