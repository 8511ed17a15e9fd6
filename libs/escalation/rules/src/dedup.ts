import type { TriggerFamily } from './families.js';

/**
 * Key that is unique among the open alerts of one patient. The tier is left out on purpose: an E1 that becomes
 * an E0 raises the open alert instead of hiding behind it.
 */
export const dedupKey = (family: TriggerFamily): string => family;

/** Number of the episode to open, given that of the last one of the same patient and key. */
export const nextEpisode = (last: number | null): number => (last ?? 0) + 1;
