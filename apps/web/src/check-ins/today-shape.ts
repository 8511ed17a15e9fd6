import type { TodayQuery } from '@evenkeel/api-client';

/** Whether a copy from the device has the shape that this version of the page reads. An older copy is left out. */
export function isToday(data: unknown): data is TodayQuery['today'] {
  if (typeof data !== 'object' || data === null) return false;
  const { localDate, zone, country, contact, doseSteps, alerts, tracked, lastAnswers, redFlagsLastAskedOn, sedationLastAskedOn } = data as Record<string, unknown>;
  return (
    [localDate, zone, country].every((text) => typeof text === 'string') &&
    [doseSteps, alerts, tracked, lastAnswers].every(Array.isArray) &&
    [redFlagsLastAskedOn, sedationLastAskedOn].every((date) => date === null || typeof date === 'string') &&
    typeof contact === 'object' && contact !== null
  );
}
