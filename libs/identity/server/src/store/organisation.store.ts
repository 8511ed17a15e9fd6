import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId } from '@evenkeel/kernel';

/** What administrators may change about their organisation. */
@Injectable()
export class OrganisationStore {
  async requireSecondFactor(tx: Tx, id: OrganisationId, required: boolean): Promise<void> {
    await tx.execute(`UPDATE identity.organisation SET second_factor_required = $2 WHERE id = $1`, [id, required]);
  }
}
