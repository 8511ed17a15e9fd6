import { describe, expect, it } from '@jest/globals';
import { formatDose } from '@evenkeel/taper-rules';
import fc from 'fast-check';
import { daysBetween, readChange, readDose, sizeOfChange } from './dose-text.js';

describe('a dose that was stamped on an alert', () => {
  it('is read back to the microgram, whatever the dose', () => {
    fc.assert(fc.property(fc.nat(300_000), (micrograms) => {
      expect(readDose(formatDose(micrograms))).toEqual({ medicine: null, micrograms });
      expect(readDose(`clonazepam ${formatDose(micrograms)}`)).toEqual({ medicine: 'clonazepam', micrograms });
    }));
  });

  it('is left alone when it says something else', () => {
    for (const text of ['', 'clonazepam', '0,5 mg', '0.5 ml', 'half a tablet', '1.2345 mg']) expect(readDose(text)).toBeNull();
  });
});

describe('a change that was stamped on an alert', () => {
  it('is read with its date and both doses', () => {
    const change = readChange(`2026-11-13: ${formatDose(810)} → ${formatDose(750)} (92.59%)`);
    expect(change).toEqual({ on: '2026-11-13', from: { medicine: null, micrograms: 810 }, to: { medicine: null, micrograms: 750 } });
    expect(change && sizeOfChange(change)).toBe(741);
  });

  it('may be the start of a plan, or a switch, which have no size', () => {
    const start = readChange(`2026-01-02: clonazepam ${formatDose(1000)}`);
    expect(start).toEqual({ on: '2026-01-02', from: null, to: { medicine: 'clonazepam', micrograms: 1000 } });
    expect(start && sizeOfChange(start)).toBeNull();
    const change = readChange(`2026-02-03: ${formatDose(1000)} → diazepam ${formatDose(20_000)}`);
    expect(change && sizeOfChange(change)).toBeNull();
  });

  it('is left alone when it is no change', () => {
    for (const text of ['', '2026-11-13', 'soon: 1 mg', '2026-11-13: more → less']) expect(readChange(text)).toBeNull();
  });
});

it('counts days on the calendar', () => {
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
});
