import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '@evenkeel/audit-server';
import { CareTeamModule, rows as careTeamRows } from '@evenkeel/care-team-server';
import { CheckInsModule, rows as checkInRows } from '@evenkeel/check-ins-server';
import type { Config } from '@evenkeel/config';
import { DatabaseModule } from '@evenkeel/database';
import { EncryptionModule } from '@evenkeel/encryption';
import { EscalationModule, rows as escalationRows } from '@evenkeel/escalation-server';
import { HttpModule } from '@evenkeel/http';
import { IdentityModule } from '@evenkeel/identity-server';
import { NotificationsModule, rows as notificationRows } from '@evenkeel/notifications-server';
import { RealtimeModule } from '@evenkeel/realtime';
import { SymptomsModule } from '@evenkeel/symptoms-server';
import { TaperModule, rows as taperRows } from '@evenkeel/taper-server';
import { RelayOutbox } from './relay-outbox.js';

/** The product without an endpoint: the same scopes as the api, whose controllers and resolvers are inert here. */
@Module({})
export class WorkerModule {
  static forProcess(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forProcess(config, [...careTeamRows, ...checkInRows, ...escalationRows, ...notificationRows, ...taperRows], { engine: 10 }),
        EncryptionModule, HttpModule, RealtimeModule, AuditModule, IdentityModule, NotificationsModule, CareTeamModule, EscalationModule, SymptomsModule, TaperModule, CheckInsModule,
      ],
      providers: [RelayOutbox],
    };
  }
}
