import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { easingOf, openFindings } from '@evenkeel/taper-rules';
import { PlanTasks } from './patient-facts.js';
import type { PlanRecord } from './plan-record.js';

/** The task that asks for a colleague: there while a checked draft waits for nothing but another prescriber's sign-off. */
@Injectable()
export class SecondSignOff {
  constructor(private readonly tasks: PlanTasks) {}

  /**
   * After every change of a draft, in its transaction.
   * @param before the draft as it was
   * @param after as it is; `null` when it was signed or thrown away
   */
  async look(tx: Tx, before: PlanRecord, after: PlanRecord | null): Promise<void> {
    const { organisationId, patientId } = before;
    const [was, is] = [aboutOf(before), after !== null && waitsForColleague(after) ? aboutOf(after) : null];
    if (was !== null && was !== is) await this.tasks.settle(tx, { organisationId, patientId, kinds: ['second-sign-off'], about: was });
    if (is !== null) await this.tasks.open(tx, { organisationId, patientId, kind: 'second-sign-off', about: is, forRole: 'prescriber', dueAt: null });
  }
}

/** This check of this version: what somebody answered about an earlier one does not stand for the next. */
const aboutOf = ({ number, checkedAt }: PlanRecord): string | null => (checkedAt === null ? null : `${number} ${checkedAt.toISOString()}`);

/** Whether everything but a second prescriber's sign-off was given. */
export function waitsForColleague({ state, findings, signOffs, author }: Pick<PlanRecord, 'state' | 'findings' | 'signOffs' | 'author'>): boolean {
  const open = state === 'checked' ? openFindings(findings, signOffs, author) : [];
  return open.length > 0 && open.every(({ rule }) => easingOf(rule) === 'second-sign-off');
}
