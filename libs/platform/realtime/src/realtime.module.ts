import { Global, Module } from '@nestjs/common';
import { Doorbell, PeerDoorbell } from './doorbell.js';

/** Global: any scope may have to ring, and a process that has no sockets simply never connects the bell. */
@Global()
@Module({ providers: [Doorbell, PeerDoorbell], exports: [Doorbell, PeerDoorbell] })
export class RealtimeModule {}
