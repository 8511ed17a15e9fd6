import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Access, printBasis } from '@evenkeel/care-team-server';
import { Database, type Tx } from '@evenkeel/database';
import { OrganisationReader, PatientReader, PeopleReader } from '@evenkeel/identity-server';
import { type Actor, asId, isId, isRefusal, type PatientId, refuse, type Refusal } from '@evenkeel/kernel';
import type { Language } from '@evenkeel/language';
import { addDays, type LocalDate, planSheet, type Schedule } from '@evenkeel/taper-rules';
import { mustCallFirst } from '../call-first.js';
import { drawDocument } from '../document/draw-document.js';
import type { PaperDocument } from '../document/document.js';
import { type PaperReader, writePlan } from '../document/write-plan.js';
import { KeepPlan } from '../keep-plan.js';
import { DoseRecordReader, SupplyReader } from '../patient-facts.js';
import { asTold, onCalendar } from '../plan-on-calendar.js';
import { PlanProducts } from '../plan-products.js';
import type { PlanRecord } from '../plan-record.js';
import { type PatientDay, PlanVersionStore } from '../store/plan-version.store.js';

/** Days for which a pharmacy hands out at once. */
export const dispensingDays = [7, 14, 28] as const;

export interface PaperWish {
  /** Text from outside. */
  readonly patientId: string;
  readonly number: number;
  readonly reader: PaperReader;
  readonly language: Language;
  readonly everyDays: (typeof dispensingDays)[number];
}

/**
 * A signed version as a PDF, from today or from its first day. Only what is in force, or will be: a draft is no prescription and
 * an old version is none any more. A patient who is asked to call before the next dose gets no paper that says otherwise.
 */
@Injectable()
export class PrintPlan {
  constructor(
    private readonly database: Database, private readonly access: Access, private readonly store: PlanVersionStore, private readonly keep: KeepPlan, private readonly products: PlanProducts,
    private readonly records: DoseRecordReader, private readonly supply: SupplyReader, private readonly patients: PatientReader, private readonly people: PeopleReader,
    private readonly organisations: OrganisationReader, private readonly audit: Audit,
  ) {}

  async run(actor: Actor, wish: PaperWish): Promise<Buffer | Refusal> {
    if (!may(actor.role, 'plan.read') || !isId(wish.patientId)) return refuse('not-found');
    const patientId = asId('Patient', wish.patientId);
    const paper = await this.database.as(actor, (tx) => this.write(tx, actor, patientId, wish));
    // Drawn behind the transaction: it takes a while and asks the database nothing.
    return isRefusal(paper) ? paper : drawDocument(paper);
  }

  private async write(tx: Tx, actor: Actor, patientId: PatientId, wish: PaperWish): Promise<PaperDocument | Refusal> {
    const basis = await this.access.basis(tx, actor, 'taper_plan', patientId);
    const day = basis === null ? null : await this.store.patientDay(tx, patientId);
    if (basis === null || day === null) return refuse('not-found');
    const version = (await this.keep.versions(tx, patientId)).find(({ number }) => number === wish.number);
    if (version === undefined || (actor.role === 'patient' && !isInForce(version))) return refuse('not-found');
    if (!isInForce(version)) return refuse('not-in-force');
    if (actor.role === 'patient' && (await mustCallFirst(tx, patientId, day.today, this.records, this.supply))) return refuse('call-first');
    const paper = await this.paper(tx, version, day, wish);
    await this.audit.record(tx, { action: 'plan.print', object: { kind: 'plan', id: version.id }, patientId, category: 'taper_plan', basis: printBasis(basis) });
    return paper;
  }

  private async paper(tx: Tx, version: PlanRecord, day: PatientDay, { reader, language, everyDays }: PaperWish): Promise<PaperDocument> {
    const { known } = await this.products.of(tx, day.organisationId);
    const { laid, schedule } = asTold(onCalendar(version, known), day.today);
    const patient = (await this.patients.byIds(tx, [version.patientId])).get(version.patientId);
    const clinic = await this.organisations.byId(tx, day.organisationId);
    const names = await this.people.names(tx, version.signedBy === null ? [] : [version.signedBy]);
    const sheet = planSheet({ schedule, makers: laid.makers, phases: version.plan.phases, from: day.today, reviewOn: reviewOf(version, schedule, day), periodDays: everyDays });
    return writePlan(sheet, {
      reader, language, country: day.country, zone: day.zone, patientName: patient?.name ?? '', birthYear: patient?.birthYear ?? null, clinic: clinic.name,
      phoneOf: clinic.fallbackName, phone: clinic.fallbackPhone, number: version.number, signedBy: version.signedBy === null ? null : (names.get(version.signedBy) ?? null),
      signedAt: version.signedAt ?? day.now, printedAt: day.now,
    }, known);
  }
}

/** Signed for later, running or held; or come to rest in maintenance, where the dose goes on. */
const isInForce = ({ state, ended }: PlanRecord): boolean => state === 'signed' || state === 'active' || state === 'held' || (state === 'completed' && ended === 'maintenance');

/** Benefit and risk are weighed again every three months (ASAM joint guideline 2025, recommendation 1), counted from the review that the signed version knew. */
const riskReviewDays = 90;

/**
 * The next day on which somebody looks at the plan: the risk review, or the next step that nobody has let through yet. Steps of a
 * micro-taper are looked at in blocks, which the sheet knows by itself.
 */
function reviewOf({ facts, checkedAt, reviews }: PlanRecord, { steps }: Schedule, { today, zone }: PatientDay): LocalDate | null {
  const isLetThrough = (on: LocalDate): boolean => reviews.some(({ cutOn, decision }) => cutOn === on && decision === 'go-on');
  const step = steps.find(({ startsOn, reason }) => startsOn > today && reason !== 'start' && reason !== 'micro-cut' && reason !== 'maintenance' && !isLetThrough(startsOn));
  const since = facts?.daysSinceRiskReview ?? null;
  const checkedOn = checkedAt === null ? null : new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(checkedAt);
  const risk = since === null || checkedOn === null ? null : addDays(checkedOn, riskReviewDays - since);
  const dates = [step?.startsOn ?? null, risk].filter((date) => date !== null && date > today).map(String);
  return dates.length === 0 ? null : dates.reduce((first, date) => (date < first ? date : first));
}
