import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** One-time codes by RFC 6238 as every authenticator app has them: SHA-1, six digits, steps of 30 seconds from 1970. */
const stepMs = 30_000;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 bits, the length that RFC 4226 recommends, in the letters that apps read. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(20)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => base32[Number.parseInt(five, 2)]).join('');
}

const bytesOf = (secret: string): Buffer => {
  const bits = [...secret].map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
};

/** Number of the step in which this moment lies. */
export const totpStep = (at: Date): number => Math.floor(at.getTime() / stepMs);

/** The code of a step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/**
 * The step whose code this is, out of the present one and its two neighbours (RFC 6238 section 5.2: a clock may be a
 * little off, a code may be typed slowly); `null` if it is none of them. All three are compared, whatever the outcome.
 */
export function matchingStep(secret: string, code: string, at: Date): number | null {
  const now = totpStep(at);
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  const hits = [now - 1, now, now + 1].filter((step) => timingSafeEqual(Buffer.from(totpCode(secret, step)), given));
  return code.length === 6 ? (hits.at(-1) ?? null) : null;
}

/** What an app reads from the square: whose it is and which secret. Nothing in it but the product's and the person's name. */
export const totpUri = (secret: string, account: string): string =>
  `otpauth://totp/Evenkeel:${encodeURIComponent(account)}?secret=${secret}&issuer=Evenkeel&algorithm=SHA1&digits=6&period=30`;
