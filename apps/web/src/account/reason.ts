import { ApiError } from '@evenkeel/api-client';

/** Refusals that have a sentence of their own on these screens. */
export const reasons = [
  'sign-in-failed', 'second-factor-failed', 'step-over', 'passkey-failed', 'passkey-cancelled', 'too-many-attempts', 'last-factor', 'not-for-oneself', 'roles-not-together', 'role-not-held',
  'password-too-short', 'password-too-long', 'password-too-common', 'password-names-you', 'password-differs', 'code-missing', 'password-missing',
  'invitation-over', 'reset-over', 'display-name-missing', 'display-name-too-long', 'email-malformed', 'role-not-invitable', 'not-found', 'offline', 'fault',
] as const;
export type Reason = (typeof reasons)[number];

const isReason = (text: string | null): text is Reason => text !== null && (reasons as readonly string[]).includes(text);

/** Why something did not work, as a key of the catalogue. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof ApiError) return isReason(error.code) ? error.code : error.failure === 'unreachable' ? 'offline' : 'fault';
  // The browser says no more than this about somebody who turned away, took too long or has no passkey here.
  return error instanceof Error && ['NotAllowedError', 'AbortError', 'InvalidStateError'].includes(error.name) ? 'passkey-cancelled' : 'fault';
}

/** Throws a refusal inside an answer as the error that a form shows at its field. */
export function refusalIn(answer: { readonly __typename: string; readonly code?: string }): void {
  if (answer.code !== undefined) throw new ApiError('fault', null, answer.code);
}

/** The field of these forms that a refusal is about. */
export const fieldOf = (reason: Reason): 'password' | 'code' | 'name' | 'email' | 'role' | null => {
  if (reason.startsWith('password-') || reason === 'sign-in-failed') return 'password';
  if (reason === 'second-factor-failed' || reason === 'code-missing') return 'code';
  if (reason.startsWith('display-name-')) return 'name';
  if (reason === 'email-malformed') return 'email';
  return reason === 'role-not-invitable' ? 'role' : null;
};
