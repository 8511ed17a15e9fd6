import { Injectable } from '@nestjs/common';
import { outcomes, type Outcome } from '@evenkeel/escalation-rules';
import { type Actor, type AlertId, refuse, type Refusal } from '@evenkeel/kernel';
import type { AlertRow } from '../store/alert.row.js';
import { NoteStore } from '../store/note.store.js';
import { AnswerAlert } from './answer-alert.js';

const longestNote = 4000;
const isOutcome = (text: string): text is Outcome => (outcomes as readonly string[]).includes(text);

/**
 * Ends an alert with an outcome and, if there is one, a note, which is sealed. A dismissed E0 stays open until a second
 * person agrees. Refuses `outcome-unknown` and `note-too-long`.
 */
@Injectable()
export class ResolveAlert {
  constructor(private readonly answer: AnswerAlert, private readonly notes: NoteStore) {}

  async run(actor: Actor, input: { readonly id: AlertId; readonly rowVersion: number; readonly outcome: string; readonly note: string }): Promise<AlertRow | Refusal> {
    const { id, rowVersion, outcome } = input;
    const note = input.note.trim();
    if (!isOutcome(outcome)) return refuse('outcome-unknown', 'outcome');
    if (note.length > longestNote) return refuse('note-too-long', 'note', { atMost: longestNote });
    return this.answer.run(actor, id, {
      action: 'alert.resolve',
      command: (by) => ({ kind: 'resolve', by, outcome, expectedRowVersion: rowVersion }),
      also: async (tx, row) => { if (note !== '') await this.notes.insert(tx, row, actor.accountId, note); },
    });
  }
}
