import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sceneLanes } from '@evenkeel/timeline-scene';
import { hiddenFrom, withHidden } from './lane-memory.js';

describe('lanes that were put away', () => {
  it('are each viewer’s own, and come back in the order of the chart', () => {
    const kept = withHidden(withHidden(null, 'therapist', ['symptoms', 'cuts']), 'patient', ['dose']);
    expect([hiddenFrom(kept, 'therapist'), hiddenFrom(kept, 'patient'), hiddenFrom(kept, 'prescriber')]).toEqual([['cuts', 'symptoms'], ['dose'], []]);
  });

  it('are read from anything that a browser may have kept', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (text, viewer) => {
      for (const lane of hiddenFrom(text, viewer)) expect(sceneLanes).toContain(lane);
      expect(hiddenFrom(withHidden(text, viewer, ['dose']), viewer)).toEqual(['dose']);
    }));
  });
});
