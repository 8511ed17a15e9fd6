import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access } from '@evenkeel/care-team-server';
import { Database } from '@evenkeel/database';
import { PeopleReader } from '@evenkeel/identity-server';
import { type Actor, asId, isId } from '@evenkeel/kernel';
import { currentDose, isLocalDate } from '@evenkeel/taper-rules';
import { DoseSteps, type NamedDoseStep } from '@evenkeel/taper-server';
import type { Lane } from '@evenkeel/timeline-rules';
import { auditedLanes, laneAccess, laneKinds } from '../lane-access.js';
import { type Annotation, AnnotationStore } from '../store/annotation.store.js';
import { type DayAlert, type DayAnswer, DayReader } from '../store/day.reader.js';

/** An annotation with what a reader needs beside its row. */
export interface NamedAnnotation extends Annotation {
  /** `null` where the name is not for the reader. */
  readonly authorName: string | null;
  readonly isOwn: boolean;
}

export interface TimelineDay {
  readonly date: string;
  readonly shared: readonly Lane[];
  readonly withheld: readonly Lane[];
  readonly answers: readonly DayAnswer[];
  /** In force on the day; `null` before the plan and where it is not shared. */
  readonly dose: NamedDoseStep | null;
  readonly notes: readonly NamedAnnotation[];
  readonly alerts: readonly DayAlert[];
}

/** Everything about one day that is shared with the reader, words included. */
@Injectable()
export class ReadTimelineDay {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly days: DayReader, private readonly annotations: AnnotationStore,
    private readonly doses: DoseSteps, private readonly people: PeopleReader, private readonly audit: Audit,
  ) {}

  /** `null` if there is no such patient, or none to be seen. */
  async run(actor: Actor, id: string, date: string): Promise<TimelineDay | null> {
    if (!isId(id) || !isLocalDate(date)) return null;
    const patientId = asId('Patient', id);
    const { organisationId } = actor;
    return this.database.as(actor, async (tx) => {
      const lanes = laneAccess(await this.access.readingsOf(tx, actor, laneKinds, [patientId]), patientId);
      if (lanes === null) return null;
      if (actor.role !== 'patient') await this.audit.readAll(tx, auditedLanes(lanes, patientId, 'timeline-day'));
      const { wanted, shared, withheld } = lanes;
      const steps = wanted.doses ? (await this.doses.within(tx, actor, [patientId])).get(patientId) ?? [] : [];
      const inForce = currentDose(steps, date);
      const notes = await this.annotations.ofDay(tx, actor, patientId, date, wanted.words);
      const names = await this.people.names(tx, notes.map(({ authorId }) => authorId));
      return {
        date, shared, withheld,
        answers: await this.days.answers(tx, organisationId, patientId, date, wanted),
        dose: steps.find((step) => step === inForce) ?? null,
        notes: notes.map((note) => ({ ...note, authorName: names.get(note.authorId) ?? null, isOwn: note.authorId === actor.accountId && note.authorRole === actor.role })),
        alerts: wanted.alerts ? await this.days.alerts(tx, organisationId, patientId, date) : [],
      };
    });
  }
}
