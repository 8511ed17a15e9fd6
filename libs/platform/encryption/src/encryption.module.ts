import { Global, Module } from '@nestjs/common';
import { PeerSealer } from './peer-sealer.js';
import { Sealer } from './sealer.js';

@Global()
@Module({ providers: [Sealer, PeerSealer], exports: [Sealer, PeerSealer] })
export class EncryptionModule {}
