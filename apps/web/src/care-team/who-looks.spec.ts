import { describe, expect, it } from '@jest/globals';
import { readersOf } from './who-looks.js';

const team = [{ accountId: '1', name: 'Dr Lee', role: 'prescriber' }, { accountId: '2', name: 'Kim', role: 'therapist' }, { accountId: '2', name: 'Kim', role: 'coordinator' }];
const consent = (more: object) => ({ live: true, recipientRole: 'prescriber', recipientName: null, categories: ['crisis_alerts'], ...more });

describe('who looks', () => {
  it.each([
    ['by role', [consent({})], ['Dr Lee']],
    ['by name', [consent({ recipientRole: null, recipientName: 'Kim' })], ['Kim']],
    ['each once', [consent({ recipientRole: 'therapist' }), consent({ recipientRole: 'coordinator' })], ['Kim']],
    ['not what has ended', [consent({ live: false })], []],
    ['not for another kind', [consent({ categories: ['doses'] })], []],
    ['nobody who is not on the team', [consent({ recipientRole: null, recipientName: 'Somebody Else' })], []],
  ])('is told %s', (_, consents, names) => expect(readersOf({ team, consents }, 'crisis_alerts')).toEqual(names));
});
