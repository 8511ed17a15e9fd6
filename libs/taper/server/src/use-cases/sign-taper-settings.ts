import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { may } from '@evenkeel/care-team-rules';
import { Database } from '@evenkeel/database';
import { type Actor, isRefusal, refuse, type Refusal } from '@evenkeel/kernel';
import { checkTaperFigures, type TaperFigures } from '@evenkeel/taper-rules';
import { TaperSettingsStore } from '../store/taper-settings.store.js';

export interface SettingsToSign {
  readonly figures: TaperFigures;
  /** The version that was on the screen; 0 for the defaults. */
  readonly basedOn: number;
  readonly confirmedTwice: boolean;
}

/**
 * A safety lead signs the whole table: within its bounds, confirmed a second time, and on top of the version they saw. It
 * counts from the next check on; plans that were signed before stay as they are.
 */
@Injectable()
export class SignTaperSettings {
  constructor(private readonly database: Database, private readonly store: TaperSettingsStore, private readonly audit: Audit) {}

  /** @returns the version that counts from now on */
  async run(actor: Actor, { figures: given, basedOn, confirmedTwice }: SettingsToSign): Promise<number | Refusal> {
    if (!may(actor.role, 'taper-settings.sign')) return refuse('not-found');
    const figures = checkTaperFigures(given);
    if (isRefusal(figures)) return figures;
    if (!confirmedTwice) return refuse('not-confirmed-twice', 'confirmedTwice');
    const { organisationId, accountId } = actor;
    return this.database.as(actor, async (tx) => {
      const newest = (await this.store.newest(tx, organisationId))?.version ?? 0;
      if (newest !== basedOn || !(await this.store.add(tx, organisationId, accountId, newest + 1, figures))) return refuse('stale', 'basedOn');
      await this.audit.record(tx, { action: 'taper-settings.sign', object: { kind: 'taper-settings', id: null }, basis: 'membership' });
      return newest + 1;
    });
  }
}
