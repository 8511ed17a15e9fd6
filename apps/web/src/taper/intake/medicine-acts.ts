import type { OtherMedicine } from './use-intake.js';

/** Whether a prescriber has still to look at what a start or a stop of this medicine does to the dose. Whether a step waits for it, the rules of the step decide. */
export const needsReview = ({ startedOn, stoppedOn, startReviewedAt, stopReviewedAt, interactions }: Pick<OtherMedicine, 'startedOn' | 'stoppedOn' | 'startReviewedAt' | 'stopReviewedAt' | 'interactions'>): boolean =>
  interactions.some(({ freezesSteps }) => freezesSteps) && ((startedOn !== null && startReviewedAt === null) || (stoppedOn !== null && stopReviewedAt === null));

/** A day of its end can be said while it is taken, and corrected while that day is ahead. */
export const mayStop = ({ stoppedOn }: Pick<OtherMedicine, 'stoppedOn'>, today: string): boolean => stoppedOn === null || stoppedOn > today;
