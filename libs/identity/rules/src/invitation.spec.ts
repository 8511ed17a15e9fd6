import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkInvitee, invitationState, invitationStates, isEmail, rolesFor } from './invitation.js';

const now = new Date('2026-03-02T15:00:00Z');
const at = (ms: number): Date => new Date(now.getTime() + ms);
const ada = { purpose: 'staff', role: 'therapist', name: 'Ada Reyes', email: 'ada@clinic.example' } as const;

describe('an invitation', () => {
  it.each([
    ['open until a moment before it ends', { expiresAt: at(1), acceptedAt: null, revokedAt: null }, 'open'],
    ['over at the moment it ends', { expiresAt: at(0), acceptedAt: null, revokedAt: null }, 'expired'],
    ['revoked', { expiresAt: at(1000), acceptedAt: null, revokedAt: at(-1) }, 'revoked'],
    ['accepted, also after its time', { expiresAt: at(-1), acceptedAt: at(-2), revokedAt: null }, 'accepted'],
  ] as const)('is %s', (_is, times, state) => { expect(invitationState(times, now)).toBe(state); });

  it('is never open again once it was not', () => {
    const moment = fc.integer({ min: -1000, max: 1000 });
    fc.assert(fc.property(moment, fc.option(moment), fc.option(moment), moment, fc.nat(1000), (expires, accepted, revoked, when, later) => {
      const times = { expiresAt: at(expires), acceptedAt: accepted === null ? null : at(accepted), revokedAt: revoked === null ? null : at(revoked) };
      const [first, then] = [invitationState(times, at(when)), invitationState(times, at(when + later))];
      expect(invitationStates).toContain(then);
      return first === 'open' || then === first;
    }));
  });

  it.each([
    ['a member of staff', ada, null], ['a patient by the office of the staff', { ...ada, role: 'patient' }, 'role-not-invitable'],
    ['a safety lead to a team', { ...ada, purpose: 'care-team', role: 'safety-lead' }, 'role-not-invitable'], ['a made-up role', { ...ada, role: 'owner' }, 'role-not-invitable'],
    ['nobody', { ...ada, name: '  ' }, 'display-name-missing'], ['a novel', { ...ada, name: 'x'.repeat(121) }, 'display-name-too-long'],
    ['an address without a host', { ...ada, email: 'ada@clinic' }, 'email-malformed'], ['two addresses', { ...ada, email: 'a@b.example,c@d.example' }, 'email-malformed'],
  ] as const)('of %s', (_whom, invitee, code) => { expect(checkInvitee(invitee)?.code ?? null).toBe(code); });

  it('opens a record to patients only, and an office never to patients', () => {
    expect(rolesFor('patient')).toEqual(['patient']);
    expect(rolesFor('staff')).not.toContain('patient');
  });

  it.each(['ada@clinic.example', " o'neill+1@mail.clinic.example".replace("'", '-'), 'ñandú@clínica.example'])('takes %s for an address', (text) => { expect(isEmail(text)).toBe(true); });
  it.each(['', 'ada', 'ada@', '@clinic.example', 'a b@c.example', 'a@b..example', '<a@b.example>', `${'a'.repeat(250)}@b.example`])('does not take %j for one', (text) => { expect(isEmail(text)).toBe(false); });
});
