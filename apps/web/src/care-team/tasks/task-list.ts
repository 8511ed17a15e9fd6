import type { TasksQuery } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import type { Role } from '@evenkeel/kernel';

export type CareTask = TasksQuery['tasks'][number];

/** Which one a task is about, as far as it can be said: the version of a plan (also with the moment of its check), or a day. Everything else is an id. */
export function subjectOf(about: string): { readonly number: number } | { readonly date: string } | null {
  const number = /^([1-9]\d{0,5})(?: |$)/.exec(about)?.[1];
  if (number !== undefined) return { number: Number(number) };
  return /^\d{4}-\d{2}-\d{2}$/.test(about) ? { date: about } : null;
}

export interface ListedTask {
  readonly task: CareTask;
  /** Somebody is answering it here, and it is not open any more. */
  readonly isGone: boolean;
}

export interface TaskList {
  readonly late: readonly ListedTask[];
  readonly waiting: readonly ListedTask[];
}

/**
 * Late ones first, each part by the time until which it waits. A task that somebody is answering here stays in its place when
 * it is closed elsewhere, so that what they typed stays with it.
 */
export function listOf(tasks: readonly CareTask[], answering: CareTask | null): TaskList {
  const isGone = answering !== null && tasks.every(({ id }) => id !== answering.id);
  const all: readonly ListedTask[] = [...tasks.map((task) => ({ task, isGone: false })), ...(isGone ? [{ task: answering, isGone }] : [])]
    .sort((one, other) => one.task.dueAt.localeCompare(other.task.dueAt) || one.task.id.localeCompare(other.task.id));
  return { late: all.filter(({ task }) => task.isLate), waiting: all.filter(({ task }) => !task.isLate) };
}

interface Place {
  readonly to: string;
  readonly label: 'toPlan' | 'toIntake' | 'toSupply' | 'toPatient';
}

/** Where the thing itself can be done, as far as the reader's role can open it. */
export function placeOf({ kind, patientId }: Pick<CareTask, 'kind' | 'patientId'>, role: Role): Place {
  if (['plan-unread', 'step-locked', 'hold-review', 'plan-changed', 'second-sign-off'].includes(kind)) return { to: `/patients/${patientId}/plan`, label: 'toPlan' };
  if (kind === 'interaction-review' && may(role, 'intake.read')) return { to: `/patients/${patientId}/intake`, label: 'toIntake' };
  const isSupply = ['supply-14', 'supply-7', 'supply-3', 'concentration-unconfirmed'].includes(kind) && may(role, 'supply.write');
  return isSupply ? { to: `/patients/${patientId}/supply`, label: 'toSupply' } : { to: `/patients/${patientId}`, label: 'toPatient' };
}
