import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planChannels } from './channels.js';
import { triggerFamilies } from './families.js';
import { clinic, noon } from './fixtures.js';
import { openAndPage } from './open.js';
import { defaultPolicyIn } from './default-policy.js';
import { isQuiet, type QuietHours } from './quiet-hours.js';
import { minutes } from './time.js';

const zones = ['UTC', 'America/New_York', 'Europe/Madrid', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Pacific/Chatham', 'Pacific/Apia'];
const clock = fc.integer({ min: 0, max: 1_439 }).map((minute) => {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});
const quiet: fc.Arbitrary<QuietHours | null> = fc.option(
  fc.record({ from: clock, to: clock, zone: fc.constantFrom(...zones) }),
  { nil: null },
);
const moment = fc.integer({ min: 0, max: 366 * 24 * 60 }).map((minute) => noon + minutes(minute));

describe('channels', () => {
  it('E0 uses everything at once; E1 adds the loud ways after three minutes unless opened', () => {
    expect(planChannels('E0').every(({ afterSeconds, unlessOpened }) => afterSeconds === 0 && !unlessOpened)).toBe(true);
    expect(planChannels('E0')).toHaveLength(6);
    const later = planChannels('E1').filter(({ afterSeconds }) => afterSeconds > 0);
    expect(later.map(({ channel, afterSeconds, unlessOpened }) => [channel, afterSeconds, unlessOpened])).toEqual([
      ['sms', 180, true],
      ['voice', 180, true],
      ['webhook', 180, true],
    ]);
  });

  it('an urgent tier has no parameter for quiet hours', () => {
    // @ts-expect-error the overload for E0 and E1 takes a tier and nothing else
    expect(planChannels('E0', true)).toEqual(planChannels('E0'));
    // @ts-expect-error E2 and E3 must say whether it is quiet
    expect(planChannels('E2')).toEqual(planChannels('E2', false));
  });

  it('quiet hours hold the e-mail of an E2 back, never the screen', () => {
    expect(planChannels('E2', true).filter(({ afterQuietHours }) => afterQuietHours)).toMatchObject([{ channel: 'email' }]);
    expect(planChannels('E2', false).some(({ afterQuietHours }) => afterQuietHours)).toBe(false);
    expect(planChannels('E3', true)).toMatchObject([{ channel: 'inapp', afterQuietHours: false }]);
  });

  it('every E0 and E1 pages at once whatever the hour, the zone, the wish for quiet or the roster', () => {
    const urgent = fc.constantFrom('E0' as const, 'E1' as const);
    const family = fc.constantFrom(...triggerFamilies);
    fc.assert(
      fc.property(urgent, family, fc.constantFrom(...zones), moment, quiet, fc.subarray([...clinic]), (tier, about, zone, now, wish, roster) => {
        const { notify } = openAndPage({ family: about, tier, episode: 1, policy: defaultPolicyIn(zone) }, now, roster);
        const heard = notify.filter(({ purpose }) => purpose === 'page' || purpose === 'fallback');
        const atOnce = heard.filter(({ channels }) =>
          channels.some(({ channel, afterSeconds, afterQuietHours }) => channel === 'email' && afterSeconds === 0 && !afterQuietHours),
        );
        expect({ quiet: isQuiet(wish, now), heard: atOnce.length }).toMatchObject({ heard: heard.length });
        expect(heard.length).toBeGreaterThan(0);
      }),
      { numRuns: 3_000 },
    );
  });
});
