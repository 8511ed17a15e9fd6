import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';
import type { OrganisationId } from '@evenkeel/kernel';
import type { RuleSet } from '@evenkeel/symptoms-rules';
import { z } from 'zod';

interface Kept {
  readonly version: number;
  readonly ruleSet: RuleSet;
}

/** Says that nobody has signed rules for this organisation: no answer of a patient may be waved through unread. */
export class UnsignedRules extends Error {
  constructor(organisationId: OrganisationId) {
    super(`Organisation ${organisationId} has no signed escalation policy`);
    this.name = 'UnsignedRules';
  }
}

/** Says that what was signed can no longer be read: answers are kept, and a person has to look at them. */
export class UnreadableRules extends Error {
  constructor(readonly version: number) {
    super(`Version ${version} of the signed rules cannot be read`);
    this.name = 'UnreadableRules';
  }
}

/** Only the frame is checked: a signed version is never edited, and the rules were typed when it was signed. */
const frame = z.looseObject({
  version: z.int().positive(),
  thresholds: z.record(z.string(), z.number()),
  rules: z.array(z.looseObject({ id: z.string(), family: z.string(), cases: z.array(z.unknown()) })).min(1),
});

/**
 * The rules that a named clinician of the organisation signed, newest version. Versions are immutable, so the parsed
 * set is kept in memory and only its number is asked for again.
 */
@Injectable()
export class RuleSetReader {
  private readonly kept = new Map<OrganisationId, Kept>();

  /**
   * Throws `UnsignedRules` if there is no signed policy and `UnreadableRules` if the stored one has no sense.
   * @param newest its version, if the caller has just read it: spares the question
   */
  async signed(tx: Tx, organisationId: OrganisationId, newest?: number | null): Promise<RuleSet> {
    const known = this.kept.get(organisationId);
    if (known !== undefined && known.version === newest) return known.ruleSet;
    const [stored] = await tx.query<{ version: number; rule_set: unknown }>(
      `SELECT version, CASE WHEN version = $2 THEN NULL ELSE rule_set END AS rule_set FROM clin.escalation_policy
        WHERE organisation_id = $1 AND signed_at <= clock.now() ORDER BY version DESC LIMIT 1`, [organisationId, known?.version ?? 0]);
    if (stored === undefined) throw new UnsignedRules(organisationId);
    if (known !== undefined && known.version === stored.version) return known.ruleSet;
    const read = frame.safeParse(stored.rule_set);
    if (!read.success) throw new UnreadableRules(stored.version);
    const ruleSet = read.data as unknown as RuleSet;
    this.kept.set(organisationId, { version: stored.version, ruleSet });
    return ruleSet;
  }
}
