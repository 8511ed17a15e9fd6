import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';

@Injectable()
export class SchemaReader {
  /** Number of the newest migration in the ledger, four digits; `none` before the first. Runs as the engine. */
  async version(tx: Tx): Promise<string> {
    return (await tx.one<{ version: string | null }>(`SELECT app.schema_version() AS version`)).version?.slice(-4) ?? 'none';
  }
}
