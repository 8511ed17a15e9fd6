import { Module } from '@nestjs/common';

/** The one door between the realms: issuing personas, entering, leading a crisis back, and telling nobody more than that. */
@Module({})
export class PeerBridgeModule {}
