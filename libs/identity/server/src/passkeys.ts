import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse,
  type AuthenticationResponseJSON, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON, type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { Audit } from '@evenkeel/audit-server';
import type { Config } from '@evenkeel/config';
import { CONFIG, type Tx } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import type { AccountId } from '@evenkeel/kernel';
import { CeremonyStore, type ChallengePurpose } from './store/ceremony.store.js';
import { CredentialStore, type CredentialId, type Passkey } from './store/credential.store.js';

const challengeMs = 5 * 60_000;
type Transports = NonNullable<Parameters<typeof verifyAuthenticationResponse>[0]['credential']['transports']>;

/**
 * Ceremonies with passkeys (WebAuthn level 3): user verification is required, attestation is not asked for, the relying
 * party is the host of BASE_URL. A challenge is made here, used once, within five minutes and for the purpose and the
 * account it was made for. All of it runs as the gate.
 */
@Injectable()
export class Passkeys {
  private readonly origin: string;
  private readonly host: string;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'BASE_URL'>, private readonly credentials: CredentialStore,
    private readonly ceremonies: CeremonyStore, private readonly audit: Audit,
  ) {
    ({ origin: this.origin, hostname: this.host } = new URL(config.BASE_URL));
  }

  /** What the browser needs to make a passkey. Those that the person has already are named, so that no device makes a second one. */
  async offer(tx: Tx, person: { readonly accountId: AccountId; readonly email: string; readonly name: string }): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.credentials.passkeys(tx, person.accountId);
    const options = await generateRegistrationOptions({
      rpName: 'Evenkeel', rpID: this.host, userName: person.email, userDisplayName: person.name,
      userID: new TextEncoder().encode(person.accountId), attestationType: 'none', timeout: challengeMs,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: known.map((each) => ({ id: each.credentialId, transports: [...each.transports] as Transports })),
    });
    await this.ceremonies.addChallenge(tx, tokenHash(options.challenge), 'register', person.accountId);
    return options;
  }

  /** Keeps a passkey that was just made. `null` when it does not fit what was asked for. */
  async register(tx: Tx, accountId: AccountId, response: unknown, label: string): Promise<CredentialId | null> {
    const checked = await quietly(() => verifyRegistrationResponse({
      response: response as RegistrationResponseJSON, expectedOrigin: this.origin, expectedRPID: this.host, requireUserVerification: true,
      expectedChallenge: (challenge) => this.ceremonies.useChallenge(tx, tokenHash(challenge), 'register', accountId),
    }));
    if (checked === null || !checked.verified) return null;
    const { credential } = checked.registrationInfo;
    if ((await this.credentials.passkeyByHandle(tx, tokenHash(credential.id))) !== null) return null;
    return this.credentials.addPasskey(tx, accountId, tokenHash(credential.id), {
      credentialId: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'), transports: credential.transports ?? [], label,
    }, credential.counter);
  }

  /** What the browser needs to use a passkey. Before anybody is known it names none: the device shows what it has. */
  async ask(tx: Tx, purpose: Exclude<ChallengePurpose, 'register'>, accountId: AccountId | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const known = accountId === null ? [] : await this.credentials.passkeys(tx, accountId);
    const options = await generateAuthenticationOptions({
      rpID: this.host, userVerification: 'required', timeout: challengeMs,
      allowCredentials: known.map((each) => ({ id: each.credentialId, transports: [...each.transports] as Transports })),
    });
    await this.ceremonies.addChallenge(tx, tokenHash(options.challenge), purpose, accountId);
    return options;
  }

  /** Whose passkey signed this. `null` for anything that is not exactly what was asked for, without a word about why. */
  async check(tx: Tx, purpose: Exclude<ChallengePurpose, 'register'>, accountId: AccountId | null, response: unknown): Promise<Passkey | null> {
    const id = (response as { id?: unknown } | null)?.id;
    const passkey = typeof id === 'string' && id.length <= 1400 ? await this.credentials.passkeyByHandle(tx, tokenHash(id)) : null;
    if (passkey === null || (accountId !== null && passkey.accountId !== accountId)) return null;
    const checked = await quietly(() => verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON, expectedOrigin: this.origin, expectedRPID: this.host, requireUserVerification: true,
      expectedChallenge: (challenge) => this.ceremonies.useChallenge(tx, tokenHash(challenge), purpose, accountId),
      // Zero, because a counter that goes back is written down below and refuses nobody: synchronised passkeys do not count.
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: 0, transports: [...passkey.transports] as Transports },
    }));
    if (checked === null || !checked.verified) return null;
    const counted = checked.authenticationInfo.newCounter;
    if ((counted > 0 || passkey.signCount > 0) && counted <= passkey.signCount) {
      await this.audit.record(tx, { action: 'passkey.counter-went-back', object: { kind: 'credential', id: passkey.id }, basis: `from ${passkey.signCount} to ${counted}` });
    }
    await this.credentials.passkeyWasUsed(tx, passkey.id, counted);
    return passkey;
  }
}

/** The library throws on whatever does not fit; to a stranger every reason is the same. */
async function quietly<T>(check: () => Promise<T>): Promise<T | null> {
  try {
    return await check();
  } catch {
    return null;
  }
}
