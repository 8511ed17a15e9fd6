import { type DynamicModule, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { AuditModule } from '@evenkeel/audit-server';
import { CareTeamHandlers, CareTeamModule, jobs as careTeamJobs, rows as careTeamRows } from '@evenkeel/care-team-server';
import { CheckInHandlers, CheckInsModule, jobs as checkInJobs, rows as checkInRows } from '@evenkeel/check-ins-server';
import type { Config } from '@evenkeel/config';
import { DatabaseModule, type Pool, type RowClass } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { EscalationHandlers, EscalationModule, rows as escalationRows } from '@evenkeel/escalation-server';
import { HttpModule } from '@evenkeel/http';
import { IdentityModule, jobs as accountJobs } from '@evenkeel/identity-server';
import { MedicinesModule } from '@evenkeel/medicines-server';
import { AccountMailHandlers, NotificationsModule, rows as notificationRows } from '@evenkeel/notifications-server';
import { PeerBridgeModule } from '@evenkeel/peer-bridge-server';
import { PeerGroupsModule, rows as peerRows } from '@evenkeel/peer-groups-server';
import type { HandlerSet, JobDefinition, JobHandler } from '@evenkeel/queue';
import { RealtimeModule } from '@evenkeel/realtime';
import { SymptomsModule } from '@evenkeel/symptoms-server';
import { TaperHandlers, TaperModule, jobs as taperJobs, rows as taperRows } from '@evenkeel/taper-server';
import { TimelineModule } from '@evenkeel/timeline-server';

/** The rooms of the house, from the top layer down. A new scope is one line here and nowhere else. */
export const scopes: readonly Type[] = [
  AuditModule, IdentityModule, MedicinesModule, NotificationsModule, CareTeamModule, EscalationModule, SymptomsModule, TaperModule, CheckInsModule, TimelineModule, PeerBridgeModule,
];

const platform: readonly Type[] = [EncryptionModule, HttpModule, RealtimeModule];

/** The rooms of the other house. They have an endpoint, sockets, roles and logs of their own. */
export const peerScopes: readonly Type[] = [PeerGroupsModule];

/** Row classes of all scopes. */
export const rows: readonly RowClass[] = [...careTeamRows, ...escalationRows, ...notificationRows, ...taperRows, ...checkInRows, ...peerRows];

/** Every job of the product. */
export const jobs: readonly JobDefinition[] = [
  ...accountJobs as unknown as readonly JobDefinition[], ...careTeamJobs as unknown as readonly JobDefinition[], ...taperJobs as unknown as readonly JobDefinition[],
  ...checkInJobs as unknown as readonly JobDefinition[],
];

const handlerSets: readonly Type<HandlerSet>[] = [AccountMailHandlers, CareTeamHandlers, EscalationHandlers, TaperHandlers, CheckInHandlers];

/** What the worker runs for those jobs; the registry compares the two lists before the first one starts. */
export const handlersOf = (app: INestApplicationContext): readonly JobHandler[] =>
  handlerSets.flatMap((each) => app.get(each, { strict: false }).handlers());

/** Connections a process may hold per pool. All processes together stay below sixty. */
type Connections = Partial<Record<Pool, number>>;

/** The one list of what the product is made of, for every process that boots it. */
@Module({})
export class ProductModule {
  /** Requests of people, sign-in, and the engine's role for health and for standing in. */
  static forApi(config: Config): DynamicModule {
    return ProductModule.with(config, { app_clin: 7, urgent: 3, engine: 5, gate: 5, app_comm: 5, bridge: 2 });
  }

  /** Sweeps, relay, senders: nobody signs in here. */
  static forWorker(config: Config): DynamicModule {
    return ProductModule.with(config, { engine: 10, comm_engine: 2, bridge: 1 });
  }

  private static with(config: Config, connections: Connections): DynamicModule {
    return { module: ProductModule, imports: [DatabaseModule.forProcess(config, rows, connections), ...platform, ...scopes, ...peerScopes] };
  }
}
