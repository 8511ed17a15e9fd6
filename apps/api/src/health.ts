import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, schemaVersion } from '@evenkeel/database';
import { HealthChecks } from '@evenkeel/http';
import type { SystemActor } from '@evenkeel/kernel';
import { SchemaReader } from './store/schema.reader.js';

const probe: SystemActor = { kind: 'system', name: 'health', requestId: 'health' };

/** What this process needs to answer at all. How the rest of the product is, the scopes report themselves. */
@Injectable()
export class ApiHealth implements OnModuleInit {
  constructor(private readonly database: Database, private readonly schema: SchemaReader, private readonly checks: HealthChecks) {}

  onModuleInit(): void {
    this.checks.register('database', async () => {
      await this.database.gate(probe, (tx) => tx.now());
      return { ok: true };
    }, 'serving');
    this.checks.register('migrations', async () => {
      const [has, wants] = [await this.database.engine(probe, (tx) => this.schema.version(tx)), schemaVersion().slice(0, 4)];
      return { ok: has === wants, detail: { has, wants } };
    }, 'serving');
  }
}
