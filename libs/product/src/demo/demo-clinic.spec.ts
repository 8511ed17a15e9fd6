import { describe, expect, it } from '@jest/globals';
import { checkPassword } from '@evenkeel/identity-rules';
import { brokenInvariants } from '@evenkeel/escalation-rules';
import { checksumOf, demoAccounts, demoClinic, demoPlan } from './demo-clinic.js';

describe('probe', () => {
  it('prints', () => {
    const clinic = demoClinic(Date.parse('2026-03-02T14:00:00Z'));
    for (const p of clinic.patients) {
      console.log(p.name, p.history.length, p.history.filter((c) => c.answeredAt === null).length,
        p.history.filter((c) => c.template === 'daily').map((c) => c.answers[0]?.value ?? '-').join(''),
        p.alerts.map((a) => `${a.played.state.tier} ${a.family} x${a.triggers.length} ev${a.played.events.length} sent${a.played.sent.length} ${new Date(a.triggers[0]!.at).toISOString()}`));
    }
    expect(checksumOf(demoPlan())).toBe('x');
  });
});
