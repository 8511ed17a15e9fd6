import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDeed, begunDeed, joinedDeeds, nextDeed, settleDeed, takeBack, type Deed, type QueuedDeed } from './deeds.js';
import type { Outcome } from './queue.js';

const at = { tappedAt: '2026-03-01T09:00:00.000Z', localDate: '2026-03-01' };
const hold = (id: string): Deed => ({ kind: 'hold', id, ...at });
const slower = (id: string): Deed => ({ kind: 'slow-down', id, ...at });
const back = (of: string) => ({ kind: 'undo', id: `back-${of}`, of, tappedAt: at.tappedAt }) as const;
const queued = (...deeds: readonly Deed[]): readonly QueuedDeed[] => deeds.reduce<readonly QueuedDeed[]>((queue, deed) => addDeed(queue, deed, 'marta', 0), []);
const ids = (queue: readonly QueuedDeed[]): readonly string[] => queue.map(({ deed }) => deed.id);
const sending = (queue: readonly QueuedDeed[], now: number): QueuedDeed => {
  const next = nextDeed(queue, 'marta', now);
  if (next.kind !== 'send') throw new Error(`Expected something to send, got ${next.kind}`);
  return next.entry;
};
const saved: Outcome = { kind: 'saved' };
const refused: Outcome = { kind: 'refused', code: 'not-allowed-now' };

describe('deeds that wait on the device', () => {
  it('go out in the order of the taps, each once', () => {
    const queue = addDeed(queued(slower('a'), hold('b')), slower('a'), 'marta', 5);
    expect(ids(queue)).toEqual(['a', 'b']);
    expect(sending(queue, 0).deed.id).toBe('a');
    expect(ids(settleDeed(queue, sending(queue, 0), saved, 0, 0))).toEqual(['b']);
  });

  it('are never sent under another name', () => {
    expect(nextDeed(queued(hold('a')), 'somebody-else', 0)).toEqual({ kind: 'nothing' });
    expect(nextDeed(queued(hold('a')), null, 0)).toEqual({ kind: 'nothing' });
  });

  it('are as if they had not been when they are taken back before they left', () => {
    expect(takeBack(queued(hold('a'), slower('b')), back('a'), 'marta', 1)).toEqual(queued(hold('a'), slower('b')).slice(1));
  });

  it('are taken back at the server when an attempt was begun, after the deed itself, whatever the server did first', () => {
    const begun = begunDeed(queued(hold('a')), sending(queued(hold('a')), 0));
    const both = takeBack(begun, back('a'), 'marta', 1);
    expect(ids(both)).toEqual(['a', 'back-a']);
    let failing = both;
    for (let round = 0; round < 4; round += 1) failing = settleDeed(failing, sending(failing, round * 100_000), { kind: 'fault' }, round * 100_000, 0);
    expect(sending(failing, 1_000_000).deed.id).toBe('a');
    expect(sending(settleDeed(failing, sending(failing, 1_000_000), saved, 1_000_000, 0), 1_000_000).deed.id).toBe('back-a');
  });

  it('are taken back at the server when the device does not have them any more', () => {
    expect(ids(takeBack([], back('a'), 'marta', 1))).toEqual(['back-a']);
  });

  it('stay when they are refused, and what would take them back goes', () => {
    const begun = begunDeed(queued(hold('a')), sending(queued(hold('a')), 0));
    const both = takeBack(begun, back('a'), 'marta', 1);
    const after = settleDeed(both, sending(both, 0), refused, 0, 0);
    expect(after.map(({ deed, refused: code }) => [deed.id, code])).toEqual([['a', 'not-allowed-now']]);
    expect(nextDeed(after, 'marta', 0)).toEqual({ kind: 'nothing' });
    expect(takeBack(after, back('a'), 'marta', 2)).toEqual([]);
  });

  it('say nothing about a plan that could not be marked as read any more', () => {
    const queue = queued({ kind: 'read', id: 'r', number: 2, tappedAt: at.tappedAt });
    expect(settleDeed(queue, sending(queue, 0), refused, 0, 0)).toEqual([]);
  });

  it('let others pass one at which the server keeps failing', () => {
    let queue = queued(slower('a'), hold('b'));
    for (let round = 0; round < 3; round += 1) queue = settleDeed(queue, sending(queue, round * 100_000), { kind: 'fault' }, round * 100_000, 0);
    expect(sending(queue, 1_000_000).deed.id).toBe('b');
  });

  it('of two stores become one queue without doubles', () => {
    const device = queued(slower('a'), hold('b'));
    const memory = queued(hold('b'), slower('c'));
    const all = joinedDeeds(device, memory);
    expect(ids(all)).toEqual(['a', 'b', 'c']);
    expect(new Set(all.map(({ turn }) => turn)).size).toBe(3);
  });

  it('reach the server exactly once each, and none that was taken back stays there, whatever fails', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('tap' as const), id: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ do: fc.constant('back' as const), id: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({ do: fc.constant('send' as const), arrives: fc.boolean(), answered: fc.boolean() }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const server = new Map<string, 'stands' | 'undone'>();
      const wanted = new Map<string, 'stands' | 'undone'>();
      let queue: readonly QueuedDeed[] = [];
      let now = 0;
      const send = (arrives: boolean, answered: boolean): void => {
        now += 100_000;
        const next = nextDeed(queue, 'marta', now);
        if (next.kind !== 'send') return;
        const { deed } = next.entry;
        queue = begunDeed(queue, next.entry);
        if (arrives) {
          if ('of' in deed) {
            // What was never there cannot be taken back: nothing may overtake its deed.
            expect(server.has(deed.of)).toBe(true);
            server.set(deed.of, 'undone');
          } else if (!server.has(deed.id)) server.set(deed.id, 'stands');
        }
        queue = settleDeed(queue, next.entry, arrives && answered ? saved : { kind: 'unreachable' }, now, 0.5);
      };
      for (const each of steps) {
        if (each.do === 'send') send(each.arrives, each.answered);
        else if (each.do === 'tap' && !wanted.has(each.id)) {
          wanted.set(each.id, 'stands');
          queue = addDeed(queue, hold(each.id), 'marta', now);
        } else if (each.do === 'back' && wanted.get(each.id) === 'stands') {
          wanted.set(each.id, 'undone');
          queue = takeBack(queue, back(each.id), 'marta', now);
        }
      }
      for (let round = 0; round < 10; round += 1) send(true, true);
      expect(queue).toEqual([]);
      for (const [id, state] of wanted) {
        if (state === 'stands') expect(server.get(id)).toBe('stands');
        else expect(server.get(id)).not.toBe('stands');
      }
    }));
  });
});
