/**
 * How fast a human has to answer. E0 emergency, E1 same hour (or by the morning), E2 within a day,
 * E3 routine, E4 a note on the timeline. Signed by a clinician of the organisation; no published
 * guideline sets these minutes, they are a service promise.
 */
export const tiers = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;

export type Tier = (typeof tiers)[number];

/** Tiers that open an alert. E4 never does. */
export type AlertTier = Exclude<Tier, 'E4'>;

/** Tiers that page for ever and ignore quiet hours. */
export type UrgentTier = 'E0' | 'E1';

export const alertTiers = ['E0', 'E1', 'E2', 'E3'] as const satisfies readonly AlertTier[];

/** Whether `a` needs an answer sooner than `b`. */
export const isWorse = (a: Tier, b: Tier): boolean => tiers.indexOf(a) < tiers.indexOf(b);

/** The one of the two that needs an answer sooner. */
export const worseOf = <T extends Tier>(a: T, b: T): T => (isWorse(b, a) ? b : a);

export const isUrgent = (tier: Tier): tier is UrgentTier => tier === 'E0' || tier === 'E1';

/** Whether a finding of this tier opens an alert at all. */
export const opensAlert = (tier: Tier): tier is AlertTier => tier !== 'E4';
