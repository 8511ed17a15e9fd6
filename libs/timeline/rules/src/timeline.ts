/** How much time one bucket holds. Weeks are ISO weeks of the patient's local dates. */
export type Resolution = 'day' | 'week' | 'month';

/** What lies above one another on the time axis, from above to below. */
export const lanes = ['dose', 'overall', 'symptoms', 'alerts', 'notes', 'check-ins'] as const;

export type Lane = (typeof lanes)[number];

/** Dated dose steps. `day` may be negative for the step that was in force when the range began. */
export interface DoseColumns {
  readonly day: readonly number[];
  readonly drug: readonly string[];
  readonly micrograms: readonly number[];
  /** `null` for the first step of a plan. */
  readonly previousMicrograms: readonly (number | null)[];
  readonly kind: readonly string[];
  /** Starts after today on the patient's calendar. */
  readonly planned: readonly boolean[];
}

/**
 * The overall score, 0 to 10. `day` is the first day of the bucket inside the range, `days` how many days of the range it
 * holds, `answered` how many of them have an overall score. A bucket without a score has `null`, never zero.
 */
export interface BucketColumns {
  readonly day: readonly number[];
  readonly days: readonly number[];
  readonly answered: readonly number[];
  readonly min: readonly (number | null)[];
  readonly p25: readonly (number | null)[];
  readonly median: readonly (number | null)[];
  readonly p75: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/** One symptom, aligned with the buckets; levels 0 to 3. */
export interface SymptomStrip {
  readonly code: string;
  readonly median: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

export interface AlertColumns {
  readonly id: readonly string[];
  readonly day: readonly number[];
  readonly tier: readonly string[];
  readonly family: readonly string[];
  readonly status: readonly string[];
}

/** That a note is there and of what kind; its words are read with the day. */
export interface NoteColumns {
  readonly id: readonly string[];
  readonly day: readonly number[];
  readonly kind: readonly string[];
  readonly visibility: readonly string[];
  readonly authorRole: readonly string[];
}

/**
 * A patient's record on one time axis. Columnar: lists of equal length, never an object for each point. Days are whole
 * days after `from` on the patient's calendar.
 */
export interface Timeline {
  readonly patientId: string;
  readonly zone: string;
  /** Local dates, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** The first date with anything that the reader may see; `null` while there is nothing. */
  readonly recordFrom: string | null;
  readonly resolution: Resolution;
  /** An instant in ISO 8601. */
  readonly generatedAt: string;
  /** Lanes that the reader may see. */
  readonly shared: readonly string[];
  /** Lanes without consent; their columns are empty. */
  readonly withheld: readonly string[];
  readonly doses: DoseColumns;
  readonly buckets: BucketColumns;
  /** The patient's own three first, then by how much they changed within the range. */
  readonly symptoms: readonly SymptomStrip[];
  readonly alerts: AlertColumns;
  readonly notes: NoteColumns;
}

/** Who reads an annotation besides its author. Chosen before a word is written. */
export const visibilities = ['only-me', 'patient-too', 'whole-team'] as const;

export type Visibility = (typeof visibilities)[number];
