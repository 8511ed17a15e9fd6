import { type DynamicModule, Module } from '@nestjs/common';
import type { Config } from '@evenkeel/config';
import { ProductModule } from '@evenkeel/product';
import { RelayOutbox } from './relay-outbox.js';
import { RelayPeerOutbox } from './relay-peer-outbox.js';
import { QueueBeatStore } from './store/queue-beat.store.js';
import { WatchQueues } from './watch-queues.js';

/** The product without an endpoint: the same scopes as the api, whose controllers and resolvers are inert here. */
@Module({})
export class WorkerModule {
  static forProcess(config: Config): DynamicModule {
    return { module: WorkerModule, imports: [ProductModule.forWorker(config)], providers: [RelayOutbox, RelayPeerOutbox, QueueBeatStore, WatchQueues] };
  }
}
