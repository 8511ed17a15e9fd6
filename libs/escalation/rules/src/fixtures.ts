import { asId, isRefusal, type AccountId } from '@evenkeel/kernel';
import type { AlertState } from './alert.js';
import type { AlertCommand } from './command.js';
import { defaultPolicy } from './default-policy.js';
import { next } from './next.js';
import { openAlert, type OpeningFacts } from './open.js';
import type { Responder, ResponderRole, Roster, RosterEntry } from './roster.js';
import type { AlertStep } from './step.js';
import type { EpochMs } from './time.js';

/** For the specs of this project only; not part of its index. A Tuesday at noon. */
export const noon: EpochMs = Date.UTC(2026, 2, 10, 12, 0, 0);

const person = (number: number): AccountId => asId('Account', `00000000-0000-4000-8000-00000000000${number}`);

const entry = (number: number, role: ResponderRole, primary: boolean, onRota: boolean): RosterEntry => ({
  accountId: person(number),
  role,
  primary,
  onRota,
});

export const lee = entry(1, 'prescriber', true, true);
export const rao = entry(2, 'prescriber', false, false);
export const kim = entry(3, 'therapist', true, true);
export const ortiz = entry(4, 'coordinator', true, true);
export const sato = entry(5, 'safety-lead', false, false);
export const stranger: Responder = { accountId: person(9), role: 'prescriber' };

/** Two prescribers, one of them on call; a therapist and a coordinator on their rota; a safety lead at home. */
export const clinic: Roster = [lee, rao, kim, ortiz, sato];

export const as = ({ accountId, role }: RosterEntry): Responder => ({ accountId, role });

export function opened(facts: Partial<OpeningFacts> = {}, now: EpochMs = noon): AlertState {
  return openAlert({ family: 'seizure', tier: 'E0', episode: 1, policy: defaultPolicy, ...facts }, now).state;
}

/** The step, or an error naming the refusal. */
export function step(state: AlertState, command: AlertCommand, now: EpochMs, roster: Roster = clinic): AlertStep {
  const result = next(state, command, now, roster);
  if (isRefusal(result)) throw new Error(`Refused: ${result.code}`);
  return result;
}

export const tick: AlertCommand = { kind: 'tick' };

/** Lets time pass without anybody answering: ticks at each deadline. Returns the last step. */
export function leftAlone(state: AlertState, ticks: number, roster: Roster = clinic): AlertStep {
  let last: AlertStep = { state, notify: [], events: [], supersedePages: false };
  for (let done = 0; done < ticks; done += 1) last = step(last.state, tick, dueAt(last.state), roster);
  return last;
}

/** When the machine acts next. Fails for a resolved alert. */
export function dueAt(state: AlertState): EpochMs {
  if (state.nextActionAt === null) throw new Error('Resolved');
  return state.nextActionAt;
}

export const acknowledgedBy = (by: RosterEntry, via: 'app' | 'link' = 'app'): AlertCommand => ({
  kind: 'acknowledge',
  by: as(by),
  via,
  takeOver: false,
  expectedRowVersion: null,
});

export const engagedBy = (by: RosterEntry, how: 'reached' | 'sent-help' | 'tried' = 'reached'): AlertCommand => ({
  kind: 'engage',
  by: as(by),
  how,
  expectedRowVersion: null,
});

export const resolvedBy = (by: RosterEntry, outcome: 'patient-reached' | 'false-trigger' | 'duplicate'): AlertCommand => ({
  kind: 'resolve',
  by: as(by),
  outcome,
  expectedRowVersion: null,
});

/** The pages of a step, without what the assertions do not look at. */
export const pages = ({ notify }: AlertStep) =>
  notify.filter(({ purpose }) => purpose === 'page').map(({ level, cycle, recipients }) => ({ level, cycle, recipients }));

export const purposes = ({ notify }: AlertStep) => notify.map(({ purpose }) => purpose);

export const kinds = ({ events }: AlertStep) => events.map(({ kind }) => kind);
