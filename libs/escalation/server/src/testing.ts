import { type DynamicModule, Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '@evenkeel/audit-server';
import { rows as careTeamRows } from '@evenkeel/care-team-server';
import { giveConsent, joinTeam } from '@evenkeel/care-team-server/testing';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, newId, Outbox, type RowClass } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { HttpModule } from '@evenkeel/http';
import { IdentityModule } from '@evenkeel/identity-server';
import { type BuiltPatient, type BuiltPerson, buildOrganisation, buildPatient, buildStaff } from '@evenkeel/identity-server/testing';
import type { AlertId, OrganisationId } from '@evenkeel/kernel';
import { rows as notificationRows } from '@evenkeel/notifications-server';
import { Doorbell, RealtimeModule } from '@evenkeel/realtime';
import type { TestDatabase } from '@evenkeel/testing';
import { alertContext } from './alert-context.js';
import { Engine } from './engine.js';
import { EscalationModule } from './escalation.module.js';
import { AlertContextRow, AlertEventRow, AlertNoteRow, AlertTriggerRow, NotificationRow } from './store/alert-parts.rows.js';
import { AlertRow } from './store/alert.row.js';
import { type AlertFacts, RaiseAlert } from './use-cases/raise-alert.js';

/** Row classes that a database for these tests has to know. */
export const testRows: readonly RowClass[] =
  [AlertRow, AlertTriggerRow, AlertContextRow, AlertNoteRow, AlertEventRow, NotificationRow, ...notificationRows, ...careTeamRows];

@Global()
@Module({})
class TestPlatform {
  static of(t: TestDatabase, config: Config): DynamicModule {
    return {
      module: TestPlatform,
      providers: [{ provide: CONFIG, useValue: config }, { provide: Database, useValue: t.database }, Outbox],
      exports: [CONFIG, Database, Outbox],
    };
  }
}

/** A clinic with a full ladder: two prescribers of whom one is on call, a therapist and a coordinator on their rota, a safety lead. */
export interface Clinic {
  readonly organisationId: OrganisationId;
  readonly lee: BuiltPerson;
  readonly rao: BuiltPerson;
  readonly kim: BuiltPerson;
  readonly ortiz: BuiltPerson;
  readonly sato: BuiltPerson;
  readonly admin: BuiltPerson;
}

export async function buildClinic(t: TestDatabase): Promise<Clinic> {
  const organisationId = await buildOrganisation(t);
  const staff = (role: Parameters<typeof buildStaff>[1]['role'], name: string) => buildStaff(t, { organisationId, role, name });
  return {
    organisationId, lee: await staff('prescriber', 'Dr Lee'), rao: await staff('prescriber', 'Dr Rao'), kim: await staff('therapist', 'Kim'),
    ortiz: await staff('coordinator', 'Ortiz'), sato: await staff('safety-lead', 'Sato'), admin: await staff('administrator', 'Admin'),
  };
}

/** A patient of the clinic with everybody on the team and a consent for each role. */
export async function buildCaredFor(t: TestDatabase, clinic: Clinic): Promise<BuiltPatient> {
  const { organisationId, lee, rao, kim, ortiz } = clinic;
  const patient = await buildPatient(t, { organisationId });
  const of = { organisationId, patientId: patient.patientId };
  await joinTeam(t, { ...of, accountId: lee.accountId, role: 'prescriber', primary: true, onRota: true });
  await joinTeam(t, { ...of, accountId: rao.accountId, role: 'prescriber', primary: false, onRota: false });
  await joinTeam(t, { ...of, accountId: kim.accountId, role: 'therapist' });
  await joinTeam(t, { ...of, accountId: ortiz.accountId, role: 'coordinator' });
  for (const role of ['prescriber', 'therapist', 'coordinator'] as const) await giveConsent(t, { ...of, to: { role } });
  return patient;
}

export interface Ring {
  readonly rooms: readonly string[];
  readonly topic: string;
  readonly subject: string;
}

/** The scope as a process runs it, on a test database, with a bell that remembers. */
export class EscalationUnderTest {
  readonly rings: Ring[] = [];

  private constructor(readonly t: TestDatabase, private readonly app: INestApplicationContext) {
    app.get(Doorbell).connect({
      emit: (rooms, { topic, subject }) => { this.rings.push({ rooms, topic, subject }); },
      disconnect: () => undefined,
    });
    app.get(Outbox).onCommit((message) => { app.get(Doorbell).ring(message); });
  }

  static async start(t: TestDatabase, config: Partial<Config> = {}): Promise<EscalationUnderTest> {
    @Module({ imports: [TestPlatform.of(t, { ...t.config, ...config }), EncryptionModule, HttpModule, RealtimeModule, AuditModule, IdentityModule, EscalationModule] })
    class Root {}
    return new EscalationUnderTest(t, await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false }));
  }

  get<T>(type: new (...args: never[]) => T): T {
    return this.app.get(type, { strict: false });
  }

  /** One round of the engine and everything that it wants to send. */
  async round(): Promise<void> {
    await this.get(Engine).tick();
    await this.get(Engine).drain();
  }

  /** Moves the clock and runs a round. */
  async pass(milliseconds: number): Promise<void> {
    await this.t.clock.advance(milliseconds);
    await this.round();
  }

  /** Raises an alert as a submission of this patient would. */
  async raise(patient: BuiltPatient, facts: Partial<AlertFacts> = {}): Promise<AlertId> {
    const occurredAt = await this.t.clock.now();
    const { alertId } = await this.t.database.as(patient.actor(), (tx) => this.get(RaiseAlert).run(tx, {
      organisationId: patient.organisationId, patientId: patient.patientId, tier: 'E0', family: 'seizure', ruleId: 'seizure-now', ruleVersion: 1,
      source: 'check-in', sourceKind: 'check-in', sourceId: newId(), occurredAt, context: alertContext.parse({}), ...facts,
    }));
    return alertId;
  }

  async alert(id: AlertId): Promise<AlertRow> {
    const row = await this.t.database.engine({ kind: 'system', name: 'test', requestId: 'test' }, (tx) => tx.manager.findOneByOrFail(AlertRow, { id }));
    return row;
  }

  /** Messages of an alert, as few columns as assertions need. */
  async notifications(id: AlertId): Promise<{ purpose: string; role: string; recipient: string | null; channel: string; status: string; level: number; cycle: number; attempts: number; code: string | null }[]> {
    const { rows } = await this.t.owner.query(
      `SELECT purpose, recipient_role AS role, recipient_id AS recipient, channel, status, level, cycle, attempts, last_error_code AS code
         FROM clin.notification WHERE alert_id = $1 ORDER BY cycle, level, purpose, recipient_role, channel, recipient_id`, [id]);
    return rows as Awaited<ReturnType<EscalationUnderTest['notifications']>>;
  }

  async events(id: AlertId): Promise<{ seq: number; kind: string; actor_role: string | null }[]> {
    return (await this.t.owner.query('SELECT seq, kind, actor_role FROM clin.alert_event WHERE alert_id = $1 ORDER BY seq', [id])).rows as { seq: number; kind: string; actor_role: string | null }[];
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}
