import { Injectable } from '@nestjs/common';
import { Database } from '@evenkeel/database';
import type { SystemActor } from '@evenkeel/kernel';
import { NameIndexStore } from '../store/name-index.store.js';

const atOnce = 200;

/** Keeps patients findable for emergency access, whoever wrote them. A sweep of the worker. */
@Injectable()
export class IndexNames {
  constructor(private readonly database: Database, private readonly names: NameIndexStore) {}

  /** Returns whether there may be more. */
  async run(actor: SystemActor): Promise<boolean> {
    return this.database.engine(actor, async (tx) => (await this.names.fill(tx, atOnce)) === atOnce);
  }
}
