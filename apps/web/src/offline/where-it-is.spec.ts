import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { finished, openDraft } from './draft.js';
import { enqueue, type Queued } from './queue.js';
import { whereItIs } from './where-it-is.js';

const waiting = (failures = 0): Queued => {
  const draft = finished(openDraft({ id: 'a', owner: 'marta', templateId: 'daily', templateVersion: 1, checkInId: null, openedAt: '2026-03-01T10:00:00Z' }), '2026-03-01T10:01:00Z');
  return { ...enqueue([], draft, 0).entry, failures };
};
const calm = { storage: 'device', queue: [], offline: false, signedOut: false, sending: false, owner: 'marta' } as const;

describe('where answers are', () => {
  it('has nothing to say when all is sent and the line is up', () => {
    expect(whereItIs(calm)).toBeNull();
    expect(whereItIs({ ...calm, offline: true })?.key).toBe('offline');
  });

  it('says that something is saved here before it says that there is no line', () => {
    expect(whereItIs({ ...calm, offline: true, queue: [waiting()] })?.key).toBe('waiting');
    expect(whereItIs({ ...calm, sending: true, queue: [waiting()] })?.key).toBe('sending');
    expect(whereItIs({ ...calm, sending: true, queue: [waiting(1)] })?.key).toBe('waiting');
  });

  it('tells who is signed out that it cannot send, and who has no storage to keep the page open', () => {
    expect(whereItIs({ ...calm, owner: null, queue: [waiting()] })?.key).toBe('signedOut');
    expect(whereItIs({ ...calm, storage: 'memory', queue: [waiting()] })?.key).toBe('memoryOnly');
  });

  it('says before the first tap that the device keeps nothing, and never that something is saved on it', () => {
    expect(whereItIs({ ...calm, storage: 'memory' })?.key).toBe('memory');
    expect(whereItIs({ ...calm, storage: 'memory', offline: true })?.key).toBe('memoryOffline');
    expect(whereItIs({ ...calm, storage: 'memory', owner: null })?.key).toBe('memoryAlone');
    expect(whereItIs({ ...calm, storage: 'memory', queue: [{ ...waiting(), refused: 'no' }] })?.key).toBe('memoryRefused');
  });

  it('never keeps silent about what nobody has yet', () => {
    fc.assert(fc.property(
      fc.record({ storage: fc.constantFrom('device' as const, 'memory' as const), offline: fc.boolean(), signedOut: fc.boolean(), sending: fc.boolean(), owner: fc.constantFrom('marta', null), refused: fc.constantFrom(null, 'no') }),
      ({ refused, ...facts }) => {
        expect(whereItIs({ ...facts, queue: [{ ...waiting(), refused }] })).not.toBeNull();
      },
    ));
  });
});
