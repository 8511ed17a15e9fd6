import { describe, expect, it } from '@jest/globals';
import { checkSchedule } from '@evenkeel/check-ins-rules';
import { isRefusal } from '@evenkeel/kernel';
import fc from 'fast-check';
import { checkDraft, draftOf, inputOf, stillWrong, type ScheduleDraft } from './schedule-draft.js';

const numbers = fc.oneof(fc.integer({ min: -5, max: 3_000 }).map(String), fc.constantFrom('', '1.5', 'two', ' 3', '1e3'));
const times = fc.oneof(fc.constantFrom('09:00', '23:59', '00:00', '24:00', '9:00', '', '12:60'), fc.string({ maxLength: 5 }));
const dates = fc.constantFrom('', '2026-11-22', '2026-12-31', '2027-03-14');
const drafts: fc.Arbitrary<ScheduleDraft> = fc.record({ localTime: times, everyDays: numbers, windowMinutes: numbers, startsOn: dates, endsOn: dates, paused: fc.boolean() });

describe('the draft of a schedule', () => {
  it('lets nothing through that the rules refuse, and refuses nothing that they take', () => {
    fc.assert(fc.property(drafts, (draft) => {
      const input = inputOf(draft, { patientId: 'p', base: null });
      const startsOn = input.startsOn ?? '2026-11-22';
      fc.pre(draft.startsOn !== '' || draft.endsOn === '');
      const ruled = checkSchedule({
        localTime: input.localTime, zone: 'America/New_York', startsOn, endsOn: input.endsOn ?? null,
        everyDays: /^\s*\d+\s*$/.test(draft.everyDays) ? Number(draft.everyDays) : Number.NaN,
        windowMinutes: /^\s*\d+\s*$/.test(draft.windowMinutes) ? Number(draft.windowMinutes) : Number.NaN,
        remindAfterMinutes: null,
      });
      const errors = checkDraft(draft);
      expect(Object.keys(errors).length > 0).toBe(isRefusal(ruled));
      if (isRefusal(ruled)) expect(Object.values(errors)).toContain(ruled.code);
    }));
  });

  it('takes an error off as soon as its field is in order, and adds none while somebody types', () => {
    fc.assert(fc.property(drafts, drafts, (before, after) => {
      const said = checkDraft(before);
      const left = stillWrong(said, before, after);
      const wrong = checkDraft(after);
      expect(Object.keys(left).sort()).toEqual(Object.keys(said).filter((field) => field in wrong).sort());
    }));
    const early = { ...draftOf(null), startsOn: '2026-03-02', endsOn: '2026-03-01' };
    // Corrected through the other field.
    expect(stillWrong(checkDraft(early), early, { ...early, startsOn: '2026-02-01' })).toEqual({});
  });

  it('keeps what only the server knew until that field is changed', () => {
    const draft = draftOf(null);
    const said = { startsOn: 'not-a-date' };
    expect(stillWrong(said, draft, { ...draft, everyDays: '2' })).toEqual(said);
    expect(stillWrong(said, draft, { ...draft, startsOn: '2026-03-02' })).toEqual({});
  });

  it('opens as saved, and sends back what was saved when nothing was typed', () => {
    const saved = {
      id: 's', templateId: 'daily', templateVersion: 1, localTime: '21:30', zone: 'Europe/Madrid', everyDays: 2, windowMinutes: 90,
      startsOn: '2026-11-01', endsOn: '2026-12-01', paused: true, nextAt: null, rowVersion: 4,
    };
    expect(inputOf(draftOf(saved), { patientId: 'p', base: saved })).toEqual({
      patientId: 'p', id: 's', rowVersion: 4, templateId: 'daily', localTime: '21:30', zone: null, everyDays: 2, windowMinutes: 90,
      startsOn: '2026-11-01', endsOn: '2026-12-01', paused: true,
    });
  });

  it('names every field at fault at once', () => {
    expect(checkDraft({ localTime: '', everyDays: '0', windowMinutes: '5', startsOn: '2026-12-01', endsOn: '2026-11-01', paused: false })).toEqual({
      localTime: 'not-a-time', everyDays: 'every-days-out-of-range', windowMinutes: 'window-out-of-range', endsOn: 'ends-before-it-starts',
    });
  });
});
