import { createCipheriv, createDecipheriv, hkdfSync, createHmac, randomBytes } from 'node:crypto';

const format = 1;
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM. `bound` is authenticated with the text: a box moved to another row or column does not open. */
export function sealBox(key: Buffer, bound: string, plain: Buffer): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(format), iv, cipher.getAuthTag(), body]);
}

/** Opens what `sealBox` made with the same key and binding. Throws on anything else, without saying what differed. */
export function openBox(key: Buffer, bound: string, box: Buffer): Buffer {
  if (box[0] !== format || box.length < 1 + ivBytes + tagBytes) throw new Error('Not a sealed box of a known format');
  const iv = box.subarray(1, 1 + ivBytes);
  const tag = box.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(bound)).setAuthTag(tag);
  return Buffer.concat([decipher.update(box.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
}

/** A key for one purpose, derived from the installation's secret (64 hexadecimal digits). */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'hex'), 'evenkeel', purpose, 32));

/** Keyed hash by which a sealed value can be found, equal for equal text, meaningless without the key. */
export const blindIndex = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
