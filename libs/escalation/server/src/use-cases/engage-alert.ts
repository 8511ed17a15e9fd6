import { Injectable } from '@nestjs/common';
import { type Actor, type AlertId, refuse, type Refusal } from '@evenkeel/kernel';
import type { AlertRow } from '../store/alert.row.js';
import { AnswerAlert } from './answer-alert.js';

const ways = ['reached', 'sent-help', 'tried'] as const;
type Way = (typeof ways)[number];

const isWay = (text: string): text is Way => (ways as readonly string[]).includes(text);

/** What came of it: the patient was reached, help was sent, or it was only tried. Refuses `how-unknown`. */
@Injectable()
export class EngageAlert {
  constructor(private readonly answer: AnswerAlert) {}

  async run(actor: Actor, input: { readonly id: AlertId; readonly rowVersion: number; readonly how: string }): Promise<AlertRow | Refusal> {
    const { id, rowVersion, how } = input;
    if (!isWay(how)) return refuse('how-unknown', 'how');
    return this.answer.run(actor, id, {
      action: 'alert.engage',
      command: (by) => ({ kind: 'engage', by, how, expectedRowVersion: rowVersion }),
    });
  }
}
