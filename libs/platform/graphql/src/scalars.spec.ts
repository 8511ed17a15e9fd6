import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Instant, LocalDate } from './scalars.js';

describe('Instant', () => {
  it('reads back what it wrote', () => {
    fc.assert(fc.property(fc.date({ noInvalidDate: true, min: new Date('1970-01-01'), max: new Date('2200-01-01') }), (at) => {
      expect(Instant.parseValue(Instant.serialize(at))).toEqual(at);
    }));
  });
  it('takes any offset', () => expect(Instant.parseValue('2026-03-02T09:00:00-05:00')).toEqual(new Date('2026-03-02T14:00:00Z')));
  it.each(['2026-03-02', '2026-03-02T14:00:00', 'now', 1_700_000_000, null, '2026-13-02T14:00:00Z'])('refuses %s', (value) =>
    expect(() => Instant.parseValue(value)).toThrow());
});

describe('LocalDate', () => {
  it.each(['2026-03-02', '2024-02-29', '1999-12-31'])('keeps %s as it is', (day) => expect([LocalDate.parseValue(day), LocalDate.serialize(day)]).toEqual([day, day]));
  it.each(['2023-02-29', '2026-3-2', '2026-03-02T00:00:00Z', '2026-00-10', '2026-04-31', 20260302, null])('refuses %s', (value) =>
    expect(() => LocalDate.parseValue(value)).toThrow());
});
