import type { AuditedRead } from '@evenkeel/audit-server';
import type { Basis, Category } from '@evenkeel/care-team-rules';
import { printBasis, type Readings } from '@evenkeel/care-team-server';
import type { PatientId } from '@evenkeel/kernel';
import { type Lane, lanesFor, timelineCategories } from '@evenkeel/timeline-rules';
import type { Wanted } from './store/timeline.reader.js';

/** Which lanes of one patient somebody may see now, on which bases, and what may be asked of the database for them. */
export interface LaneAccess {
  readonly shared: readonly Lane[];
  readonly withheld: readonly Lane[];
  readonly wanted: Wanted;
  /** By category, of those that are shared. */
  readonly bases: ReadonlyMap<Category, Basis>;
  /** On what the reader reaches the patient at all. */
  readonly team: Basis;
}

/** The kinds of data to ask `Access` about. */
export const laneKinds: readonly Category[] = ['team', 'schedule', ...timelineCategories];

/** `null` for whoever does not reach the patient at all. */
export function laneAccess(readings: ReadonlyMap<Category, Readings>, patientId: PatientId): LaneAccess | null {
  const basisOf = (category: Category): Basis | undefined => readings.get(category)?.get(patientId);
  const team = basisOf('team');
  if (team === undefined) return null;
  const may = (category: Category): boolean => basisOf(category) !== undefined;
  return {
    ...lanesFor(may), team,
    wanted: { scores: may('symptom_scores'), checkIns: may('schedule'), doses: may('taper_plan'), alerts: may('alert_head'), words: may('free_text') },
    bases: new Map(timelineCategories.flatMap((category): [Category, Basis][] => {
      const basis = basisOf(category);
      return basis === undefined ? [] : [[category, basis]];
    })),
  };
}

/** The audit rows of a reading: one for each kind of data that was shown; that somebody looked at all, if none was. */
export function auditedLanes({ bases, team }: LaneAccess, patientId: PatientId, kind: string): readonly AuditedRead[] {
  const shown: readonly (readonly [Category, Basis])[] = bases.size === 0 ? [['team', team]] : [...bases];
  return shown.map(([category, basis]) => ({ patientId, category, basis: printBasis(basis), object: { kind, id: null } }));
}
