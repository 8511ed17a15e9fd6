import { describe, expect, it } from '@jest/globals';
import { addDeed, takeBack, type Deed, type QueuedDeed } from '../offline/deeds.js';
import { isTakenBack, readVersions, shownChanges } from './shown-changes.js';

const at = '2026-03-04T08:00:00.000Z';
const hold: Deed = { kind: 'hold', id: 'h', localDate: '2026-03-04', tappedAt: at };
const queued = (...deeds: readonly Deed[]): readonly QueuedDeed[] => deeds.reduce<readonly QueuedDeed[]>((queue, deed) => addDeed(queue, deed, 'marta', 0), []);
const back = (of: string) => ({ kind: 'undo', id: `back-${of}`, of, tappedAt: at }) as const;
const nothing = { deeds: [], told: [] };

describe('changes of the plan on this device', () => {
  it('are shown until they are taken back or read from the server', () => {
    expect(shownChanges({ deeds: queued(hold), told: [] }, 0)).toEqual([{ id: 'h', kind: 'hold', localDate: '2026-03-04', tappedAt: at, where: 'phone' }]);
    expect(shownChanges({ deeds: [], told: [{ deed: hold, toldAt: 10 }] }, 20)).toEqual([]);
    const begun = queued(hold).map((each) => ({ ...each, begun: true }));
    const deeds = takeBack(begun, back('h'), 'marta', 0);
    expect(shownChanges({ deeds, told: [] }, 0)).toEqual([]);
    expect(isTakenBack({ deeds, told: [] }, 0, 'h')).toBe(true);
    expect(isTakenBack(nothing, 0, 'h')).toBe(false);
  });

  it('know which versions were read', () => {
    expect(readVersions({ deeds: queued({ kind: 'read', id: 'r', number: 3, tappedAt: at }), told: [] })).toEqual([3]);
  });
});
