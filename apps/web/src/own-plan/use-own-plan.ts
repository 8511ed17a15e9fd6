import { useMemo } from 'react';
import { planDate } from '../check-ins/moment.js';
import { useToday, type TodayData } from '../check-ins/use-today.js';
import { isTakenBack, shownChanges, type ShownChange } from '../taper/shown-changes.js';
import { useMyPlan, type MyPlanState } from '../taper/use-my-plan.js';
import { calendarOf, type OwnCalendar } from './own-calendar.js';

export interface OwnPlan {
  readonly mine: MyPlanState;
  readonly today: TodayData | null;
  /** The date on the patient's calendar, by which plans and doses count. */
  readonly date: string;
  /** With what was changed on this device; `null` without a plan, or with one that this version cannot read. */
  readonly calendar: OwnCalendar | null;
  readonly coming: OwnCalendar | null;
  /** Changes of the plan that what was read does not show yet. */
  readonly changes: readonly ShownChange[];
  readonly isHeld: boolean;
  /** The change that can still be taken back, and until when; `null` when there is none. On the device only, without an end. */
  readonly undo: { readonly id: string; readonly until: string | null } | null;
  readonly phone: string | null;
}

/** Everything the pages of the plan show, from the server or from this device. */
export function useOwnPlan(): OwnPlan {
  const mine = useMyPlan();
  const { today } = useToday();
  const { data, device, readAt } = mine;
  const changes = useMemo(() => shownChanges(device, readAt), [device, readAt]);
  const calendar = useMemo(() => (data?.plan ? calendarOf(data.plan.plan, data.products, changes) : null), [data, changes]);
  const coming = useMemo(() => (data?.coming ? calendarOf(data.coming.plan, data.products) : null), [data]);
  const date = planDate(today?.zone ?? null);
  const live = changes.filter(({ where }) => where !== 'refused');
  const undone = data?.undoId ? isTakenBack(device, readAt, data.undoId) : false;
  const last = live.at(-1);
  const told = data?.undoId && data.undoUntil && !undone && Date.parse(data.undoUntil) > Date.now() ? { id: data.undoId, until: data.undoUntil } : null;
  return {
    mine, today, date, calendar, coming, changes,
    isHeld: (data?.plan?.state === 'held' && !undone) || live.some(({ kind }) => kind === 'hold'),
    undo: last ? { id: last.id, until: null } : told,
    phone: data?.prescriberPhone ?? today?.contact.phone ?? null,
  };
}
