import type { EscalationPolicy, Ladder, Level, LevelTarget } from './ladder.js';
import type { ResponderRole } from './roster.js';

const onCall = (role: ResponderRole): LevelTarget => ({ role, pick: 'first', rota: 'required' });
const second = (role: ResponderRole): LevelTarget => ({ role, pick: 'second', rota: 'preferred' });
const owner = (role: ResponderRole): LevelTarget => ({ role, pick: 'owner', rota: 'preferred' });
const every = (role: ResponderRole): LevelTarget => ({ role, pick: 'all', rota: 'preferred' });
/** Therapists answer only while they are on a rota. */
const therapistsOnRota: LevelTarget = { role: 'therapist', pick: 'all', rota: 'required' };

const level = (windowMinutes: number, ...targets: readonly LevelTarget[]): Level => ({ targets, windowMinutes, everyRole: [] });

const hours = (count: number): number => count * 60;
const days = (count: number): number => count * 24 * 60;

const promise = 'Service promise of this product, to be signed by a clinician of the organisation; no guideline states minutes.';

const emergency: Ladder = {
  levels: [
    level(5, onCall('prescriber'), onCall('coordinator')),
    level(5, second('prescriber'), therapistsOnRota),
    level(5, every('prescriber'), therapistsOnRota, every('coordinator'), every('safety-lead')),
  ],
  fallback: { everyMinutes: 5 },
  ackLeaseMinutes: 10,
  linkLeaseMinutes: 10,
  followUpMinutes: 30,
  lapsUntilRaised: null,
  morning: null,
  source: `${promise} Nobody has answered after 15 minutes at the latest, and the patient is told so then.`,
};

const sameHour: Ladder = {
  levels: [level(15, onCall('prescriber')), level(15, onCall('coordinator'), therapistsOnRota), level(15, every('safety-lead'))],
  fallback: { everyMinutes: 15 },
  ackLeaseMinutes: 45,
  linkLeaseMinutes: 10,
  followUpMinutes: hours(4),
  lapsUntilRaised: null,
  morning: null,
  source: `${promise} 15 minutes: suicidality, psychosis, akathisia, head injury, abrupt stop and all that is not for the morning.`,
};

const byMorning: Ladder = {
  ...sameHour,
  levels: [
    level(60, onCall('prescriber')),
    level(15, onCall('coordinator'), therapistsOnRota),
    level(15, every('safety-lead')),
  ],
  morning: { nightFrom: '20:00', at: '08:00', atLeastMinutes: 15 },
  source: `${promise} One hour by day; by night an answer by 08:00: supply run-out, pregnancy, vomiting without other signs.`,
};

const withinADay: Ladder = {
  levels: [level(hours(24), owner('prescriber')), level(hours(8), owner('coordinator')), level(hours(8), every('safety-lead'))],
  fallback: null,
  ackLeaseMinutes: hours(24),
  linkLeaseMinutes: 10,
  followUpMinutes: hours(24),
  lapsUntilRaised: 3,
  morning: null,
  source: `${promise} One named owner, quiet hours respected, E1 after three laps without an answer.`,
};

/** Three working days are five days of the calendar at most. */
const routine: Ladder = {
  levels: [level(days(5), every('coordinator')), level(days(5), every('safety-lead'))],
  fallback: null,
  ackLeaseMinutes: days(5),
  linkLeaseMinutes: 10,
  followUpMinutes: days(5),
  lapsUntilRaised: null,
  morning: null,
  source: `${promise} The coordinator's queue, three working days.`,
};

/** The ladders that ship. An organisation signs them as they are or shorter; `checkPolicy` refuses longer ones. */
export const defaultPolicy: EscalationPolicy = {
  version: 1,
  zone: 'UTC',
  ladders: { E0: emergency, E1: sameHour, 'E1-by-morning': byMorning, E2: withinADay, E3: routine },
  byMorning: ['run-out', 'pregnancy', 'vomiting'],
};

/** The shipped ladders with the wall clock of an organisation. */
export const defaultPolicyIn = (zone: string): EscalationPolicy => ({ ...defaultPolicy, zone });
