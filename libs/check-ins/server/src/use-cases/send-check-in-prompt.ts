import { Inject, Injectable } from '@nestjs/common';
import { isPromptDue } from '@evenkeel/check-ins-rules';
import type { Config } from '@evenkeel/config';
import { CONFIG, Database, Outbox } from '@evenkeel/database';
import type { CheckInId, SystemActor } from '@evenkeel/kernel';
import { asMessageLink, checkInPrompt } from '@evenkeel/notifications-rules';
import { SendMessage } from '@evenkeel/notifications-server';
import { checkInChanged } from '../realtime.js';
import { type PromptFacts, PromptStore } from '../store/prompt.store.js';

/** `sent` now · `not-due`: answered, begun, told or closed in the meantime · `given-up`: no address that takes mail. */
export type Prompting = 'sent' | 'not-due' | 'given-up';

/**
 * Tells a patient by mail that a check-in waits: that it does and until when, nothing else. May be asked for any number
 * of times; the row decides. Throws when it should be tried again.
 */
@Injectable()
export class SendCheckInPrompt {
  constructor(
    private readonly database: Database, private readonly store: PromptStore, private readonly send: SendMessage,
    private readonly outbox: Outbox, @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(actor: SystemActor, id: CheckInId): Promise<Prompting> {
    const facts = await this.database.engine(actor, (tx) => this.store.facts(tx, id));
    if (facts === null || facts.closesAt === null || !isDue(facts)) return 'not-due';
    const closes = { at: facts.closesAt.getTime(), zone: facts.zone };
    const link = asMessageLink(`${this.config.BASE_URL}/check-in`);
    const { outcome, code } = await this.send.run(actor, {
      organisationId: facts.organisationId, to: facts.accountId, role: 'patient', template: 'check-in-prompt', reference: '', about: id,
      attempt: facts.tries + 1, write: ({ language }) => checkInPrompt(language, { closes, again: false, link }),
    });
    if (outcome === 'ok') {
      await this.database.engine(actor, async (tx) => {
        if (await this.store.delivered(tx, id)) await this.outbox.add(tx, checkInChanged(id, facts.patientId));
      });
      return 'sent';
    }
    if (outcome !== 'permanent') throw new Error(`The prompt was not taken: ${code ?? outcome}`);
    await this.database.engine(actor, (tx) => this.store.giveUp(tx, id));
    return 'given-up';
  }
}

const isDue = (facts: PromptFacts): boolean => isPromptDue({
  opensAt: facts.opensAt.getTime(), closesAt: facts.closesAt?.getTime() ?? null, remindAt: null, deliveredAt: facts.deliveredAt?.getTime() ?? null,
  openedAt: facts.openedAt?.getTime() ?? null, answeredAt: facts.answeredAt?.getTime() ?? null, receivedAt: null,
}, facts.now.getTime());
