import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter } from 'age-encryption';
import { deriveKey } from '@evenkeel/encryption';
import { BackupRefused } from './refused.js';

/** Who can open an archive. Archives are files of the age format (age-encryption.org/v1): what is cut off or changed does not open. */
export type Lock =
  /** Whoever has the installation's secret. */
  | { readonly kind: 'secret'; readonly secret: string }
  /** Whoever has the identity that belongs to this recipient (`age1…`); the machine that writes the backup does not. */
  | { readonly kind: 'recipient'; readonly recipient: string };

export type Key =
  | { readonly kind: 'secret'; readonly secret: string }
  /** Text of an identity file, with its comments. */
  | { readonly kind: 'identity'; readonly text: string };

/** 256 bits of a key stand behind these words, so nothing is gained by making the guess slow. */
const workFactor = 10;
const wordsOf = (secret: string): string => deriveKey(secret, 'backups').toString('base64url');

export async function locked(plain: Readable, lock: Lock): Promise<Readable> {
  const encrypter = new Encrypter();
  if (lock.kind === 'secret') {
    encrypter.setScryptWorkFactor(workFactor);
    encrypter.setPassphrase(wordsOf(lock.secret));
  } else {
    try {
      encrypter.addRecipient(lock.recipient);
    } catch {
      throw new BackupRefused('EVENKEEL_BACKUP_RECIPIENT is not a recipient of age (age1…).');
    }
  }
  return fromWeb(await encrypter.encrypt(toWeb(plain)));
}

/** Refuses if the archive was not locked for this key, or is no archive. What is damaged further behind fails while it is read. */
export async function unlocked(sealed: Readable, key: Key): Promise<Readable> {
  const decrypter = new Decrypter();
  if (key.kind === 'secret') decrypter.addPassphrase(wordsOf(key.secret));
  else for (const identity of identitiesIn(key.text)) addIdentity(decrypter, identity);
  try {
    return fromWeb(await decrypter.decrypt(toWeb(sealed)));
  } catch (error) {
    sealed.destroy();
    const said = error instanceof Error ? error.message : '';
    if (!/identity|passphrase|recipient/i.test(said)) throw new BackupRefused('This is not a backup of Evenkeel, or its beginning is damaged.');
    throw new BackupRefused(key.kind === 'secret'
      ? 'The backup cannot be opened with this EVENKEEL_SECRET. It needs the secret of the installation that wrote it, or --identity if it was written for a recipient.'
      : 'The backup cannot be opened with this identity. It was written for another recipient, or for EVENKEEL_SECRET alone.');
  }
}

function identitiesIn(text: string): readonly string[] {
  const found = text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (found.length === 0) throw new BackupRefused('There is no identity in the file of --identity.');
  return found;
}

function addIdentity(decrypter: Decrypter, identity: string): void {
  try {
    decrypter.addIdentity(identity);
  } catch {
    throw new BackupRefused('The file of --identity is not an identity of age (AGE-SECRET-KEY-1…).');
  }
}

// Node and the DOM declare one and the same class twice.
const toWeb = (stream: Readable): ReadableStream<Uint8Array> => Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
const fromWeb = (stream: ReadableStream<Uint8Array>): Readable => Readable.fromWeb(stream as unknown as WebStream);
