import { createHash } from 'node:crypto';
import { defaultPolicyIn, type EscalationPolicy, type Roster } from '@evenkeel/escalation-rules';
import type { AccountId } from '@evenkeel/kernel';
import { ruleSet } from '@evenkeel/symptoms-rules';
import { alertsOf, type DatedAlert } from './dated-alerts.js';
import { type DatedCheckIn, dateHistory, todayOf } from './dated-history.js';
import { type DemoCheckIn, historyOf } from './history.js';
import { demoPassword, type DemoPatient, type DemoStaff, moderator, organisation, patients, staff } from './people.js';
import { SeededRandom } from './random.js';

const seed = 20_260_301;
const day = 86_400_000;

/** The demo clinic without a calendar: the same in every installation, on every day. */
export interface DemoPlan {
  readonly organisation: typeof organisation;
  readonly staff: readonly DemoStaff[];
  readonly patients: readonly (DemoPatient & { readonly history: readonly DemoCheckIn[] })[];
}

export function demoPlan(): DemoPlan {
  return { organisation, staff, patients: patients.map((patient, at) => ({ ...patient, history: historyOf(patient, new SeededRandom(seed + at)) })) };
}

/** SHA-256 over everything that the plan says. */
export const checksumOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

export interface DatedStaff extends DemoStaff {
  readonly accountId: string;
}

export interface DatedPatient extends DemoPatient {
  readonly accountId: string;
  readonly id: string;
  readonly today: string;
  readonly history: readonly DatedCheckIn[];
  readonly alerts: readonly DatedAlert[];
}

/** The same on the calendar, ending yesterday. */
export interface DemoClinic {
  readonly now: number;
  /** When the clinic opened its books: before everything else in it. */
  readonly openedAt: number;
  readonly policy: EscalationPolicy;
  readonly staff: readonly DatedStaff[];
  readonly patients: readonly DatedPatient[];
  /** For whatever else needs an id: goes on where the clinic's own ids end. */
  readonly random: SeededRandom;
}

/** @param now the moment of seeding, by the database's clock, in milliseconds */
export function demoClinic(now: number): DemoClinic {
  const random = new SeededRandom(seed - 1);
  const openedAt = now - 170 * day;
  const people = staff.map((person): DatedStaff => ({ ...person, accountId: random.idAt(openedAt) }));
  const policy = defaultPolicyIn(organisation.zone);
  const dated = demoPlan().patients.map((patient) => datePatient(patient, people, policy, now, random));
  const late = dated.flatMap((patient) => patient.alerts).find(({ played }) => played.state.resolvedAt === null || played.state.resolvedAt >= now);
  if (late !== undefined) throw new Error('An alert of the demo would still be open');
  return { now, openedAt, policy, staff: people, patients: dated, random };
}

function datePatient(patient: DemoPlan['patients'][number], people: readonly DatedStaff[], policy: EscalationPolicy, now: number, random: SeededRandom): DatedPatient {
  const today = todayOf(patient, now);
  const joined = now - 165 * day;
  const history = dateHistory(patient, patient.history, today, random);
  const roster: Roster = patient.team.flatMap(({ key, role, primary }) =>
    people.filter((person) => person.key === key).map((person) => ({ accountId: person.accountId as AccountId, role, primary, onRota: role !== 'therapist' })));
  const own = roster.find((entry) => entry.role === 'prescriber' && entry.primary);
  if (own === undefined) throw new Error('Every patient of the demo has a prescriber');
  const alerts = alertsOf(patient, history, ruleSet, policy, roster, { accountId: own.accountId, role: own.role });
  return { ...patient, accountId: random.idAt(joined), id: random.idAt(joined), today, history, alerts };
}

/** What a person needs to try the demo. */
export const demoAccounts = {
  password: demoPassword,
  accounts: [
    ...patients.map(({ name, email }) => ({ role: 'patient', name, email })),
    ...staff.flatMap(({ name, email, roles }) => roles.map((role) => ({ role, name, email }))),
    { role: 'moderator', name: moderator.name, email: moderator.email },
  ],
};
