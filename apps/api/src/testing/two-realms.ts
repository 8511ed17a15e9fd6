import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { defaultPolicyIn } from '@evenkeel/escalation-rules';
import { buildCaredFor, buildClinic, type Clinic } from '@evenkeel/escalation-server/testing';
import { prepareGraphql } from '@evenkeel/graphql';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { openSession, type BuiltPatient, type BuiltPerson } from '@evenkeel/identity-server/testing';
import type { CommunityId, GroupId, PersonaId } from '@evenkeel/kernel';
import { joinRealms } from '@evenkeel/peer-bridge-server/testing';
import { buildCommunity, buildGroup, buildPersona, type BuiltPersona } from '@evenkeel/peer-groups-server/testing';
import { rows } from '@evenkeel/product';
import { freshDatabase, type TestDatabase } from '@evenkeel/testing';
import supertest from 'supertest';
import { AppModule } from '../app.module.js';

/** A clinic with a community, the api in front of both realms, and people who go through the door between them. */
export class TwoRealms {
  private constructor(
    readonly t: TestDatabase, readonly app: NestExpressApplication, readonly clinic: Clinic,
    readonly communityId: CommunityId, readonly groupId: GroupId, readonly noor: BuiltPersona,
  ) {}

  static async start(): Promise<TwoRealms> {
    const t = await freshDatabase({ rows });
    const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
    const app = await NestFactory.create<NestExpressApplication>(AppModule.forProcess(t.config, log, new Map()), { bodyParser: false, logger: nestLog(log), abortOnError: false });
    prepareHttp(app, t.config, log);
    prepareGraphql(app, { operations: new Map(), production: false }, { operations: new Map(), production: false });
    await app.init();
    const clinic = await buildClinic(t);
    const { ladders, byMorning } = defaultPolicyIn('America/New_York');
    await t.owner.query(`INSERT INTO clin.escalation_policy (organisation_id, version, ladders, rule_set, signed_by, signed_at) VALUES ($1, 1, $2, '{}', 'Dr Lee', clock.now())`, [clinic.organisationId, { ladders, byMorning }]);
    const communityId = await buildCommunity(t);
    const groupId = await buildGroup(t, { communityId });
    await joinRealms(t, clinic.organisationId, communityId);
    return new TwoRealms(t, app, clinic, communityId, groupId, await buildPersona(t, { communityId, displayName: 'Noor' }));
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.t.close();
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(type as never, { strict: false });
  }

  post(path: string, body: object, cookie = '') {
    return supertest(this.app.getHttpServer()).post(path).set({ 'x-evenkeel-client': 'web', cookie }).send(body);
  }

  someone(): Promise<BuiltPatient> {
    return buildCaredFor(this.t, this.clinic);
  }

  async doorOf(person: BuiltPerson) {
    const { cookie } = await openSession(this.t, person);
    return {
      cookie,
      groups: () => this.post('/peer-entry/groups', {}, cookie),
      enter: (into?: string) => this.post('/peer-entry/enter', into === undefined ? {} : { groupId: into }, cookie),
    };
  }

  /** Goes in and comes out as the persona. */
  async personaBehind(person: BuiltPerson, into?: GroupId): Promise<{ personaId: PersonaId; cookie: string }> {
    const { ticket } = (await (await this.doorOf(person)).enter(into)).body as { ticket: string };
    const entered = await this.post('/peer/auth/enter', { ticket });
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
    const { me } = (await this.post('/peer/graphql', { query: '{ me { personaId } }' }, cookie)).body.data as { me: { personaId: PersonaId } };
    return { personaId: me.personaId, cookie };
  }
}
