import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leastHoursApart, nextOccurrence, preview, type LastOccurrence, type Occurrence } from './occurrence.js';
import type { Schedule } from './schedule.js';

const hour = 3_600_000;
const schedule = (more: Partial<Schedule> = {}): Schedule => ({
  localTime: '09:00',
  zone: 'America/New_York',
  startsOn: '2026-01-01',
  endsOn: null,
  everyDays: 1,
  windowMinutes: 840,
  remindAfterMinutes: 180,
  ...more,
});
const utc = (at: number): string => new Date(at).toISOString();

/** What a wall clock in the zone shows, by another library than the one under test. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function wall(at: number, zone: string): { date: string; time: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  clocks.set(zone, clock);
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return { date: `${part['year']}-${part['month']}-${part['day']}`, time: `${part['hour']}:${part['minute']}` };
}
const datesFrom = (first: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, day) => new Date(Date.parse(first) + day * 24 * hour).toISOString().slice(0, 10));

describe('a daily check-in over five years', () => {
  // Zones with changes of a whole, a half and two hours, at midnight, in Ramadan, on an evening, and with none at all.
  it.each([
    ['America/New_York', '09:00'],
    ['America/New_York', '02:30'],
    ['Europe/Berlin', '02:15'],
    ['America/Los_Angeles', '01:30'],
    ['Australia/Lord_Howe', '02:10'],
    ['Antarctica/Troll', '02:45'],
    ['Africa/Casablanca', '02:30'],
    ['Pacific/Chatham', '03:00'],
    ['Africa/Cairo', '00:30'],
    ['Asia/Beirut', '00:00'],
    ['America/Santiago', '23:30'],
    ['America/Scoresbysund', '23:30'],
    ['Asia/Tehran', '00:15'],
    ['Europe/Dublin', '01:59'],
    ['Pacific/Apia', '09:00'],
    ['Asia/Kathmandu', '23:59'],
  ])('comes exactly once on each local date in %s at %s', (zone, localTime) => {
    const days = datesFrom('2022-01-01', 1826);
    const all = preview(schedule({ zone, localTime, startsOn: '2022-01-01', endsOn: '2026-12-31' }), 3000);
    expect(all.map((each) => each.localDate)).toEqual(days);
    let shifted = 0;
    for (const each of all) {
      const seen = wall(each.opensAt, zone);
      expect(seen.date).toBe(each.localDate);
      if (each.shifted === null) expect(seen.time).toBe(localTime);
      else {
        shifted += 1;
        expect(seen.time).not.toBe(localTime);
      }
    }
    expect(shifted).toBeLessThanOrEqual(10);
  });
});

describe('the days on which a clock changes', () => {
  it.each([
    ['a skipped time opens as much later', 'America/New_York', '02:30', '2026-03-08', '2026-03-08T07:30:00.000Z', 'clock-change'],
    ['a repeated time opens at its first pass', 'America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30:00.000Z', null],
    ['nine in the morning stays nine, spring', 'America/New_York', '09:00', '2026-03-08', '2026-03-08T13:00:00.000Z', null],
    ['nine in the morning stays nine, autumn', 'America/New_York', '09:00', '2026-11-01', '2026-11-01T14:00:00.000Z', null],
    ['repeated in Berlin', 'Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T00:30:00.000Z', null],
    ['half an hour skipped', 'Australia/Lord_Howe', '02:10', '2026-10-04', '2026-10-03T15:40:00.000Z', 'clock-change'],
    ['half an hour repeated', 'Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45:00.000Z', null],
    ['two hours skipped', 'Antarctica/Troll', '01:30', '2026-03-29', '2026-03-29T01:30:00.000Z', 'clock-change'],
    ['midnight skipped', 'Africa/Cairo', '00:00', '2026-04-24', '2026-04-23T22:00:00.000Z', 'clock-change'],
    ['skipped just before midnight: the day keeps its own', 'America/Scoresbysund', '23:30', '2026-03-28', '2026-03-29T00:30:00.000Z', 'clock-change'],
  ])('%s', (_, zone, localTime, localDate, opensAt, shifted) => {
    const next = nextOccurrence(schedule({ zone, localTime, startsOn: localDate }));
    expect(next).toMatchObject({ localDate, shifted });
    expect(utc(next?.opensAt ?? 0)).toBe(opensAt);
    expect(wall(next?.opensAt ?? 0, zone).date).toBe(localDate);
  });

  it('skips a date that a zone never had', () => {
    const dates = preview(schedule({ zone: 'Pacific/Apia', startsOn: '2011-12-28' }), 4).map((each) => each.localDate);
    expect(dates).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01']);
  });
});

describe('a traveller', () => {
  /** Follows one check-in after the other; before each, `zoneAt` says where the patient is when it is planned. */
  const follow = (zones: readonly string[], localTime = '09:00'): readonly Occurrence[] => {
    const seen: Occurrence[] = [];
    for (const zone of zones) {
      const next = nextOccurrence(schedule({ zone, localTime, startsOn: '2026-11-20' }), { last: seen.at(-1) ?? null });
      if (next !== null) seen.push(next);
    }
    return seen;
  };

  it('has one check-in a local day from Tokyo by Los Angeles to Apia', () => {
    const trip = follow(['Asia/Tokyo', 'Asia/Tokyo', 'America/Los_Angeles', 'America/Los_Angeles', 'Pacific/Apia', 'Pacific/Apia', 'Pacific/Apia']);
    expect(trip.map((each) => `${each.localDate} ${each.zone} ${wall(each.opensAt, each.zone).time} ${each.shifted ?? ''}`.trim())).toEqual([
      '2026-11-20 Asia/Tokyo 09:00',
      '2026-11-21 Asia/Tokyo 09:00',
      '2026-11-22 America/Los_Angeles 09:00',
      '2026-11-23 America/Los_Angeles 09:00',
      '2026-11-24 Pacific/Apia 18:00 travel',
      '2026-11-25 Pacific/Apia 09:00',
      '2026-11-26 Pacific/Apia 09:00',
    ]);
  });

  it('gets none twice when the same date comes again in the west', () => {
    const [first, second] = follow(['Pacific/Apia', 'Pacific/Honolulu']);
    expect([first?.localDate, second?.localDate]).toEqual(['2026-11-20', '2026-11-21']);
  });

  const zone = fc.constantFrom('Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Apia', 'Pacific/Honolulu', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Australia/Lord_Howe');
  const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

  it('never has two on one local date, nor two closer than 12 hours, nor a gap of three days', () => {
    fc.assert(
      fc.property(fc.array(zone, { minLength: 2, maxLength: 20 }), time, (zones, localTime) => {
        const trip = follow(zones, localTime);
        expect(trip).toHaveLength(zones.length);
        for (const [place, each] of trip.entries()) {
          const before = trip[place - 1];
          expect(wall(each.opensAt, each.zone).date).toBe(each.localDate);
          if (before === undefined) continue;
          expect(each.localDate > before.localDate).toBe(true);
          expect(each.opensAt - before.opensAt).toBeGreaterThanOrEqual(leastHoursApart * hour);
          expect(each.opensAt - before.opensAt).toBeLessThan(72 * hour);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a schedule', () => {
  it('says when it opens, reminds and closes', () => {
    const next = nextOccurrence(schedule(), { instant: Date.parse('2026-07-01T12:59:00Z') });
    expect(next).toEqual({
      localDate: '2026-07-01',
      zone: 'America/New_York',
      opensAt: Date.parse('2026-07-01T13:00:00Z'),
      remindAt: Date.parse('2026-07-01T16:00:00Z'),
      closesAt: Date.parse('2026-07-02T03:00:00Z'),
      shifted: null,
    });
  });

  it.each([
    ['2026-07-01T13:00:00.000Z', '2026-07-01'],
    ['2026-07-01T13:00:00.001Z', '2026-07-02'],
    ['2020-01-01T00:00:00.000Z', '2026-01-01'],
  ])('looks from %s on and finds %s', (instant, localDate) => {
    expect(nextOccurrence(schedule(), { instant: Date.parse(instant) })?.localDate).toBe(localDate);
  });

  it('keeps its rhythm whatever was missed, over year ends and leap days', () => {
    const every = (startsOn: string, everyDays: number, count: number): readonly string[] => preview(schedule({ startsOn, everyDays }), count).map((each) => each.localDate);
    expect(every('2027-12-30', 1, 4)).toEqual(['2027-12-30', '2027-12-31', '2028-01-01', '2028-01-02']);
    expect(every('2028-02-28', 1, 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(every('2027-02-28', 1, 2)).toEqual(['2027-02-28', '2027-03-01']);
    expect(every('2026-01-01', 14, 3)).toEqual(['2026-01-01', '2026-01-15', '2026-01-29']);
    const late = nextOccurrence(schedule({ everyDays: 7 }), { instant: Date.parse('2026-01-20T00:00:00Z') });
    expect(late?.localDate).toBe('2026-01-22');
  });

  it('ends with its last day', () => {
    expect(preview(schedule({ endsOn: '2026-01-03' }), 10).map((each) => each.localDate)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
    expect(nextOccurrence(schedule({ endsOn: '2026-01-03', everyDays: 5 }), { instant: Date.parse('2026-01-02T00:00:00Z') })).toBeNull();
  });

  it('opens at midnight and one minute before it', () => {
    expect(utc(nextOccurrence(schedule({ localTime: '00:00', zone: 'UTC' }))?.opensAt ?? 0)).toBe('2026-01-01T00:00:00.000Z');
    expect(utc(nextOccurrence(schedule({ localTime: '23:59', zone: 'UTC' }))?.opensAt ?? 0)).toBe('2026-01-01T23:59:00.000Z');
  });

  it('never gives a taken day again when its time is moved', () => {
    const morning = nextOccurrence(schedule()) as LastOccurrence;
    const moved = nextOccurrence(schedule({ localTime: '20:00' }), { last: morning });
    expect(moved?.localDate).toBe('2026-01-02');
    const early = nextOccurrence(schedule({ localTime: '00:10' }), { last: { localDate: '2026-01-01', opensAt: Date.parse('2026-01-02T01:00:00Z') } });
    expect(early).toMatchObject({ localDate: '2026-01-02', shifted: 'travel' });
  });

  it('holds in every zone that this machine knows', () => {
    const cases = fc.record({
      zone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      minute: fc.integer({ min: 0, max: 1439 }),
      day: fc.integer({ min: 0, max: 3650 }),
      everyDays: fc.integer({ min: 1, max: 31 }),
      windowMinutes: fc.integer({ min: 30, max: 1440 }),
      remindAfterMinutes: fc.option(fc.integer({ min: 1, max: 1439 })),
    });
    fc.assert(
      fc.property(cases, ({ minute, day, ...rest }) => {
        const localTime = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const startsOn = datesFrom('2020-01-01', day + 1).at(-1) ?? '';
        const all = preview(schedule({ ...rest, localTime, startsOn }), 8);
        expect(all.map((each) => each.localDate)).toEqual(datesFrom(startsOn, 8 * rest.everyDays).filter((_, place) => place % rest.everyDays === 0));
        for (const [place, each] of all.entries()) {
          expect(wall(each.opensAt, rest.zone).date).toBe(each.localDate);
          expect(each.closesAt).toBeGreaterThan(each.opensAt);
          expect(each.closesAt - each.opensAt).toBeLessThanOrEqual(rest.windowMinutes * 60_000);
          if (each.remindAt !== null) expect(each.opensAt < each.remindAt && each.remindAt < each.closesAt).toBe(true);
          const next = all[place + 1];
          if (next !== undefined) expect(each.closesAt).toBeLessThanOrEqual(next.opensAt);
        }
      }),
      { numRuns: 300 },
    );
  });
});
