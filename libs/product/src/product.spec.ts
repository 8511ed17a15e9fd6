import { describe, expect, it } from '@jest/globals';
import { buildSchema, guardSchema, printSchema } from '@evenkeel/graphql';
import { ruleSet } from '@evenkeel/symptoms-rules';
import { lockingFamilies } from '@evenkeel/taper-server';
import { accessTable } from './access-table.js';
import { jobs } from './product.module.js';
import { resolvers } from './resolvers.js';

describe('the product', () => {
  it('serves a schema in which every field says whose eyes it is for', async () => {
    expect(() => guardSchema({} as never, accessTable)).toThrow();
    expect(guardSchema(await buildSchema(resolvers), accessTable)).toBeDefined();
  });

  it('has all that the clients ask for', async () => {
    const printed = await printSchema(resolvers);
    for (const field of ['today', 'submitCheckIn', 'setCheckInSchedule', 'checkInPreview', 'checkInAnswers', 'patients', 'patient', 'alertBoard', 'alert', 'ownAlert', 'messageLog', 'viewer']) {
      expect(printed).toMatch(new RegExp(`^  ${field}[(:]`, 'm'));
    }
  });

  it('lets a safety lead through to what an alert opens, and nobody to the notes of a therapist but the therapist', () => {
    expect(accessTable.rolesReaching('crisis_alerts')).toContain('safety-lead');
    expect(accessTable.rolesReaching('therapy_notes')).toEqual(['therapist']);
    expect(accessTable.rolesReaching('alert_head')).not.toContain('administrator');
    expect(accessTable.rolesReaching('nonsense')).toBeUndefined();
  });

  it('locks the next step for the alerts whose rules say so, and for no others', () => {
    expect([...lockingFamilies].sort()).toEqual([...new Set(ruleSet.rules.filter(({ locksNextStep }) => locksNextStep).map(({ family }) => family))].sort());
  });

  it('declares its jobs', () => {
    expect(jobs.map((job) => job.id)).toEqual([
      'accounts.mail-invitation', 'accounts.mail-reset', 'accounts.mail-notice',
      'care-team.member-left', 'care-team.tell-emergency', 'care-team.tell-blocked', 'taper.tell-change', 'taper.tell-supply', 'taper.tell-new-plan', 'check-ins.prompt',
    ]);
  });
});
