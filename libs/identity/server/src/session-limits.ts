import type { Role } from '@evenkeel/kernel';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How long a session lives, in milliseconds: at all, and without a request. A patient's phone stays signed in for
 * a month, so that answering takes no password; staff devices are shared and a shift is shorter than half a day.
 */
export const sessionLimits = {
  patient: { absolute: 30 * day, idle: 30 * day },
  staff: { absolute: 12 * hour, idle: 4 * hour },
} as const;

export const limitsOf = (role: Role): { readonly absolute: number; readonly idle: number } => sessionLimits[role === 'patient' ? 'patient' : 'staff'];
