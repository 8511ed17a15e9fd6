import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import { checkPolicy, defaultPolicy, type EscalationPolicy } from '@evenkeel/escalation-rules';
import type { OrganisationId } from '@evenkeel/kernel';

interface Signed {
  readonly version: number | null;
  readonly ladders: Partial<EscalationPolicy> | null;
  readonly zone: string;
}

/** The newest ladders that an organisation signed. */
@Injectable()
export class PolicyReader {
  /**
   * What a new alert of this organisation is stamped with. Where nothing usable was signed, the shipped ladders
   * hold: an alert without a ladder would climb nowhere.
   */
  async newest(tx: Tx, organisationId: OrganisationId): Promise<EscalationPolicy> {
    const { version, ladders, zone } = await tx.one<Signed>(
      `SELECT p.version, p.ladders, o.zone FROM identity.organisation o
         LEFT JOIN LATERAL (SELECT version, ladders FROM clin.escalation_policy WHERE organisation_id = o.id ORDER BY version DESC LIMIT 1) p ON true
        WHERE o.id = $1`, [organisationId]);
    const signed: EscalationPolicy = {
      version: version ?? defaultPolicy.version, zone,
      ladders: { ...defaultPolicy.ladders, ...ladders?.ladders }, byMorning: ladders?.byMorning ?? defaultPolicy.byMorning,
    };
    return isUsable(signed) ? signed : { ...defaultPolicy, zone, version: signed.version };
  }
}

function isUsable(policy: EscalationPolicy): boolean {
  try {
    return checkPolicy(policy).length === 0;
  } catch {
    return false;
  }
}
