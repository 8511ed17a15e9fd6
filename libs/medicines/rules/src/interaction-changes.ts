import { interactantsIn } from './interactants.js';
import { interactionsBetween, type Interaction, type InteractionEffect } from './interactions.js';
import type { MedicineCode } from './medicine.js';

/** A line of the patient's list of other medicines, in whatever words it was entered. Dates are `YYYY-MM-DD`. */
export interface OtherMedicine {
  readonly name: string;
  /** `null`: from before anybody asked. */
  readonly startedOn: string | null;
  /** `null`: still taken. */
  readonly stoppedOn: string | null;
}

/** Another medicine began or ended, and a dose does something else from that day on although nobody changed it. */
export interface InteractionChange {
  /** The name as it was entered. */
  readonly with: string;
  readonly change: 'started' | 'stopped';
  readonly on: string;
  readonly effect: InteractionEffect;
  readonly interaction: Interaction;
}

/**
 * Every start and stop from `from` to `to` (both included) that changes what this medicine does, in the order of time.
 * A start and a stop are two changes. Names that are not known give nothing: an empty answer is no proof.
 */
export function interactionChanges(medicine: MedicineCode, others: readonly OtherMedicine[], from: string, to: string): readonly InteractionChange[] {
  const changes = others.flatMap((other) => {
    const interactions = interactantsIn(other.name).flatMap((each) => interactionsBetween(medicine, each));
    const on = (day: string | null, change: InteractionChange['change']): readonly InteractionChange[] =>
      day === null || day < from || day > to
        ? []
        : interactions.map((interaction) => ({ with: other.name, change, on: day, effect: change === 'started' ? interaction.whenStarted : interaction.whenStopped, interaction }));
    return [...on(other.startedOn, 'started'), ...on(other.stoppedOn, 'stopped')];
  });
  return changes.sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
}
