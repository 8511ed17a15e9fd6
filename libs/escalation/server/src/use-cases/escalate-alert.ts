import { Injectable } from '@nestjs/common';
import type { Actor, AlertId, Refusal } from '@evenkeel/kernel';
import type { AlertRow } from '../store/alert.row.js';
import { AnswerAlert } from './answer-alert.js';

/** The next level, now. */
@Injectable()
export class EscalateAlert {
  constructor(private readonly answer: AnswerAlert) {}

  /** @param input `asOf` is the newest number of the log that the person saw: a stale click moves nothing. */
  async run(actor: Actor, input: { readonly id: AlertId; readonly asOf: number }): Promise<AlertRow | Refusal> {
    return this.answer.run(actor, input.id, {
      action: 'alert.escalate',
      command: (by) => ({ kind: 'escalate', by, asOf: input.asOf }),
    });
  }
}
