import type { AccountId, Id, OrganisationId, PatientId } from '@evenkeel/kernel';
import type { ActorKind, Finding, LocalDate, PatientFacts, PlanChange, PlanVersion, SignOff, TaperPlan, VersionState } from '@evenkeel/taper-rules';

export type PlanVersionId = Id<'PlanVersion'>;
export type PlanChangeId = Id<'PlanChange'>;

export type ChangeCause = 'patient' | 'prescriber' | 'cut-not-started' | 'locked';

/** Something that happened to a plan, as it is kept. Dates are the patient's. */
export interface StoredChange {
  readonly id: PlanChangeId;
  readonly number: number;
  readonly kind: PlanChange['kind'];
  readonly cause: ChangeCause;
  readonly on: LocalDate;
  readonly days: number | null;
  readonly steps: number | null;
  /** Rules for which the next step was locked. */
  readonly because: readonly string[] | null;
  readonly madeBy: AccountId | null;
  readonly tappedAt: Date;
  readonly receivedAt: Date;
  readonly undoneAt: Date | null;
}

export interface StoredSignOff extends SignOff {
  readonly id: string;
  readonly byAccount: AccountId;
  /** A specialist without an account here. */
  readonly byName: string | null;
  readonly at: Date;
}

export interface StoredReview {
  readonly id: string;
  readonly cutOn: LocalDate;
  readonly decision: ReviewDecision;
  readonly reviewedBy: AccountId;
  readonly at: Date;
  /** The day of the review on the patient's calendar. */
  readonly on: LocalDate;
}

export const reviewDecisions = ['go-on', 'hold', 'step-back'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** A version as it is kept, with everything that belongs to it. */
export interface PlanRecord {
  readonly organisationId: OrganisationId;
  readonly patientId: PatientId;
  readonly id: PlanVersionId;
  readonly number: number;
  readonly basedOn: number | null;
  readonly state: VersionState;
  readonly startsOn: LocalDate;
  /** As it was signed: without changes. */
  readonly plan: TaperPlan;
  readonly facts: PatientFacts | null;
  readonly findings: readonly Finding[];
  readonly author: AccountId;
  /** Empty where nobody gave one, and for readers who are not shown it. */
  readonly reason: string;
  readonly rowVersion: number;
  readonly createdAt: Date;
  readonly checkedAt: Date | null;
  readonly signedBy: AccountId | null;
  readonly signedAt: Date | null;
  readonly activatedAt: Date | null;
  readonly ended: PlanVersion['ended'];
  readonly endedAt: Date | null;
  readonly heldAt: Date | null;
  readonly heldBy: ActorKind | null;
  readonly readAt: Date | null;
  readonly passedCut: LocalDate | null;
  readonly signOffs: readonly StoredSignOff[];
  /** In the order of the rules: date, arrival, id. */
  readonly changes: readonly StoredChange[];
  readonly reviews: readonly StoredReview[];
}

/** The version as the rules know it. */
export const toVersion = (record: PlanRecord): PlanVersion => ({
  number: record.number, basedOn: record.basedOn, state: record.state, author: record.author, reason: record.reason, startsOn: record.startsOn,
  findings: record.findings, signOffs: record.signOffs, signedBy: record.signedBy, signedAt: record.signedAt?.getTime() ?? null,
  heldAt: record.heldAt?.getTime() ?? null, heldBy: record.heldBy, ended: record.ended,
});

/** The same record after a command of the rules. */
export const withVersion = (record: PlanRecord, next: PlanVersion, now: Date): PlanRecord => ({
  ...record, state: next.state, findings: next.findings, signedBy: next.signedBy as AccountId | null,
  signedAt: next.signedAt === null ? null : new Date(next.signedAt), heldAt: next.heldAt === null ? null : new Date(next.heldAt), heldBy: next.heldBy,
  ended: next.ended, endedAt: next.ended === null ? null : (record.endedAt ?? now),
});

/** What happened, for the rules; what was taken back is left out. */
export const liveChanges = ({ changes }: Pick<PlanRecord, 'changes'>, only: readonly ChangeCause[] | null = null): readonly PlanChange[] =>
  changes.filter(({ undoneAt, cause }) => undoneAt === null && (only === null || only.includes(cause))).map(toPlanChange);

export function toPlanChange({ kind, on, days, steps }: Pick<StoredChange, 'kind' | 'on' | 'days' | 'steps'>): PlanChange {
  if (kind === 'hold') return { kind, on, days };
  if (kind === 'step-back') return { kind, on, steps: steps ?? 1 };
  return { kind, on };
}

export const isRunning = ({ state }: Pick<PlanRecord, 'state'>): boolean => state === 'active' || state === 'held';
export const isDraft = ({ state }: Pick<PlanRecord, 'state'>): boolean => state === 'draft' || state === 'checked';
