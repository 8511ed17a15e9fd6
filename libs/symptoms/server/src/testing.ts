import type { OrganisationId } from '@evenkeel/kernel';
import { type RuleSet, ruleSet as shipped } from '@evenkeel/symptoms-rules';
import type { TestDatabase } from '@evenkeel/testing';

/** A signed policy row. `ladders` are those of the escalation rules; tests that raise no alert may leave them out. */
export async function signRules(t: Pick<TestDatabase, 'owner'>, of: {
  readonly organisationId: OrganisationId;
  readonly version?: number;
  readonly ruleSet?: RuleSet;
  readonly ladders?: object;
}): Promise<void> {
  await t.owner.query(
    `INSERT INTO clin.escalation_policy (organisation_id, version, ladders, rule_set, signed_by, signed_at)
     VALUES ($1, $2, $3, $4, 'A. Clinician', clock.now())`,
    [of.organisationId, of.version ?? 1, of.ladders ?? {}, of.ruleSet ?? shipped]);
}
