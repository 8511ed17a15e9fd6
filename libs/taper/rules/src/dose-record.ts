import { byText } from './by-text.js';
import type { DatedDose } from './dose-track.js';
import { addDays } from './calendar-days.js';
import { doseSlots, type DoseSlot, type LocalDate } from './dose-step.js';

/** What a patient says about the dose of one time of a day. Nothing in it is a judgement, and no word at all is no record. */
export const doseRecordKinds = ['taken', 'missed', 'extra', 'vomited', 'declined'] as const;
export type DoseRecordKind = (typeof doseRecordKinds)[number];

/** One tap. Times are milliseconds since 1970. */
export interface DoseRecord {
  readonly id: string;
  readonly on: LocalDate;
  readonly slot: DoseSlot;
  readonly kind: DoseRecordKind;
  readonly tappedAt: number;
}

/** All that is said about one time of one day: the last word on whether the dose was taken, and what came on top. */
export interface SlotWord {
  readonly on: LocalDate;
  readonly slot: DoseSlot;
  /** `null` while there is only an extra dose, or vomiting without a word on the dose itself. */
  readonly said: 'taken' | 'missed' | 'declined' | null;
  readonly extra: number;
  readonly vomited: boolean;
}

/**
 * What stands of many taps, in the order of days and slots. Of taken, missed and declined the latest tap counts, in whatever order the
 * taps arrive; extra doses add up, and vomiting stands beside either.
 */
export function wordsOf(records: readonly DoseRecord[]): readonly SlotWord[] {
  const words = new Map<string, SlotWord>();
  const inOrder = [...records].sort((left, right) => left.tappedAt - right.tappedAt || byText(left.id, right.id));
  for (const { on, slot, kind } of inOrder) {
    const key = `${on} ${doseSlots.indexOf(slot)}`;
    const word = words.get(key) ?? { on, slot, said: null, extra: 0, vomited: false };
    words.set(key, kind === 'extra' ? { ...word, extra: word.extra + 1 } : kind === 'vomited' ? { ...word, vomited: true } : { ...word, said: kind });
  }
  return [...words].sort(([left], [right]) => byText(left, right)).map(([, word]) => word);
}

/** Days in a row from which the next dose needs a call first and no step comes. */
export const missedDaysWithoutDose = 3;
/** Days in a row from which somebody of the team is told at once (Evenkeel clinical decisions, item 10). */
export const missedDaysToTell = 2;

export interface MissedFacts {
  /** Whole prescribed days in the order of dates. */
  readonly prescribed: readonly DatedDose[];
  readonly words: readonly SlotWord[];
  /** The last day that counts, today as a rule. Of it nobody expects every word yet. */
  readonly until: LocalDate;
  /** Up to here somebody who prescribes has dealt with it; `null` if nobody has. */
  readonly dealtWithUntil: LocalDate | null;
}

/**
 * How many days in a row were reported as missed, as of `until`. A day is missed when every dose of it was reported as missed. Days
 * without a word are not missed: they end a row. A row of three stays, whatever follows without a word, until a dose was taken
 * or somebody who prescribes has dealt with it: silence is no reason to show a full dose again.
 */
export function missedDays({ prescribed, words, until, dealtWithUntil }: MissedFacts): number {
  const first = words.find(({ on }) => dealtWithUntil === null || on > dealtWithUntil);
  if (first === undefined) return 0;
  let row = 0;
  for (let on = first.on; on <= until; on = addDays(on, 1)) {
    const slots = slotsOn(prescribed, on);
    if (slots.length === 0) continue;
    const said = words.filter((word) => word.on === on);
    if (slots.every((slot) => said.some((word) => word.slot === slot && word.said === 'missed'))) row += 1;
    else if (said.some((word) => word.said === 'taken' || word.extra > 0 || word.vomited)) row = 0;
    else if (row < missedDaysWithoutDose && on < until) row = 0;
  }
  return row;
}

/** The first day of the stretch up to `until` of which nobody said a word although there was a dose; `null` when there is a word on `until` itself. */
export function silentSince(prescribed: readonly DatedDose[], words: readonly SlotWord[], until: LocalDate, notBefore: LocalDate): LocalDate | null {
  const spoken = new Set(words.map(({ on }) => on));
  let since: LocalDate | null = null;
  for (let on = until; on >= notBefore && !spoken.has(on); on = addDays(on, -1)) if (slotsOn(prescribed, on).length > 0) since = on;
  return since;
}

/** The times of a day at which something is taken. */
function slotsOn(prescribed: readonly DatedDose[], on: LocalDate): readonly DoseSlot[] {
  const dose = prescribed.findLast(({ startsOn }) => startsOn <= on)?.dose ?? [];
  return doseSlots.filter((slot) => dose.some(({ slots }) => slots[slot] > 0));
}
