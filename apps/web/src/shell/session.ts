import { roles, type Role } from '@evenkeel/kernel';

/** Who is signed in on this device, as the server last said. Holds no health data. */
export interface Session {
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly displayName: string;
  readonly language: string;
  /** The person's own record while acting as a patient. */
  readonly patientId: string | null;
  /** Whether the account has a second factor. */
  readonly secondFactor: boolean;
  /** Setting one up is all that this session can do. */
  readonly mustEnrol: boolean;
}

const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** Reads a session from the server's answer or from the copy on the device; `null` for anything else. */
export function sessionFrom(value: unknown): Session | null {
  if (typeof value !== 'object' || value === null) return null;
  const { role, roles: held, displayName, language, patientId, secondFactor, mustEnrol } = value as Record<string, unknown>;
  if (!isRole(role) || typeof displayName !== 'string') return null;
  return {
    role,
    roles: Array.isArray(held) ? held.filter(isRole) : [role],
    displayName,
    language: language === 'es' ? 'es' : 'en',
    patientId: typeof patientId === 'string' ? patientId : null,
    secondFactor: secondFactor === true,
    mustEnrol: mustEnrol === true,
  };
}
