import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { Database, type Pool, type RowClass } from './database.js';
import { Outbox } from './outbox.js';

/** Token of the configuration, which every process reads once and provides. */
export const CONFIG = Symbol('Config');

/** Gives every scope the transaction wrapper, the outbox and the configuration. */
@Global()
@Module({})
export class DatabaseModule {
  static forProcess(config: Config, rows: readonly RowClass[], sizes: Partial<Record<Pool, number>>): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Database, useFactory: () => Database.connect(config, rows, sizes) },
        { provide: DatabaseCloser, useFactory: (database: Database) => new DatabaseCloser(database), inject: [Database] },
        Outbox,
      ],
      exports: [CONFIG, Database, Outbox],
    };
  }
}

/** Closes the pools after everything else has stopped. */
class DatabaseCloser {
  constructor(private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
