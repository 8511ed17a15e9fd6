import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AuditModule } from '@evenkeel/audit-server';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, Outbox } from '@evenkeel/database';
import { Sealer } from '@evenkeel/encryption';
import { createLog, nestLog, prepareHttp } from '@evenkeel/http';
import { IdentityModule } from './identity.module.js';

/** The addresses of signing in on a database of tests, over real http and without the rest of the product. */
export async function openDoor(t: { readonly config: Config; readonly database: Database; readonly sealer: Sealer }): Promise<NestExpressApplication> {
  @Global()
  @Module({
    providers: [{ provide: CONFIG, useValue: t.config }, { provide: Database, useValue: t.database }, { provide: Sealer, useValue: t.sealer }, Outbox],
    exports: [CONFIG, Database, Sealer, Outbox],
  })
  class PlatformModule {}
  @Module({ imports: [PlatformModule, AuditModule, IdentityModule] })
  class AppModule {}
  const log = createLog({ LOG_LEVEL: 'silent', EVENKEEL_INSTANCE: 'test' });
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { bodyParser: false, logger: nestLog(log), abortOnError: false });
  prepareHttp(app, t.config, log);
  return app.init();
}

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** The few shapes of RFC 8949 that an authenticator writes. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, n: number): Buffer => (n < 24 ? Buffer.of((major << 5) | n) : n < 256 ? Buffer.of((major << 5) | 24, n) : Buffer.of((major << 5) | 25, n >> 8, n & 255));
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)])]);
}

interface Ceremony {
  readonly challenge: string;
  readonly origin?: string;
  readonly host?: string;
  /** Whether the person unlocked it. */
  readonly verified?: boolean;
}

/** A passkey in memory, which signs whatever it is told to: for everything that a real one would never do. */
export class Authenticator {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;

  constructor(private readonly origin: string) {
    ({ privateKey: this.privateKey, publicKey: this.publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  }

  create(ceremony: Ceremony): object {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    const key = cbor(new Map<number, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]));
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, this.id.length), this.id, key]);
    const authData = this.data(ceremony, 0x40, attested);
    const attestation = cbor(new Map<string, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData]]));
    return this.answer({ clientDataJSON: this.client('webauthn.create', ceremony).toString('base64url'), attestationObject: attestation.toString('base64url'), transports: ['internal'] });
  }

  get(ceremony: Ceremony): object {
    this.counter += 1;
    const authData = this.data(ceremony, 0, Buffer.alloc(0));
    const client = this.client('webauthn.get', ceremony);
    const signature = createSign('sha256').update(Buffer.concat([authData, createHash('sha256').update(client).digest()])).sign(this.privateKey);
    return this.answer({ clientDataJSON: client.toString('base64url'), authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url') });
  }

  private client(type: string, { challenge, origin = this.origin }: Ceremony): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private data({ host = new URL(this.origin).hostname, verified = true }: Ceremony, flags: number, more: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.of(flags | 0x01 | (verified ? 0x04 : 0)), counter, more]);
  }

  private answer(response: object): object {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {}, authenticatorAttachment: 'platform' };
  }
}
