import { describe, expect, it } from '@jest/globals';
import { actionsFor, needsReason } from './member-actions.js';

const now = Date.parse('2026-03-02T12:00:00Z');
const member = (state: string, more: object = {}) => ({ state, mutedUntil: null, holdAll: false, banAsked: false, ...more });

describe('what a moderator can do about a member', () => {
  it('is to answer a request first', () => {
    expect(actionsFor(member('requested'), now)).toEqual(['approve', 'decline', 'ban']);
  });
  it('is to slow somebody down, or to take them out', () => {
    expect(actionsFor(member('approved'), now)).toEqual(['mute', 'hold-all', 'remove', 'ban']);
    expect(actionsFor(member('approved', { mutedUntil: '2026-03-02T13:00:00Z', holdAll: true }), now)).toEqual(['lift-mute', 'end-hold-all', 'remove', 'ban']);
    expect(actionsFor(member('approved', { mutedUntil: '2026-03-02T11:00:00Z' }), now)).toContain('mute');
  });
  it('is to agree to a ban that another one asked for, and not to let in past it', () => {
    expect(actionsFor(member('removed', { banAsked: true }), now)).toEqual(['confirm-ban']);
    expect(actionsFor(member('removed'), now)).toEqual(['approve', 'ban']);
    expect(actionsFor(member('banned', { banAsked: true }), now)).toEqual(['lift-ban']);
  });
  it('is nothing for whoever left by themselves', () => {
    expect(actionsFor(member('left'), now)).toEqual([]);
  });
  it('needs a reason for all that somebody will ask about', () => {
    expect((['decline', 'mute', 'hold-all', 'remove', 'ban', 'confirm-ban', 'lift-ban'] as const).every(needsReason)).toBe(true);
  });
});
