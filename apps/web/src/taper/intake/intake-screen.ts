import type { FoundIntake, OtherMedicine, OutsideClinician } from './use-intake.js';
import type { IntakeWords } from './use-intake-words.js';

/** What every page of the intake is told. */
export interface IntakeScreen {
  readonly patientId: string;
  readonly name: string;
  /** On the patient's calendar. */
  readonly today: string;
  /** The newest one. */
  readonly intake: FoundIntake | null;
  /** Everything that was ever entered. */
  readonly medicines: readonly OtherMedicine[];
  readonly clinicians: readonly OutsideClinician[];
  readonly words: IntakeWords;
  /** A sentence when what is shown may be old. */
  readonly old: string | null;
}
