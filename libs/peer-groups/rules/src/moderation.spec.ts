import { describe, expect, it } from '@jest/globals';
import { afterMembershipStep, afterStep, membershipStates, membershipSteps, postStates, postSteps } from './moderation.js';

describe('a post', () => {
  it('is seen only after somebody has let it through, or was seen before', () => {
    const intoSight = postStates.flatMap((state) => postSteps.filter((step) => afterStep(state, step) === 'visible').map((step) => `${step} from ${state}`));
    expect(intoSight).toEqual(['approve from held', 'restore from hidden', 'restore from rejected']);
  });
  it('can be put back after every step of a moderator but letting it through, which can be taken back', () => {
    expect(afterStep('visible', 'hide')).toBe('hidden');
    expect(afterStep('hidden', 'restore')).toBe('visible');
    expect(afterStep('rejected', 'restore')).toBe('visible');
  });
  it('stays withdrawn', () => {
    expect(postSteps.map((step) => afterStep('withdrawn', step))).toEqual(postSteps.map(() => null));
  });
});

describe('a membership', () => {
  it('begins with a request and is let in by a moderator only', () => {
    const into = membershipStates.flatMap((state) => membershipSteps.filter((step) => afterMembershipStep(state, step) === 'approved').map((step) => step));
    expect(new Set(into)).toEqual(new Set(['approve']));
    expect(membershipSteps.filter((step) => afterMembershipStep('none', step) !== null)).toEqual(['request']);
  });
  it('can be banned by the second moderator wherever asking for the ban has left it', () => {
    for (const [before, asked] of [['approved', 'remove'], ['requested', 'decline']] as const) {
      expect(afterMembershipStep(afterMembershipStep(before, asked) ?? 'none', 'ban')).toBe('banned');
    }
  });
  it('of somebody who was banned does not begin again by asking', () => {
    expect(afterMembershipStep('banned', 'request')).toBeNull();
    expect(afterMembershipStep('banned', 'lift-ban')).toBe('removed');
  });
});
