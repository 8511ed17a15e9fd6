import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { checkSchedule, isZone, localDateOf, type Schedule } from './schedule.js';

const good: Schedule = { localTime: '09:00', zone: 'America/New_York', startsOn: '2026-11-22', endsOn: null, everyDays: 1, windowMinutes: 840, remindAfterMinutes: 180 };

describe('a schedule from outside', () => {
  it.each<[Partial<Schedule>, string]>([
    [{}, 'accepted'],
    [{ localTime: '00:00' }, 'accepted'],
    [{ localTime: '23:59' }, 'accepted'],
    [{ localTime: '24:00' }, 'not-a-time at localTime'],
    [{ localTime: '9:00' }, 'not-a-time at localTime'],
    [{ localTime: '23:59:60' }, 'not-a-time at localTime'],
    [{ zone: 'America/Springfield' }, 'unknown-zone at zone'],
    [{ zone: '' }, 'unknown-zone at zone'],
    [{ zone: '+02:00' }, 'unknown-zone at zone'],
    [{ startsOn: '2027-02-29' }, 'not-a-date at startsOn'],
    [{ startsOn: '2028-02-29' }, 'accepted'],
    [{ startsOn: '20261122' }, 'not-a-date at startsOn'],
    [{ endsOn: '2026-11-31' }, 'not-a-date at endsOn'],
    [{ endsOn: '2026-11-21' }, 'ends-before-it-starts at endsOn'],
    [{ endsOn: '2026-11-22' }, 'accepted'],
    [{ everyDays: 0 }, 'every-days-out-of-range at everyDays'],
    [{ everyDays: 32 }, 'every-days-out-of-range at everyDays'],
    [{ everyDays: 1.5 }, 'every-days-out-of-range at everyDays'],
    [{ windowMinutes: 29, remindAfterMinutes: null }, 'window-out-of-range at windowMinutes'],
    [{ windowMinutes: 1440 }, 'accepted'],
    [{ windowMinutes: 1441 }, 'window-out-of-range at windowMinutes'],
    [{ remindAfterMinutes: null }, 'accepted'],
    [{ remindAfterMinutes: 0 }, 'reminder-outside-window at remindAfterMinutes'],
    [{ remindAfterMinutes: 840 }, 'reminder-outside-window at remindAfterMinutes'],
  ])('%j is %s', (more, expected) => {
    const checked = checkSchedule({ ...good, ...more });
    expect(isRefusal(checked) ? `${checked.code} at ${checked.field}` : 'accepted').toBe(expected);
  });

  it('knows zones and what day it is in them', () => {
    expect(['UTC', 'Pacific/Chatham', 'Europe/Kyiv'].every(isZone)).toBe(true);
    expect(localDateOf(Date.parse('2026-11-22T11:00:00Z'), 'Pacific/Chatham')).toBe('2026-11-23');
    expect(localDateOf(Date.parse('2026-11-22T11:00:00Z'), 'Pacific/Pago_Pago')).toBe('2026-11-22');
  });
});
