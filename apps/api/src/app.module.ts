import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@evenkeel/audit-server';
import { CareTeamModule, rows as careTeamRows } from '@evenkeel/care-team-server';
import { CheckInsModule, rows as checkInRows } from '@evenkeel/check-ins-server';
import type { Config } from '@evenkeel/config';
import { DatabaseModule } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { EscalationModule, rows as escalationRows } from '@evenkeel/escalation-server';
import { GraphqlModule, type Operations } from '@evenkeel/graphql';
import { HttpModule, type Log } from '@evenkeel/http';
import { IdentityModule } from '@evenkeel/identity-server';
import { NotificationsModule, rows as notificationRows } from '@evenkeel/notifications-server';
import { RealtimeModule } from '@evenkeel/realtime';
import { SymptomsModule } from '@evenkeel/symptoms-server';
import { TaperModule, rows as taperRows } from '@evenkeel/taper-server';
import { accessTable } from './access-table.js';
import { ApiHealth } from './health.js';
import { PeopleGate } from './socket-gate.js';
import { SchemaReader } from './store/schema.reader.js';

/** The product, answering over http: GraphQL, a few REST addresses, sockets and the pages of the web client. */
@Module({})
export class AppModule {
  static forProcess(config: Config, log: Log, operations: Operations): DynamicModule {
    const production = config.NODE_ENV === 'production';
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forProcess(config, [...careTeamRows, ...checkInRows, ...escalationRows, ...notificationRows, ...taperRows], { app_clin: 10, engine: 5, gate: 5 }),
        EncryptionModule, HttpModule, RealtimeModule, AuditModule, IdentityModule, NotificationsModule, CareTeamModule, EscalationModule, SymptomsModule, TaperModule, CheckInsModule,
        GraphqlModule.forApi({ table: accessTable, operations, log, production }),
      ],
      providers: [ApiHealth, PeopleGate, SchemaReader],
    };
  }
}
