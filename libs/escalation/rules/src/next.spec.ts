import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import fc from 'fast-check';
import { ackVias, type AlertState } from './alert.js';
import type { AlertCommand } from './command.js';
import { triggerFamilies } from './families.js';
import { as, clinic, dueAt, leftAlone, noon, opened, step, stranger, tick } from './fixtures.js';
import { brokenInvariants, clampDeadline } from './invariants.js';
import { next } from './next.js';
import { outcomes } from './outcomes.js';
import type { Roster } from './roster.js';
import type { AlertStep } from './step.js';
import { alertTiers } from './tier.js';
import { minutes } from './time.js';
import { mayBecome } from './transitions.js';
import { ladderOf, windowOf } from './windows.js';

const person = fc.constantFrom(...clinic.map(as), stranger);
const roster: fc.Arbitrary<Roster> = fc
  .tuple(fc.subarray([...clinic]), fc.array(fc.boolean(), { minLength: clinic.length, maxLength: clinic.length }))
  .map(([people, shifts]) => people.map((entry, index) => ({ ...entry, onRota: shifts[index] ?? false })));

/** A command as drawn; `seen` says whether the person's screen is up to date. */
const drawn = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'tick' as const }) },
  fc.record({ kind: fc.constant('trigger' as const), tier: fc.constantFrom(...alertTiers) }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('acknowledge' as const),
      by: person,
      via: fc.constantFrom(...ackVias),
      takeOver: fc.boolean(),
      seen: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('engage' as const),
      by: person,
      how: fc.constantFrom('reached' as const, 'sent-help' as const, 'tried' as const),
      seen: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant('escalate' as const), by: person, seen: fc.boolean() }),
  fc.record({ kind: fc.constant('resolve' as const), by: person, outcome: fc.constantFrom(...outcomes), seen: fc.boolean() }),
  fc.record({ kind: fc.constant('unreachable' as const), level: fc.integer({ min: 0, max: 3 }), cycle: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ kind: fc.constant('revoke' as const), accountId: person.map(({ accountId }) => accountId) }),
  fc.constant({ kind: 'patient-said' as const, what: 'safe-now' as const }),
);

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function commandOf(draw: Drawn, state: AlertState): AlertCommand {
  if (draw.kind === 'escalate') return { kind: 'escalate', by: draw.by, asOf: draw.seen ? state.seq : state.seq - 1 };
  if (!('seen' in draw)) return draw;
  const { seen, ...command } = draw;
  return { ...command, expectedRowVersion: seen ? state.rowVersion : state.rowVersion - 1 };
}

/** How much time passes before a command: none, some, exactly until the deadline, or well past it. */
const pause = fc.oneof(
  fc.constant('due' as const),
  fc.integer({ min: 0, max: minutes(20) }),
  fc.integer({ min: 0, max: minutes(3 * 24 * 60) }),
);

const opening = fc.record({ family: fc.constantFrom(...triggerFamilies), tier: fc.constantFrom(...alertTiers) });
const course = fc.record({
  opening,
  moves: fc.array(fc.record({ draw: drawn, pause, roster }), { maxLength: 40 }),
});

type Course = typeof course extends fc.Arbitrary<infer T> ? T : never;
type Moment = { readonly before: AlertState; readonly now: number; readonly command: AlertCommand; readonly step: AlertStep };

/** Plays a course and hands every accepted step over. Refused commands change nothing and are left out. */
function play({ opening: facts, moves }: Course, look: (moment: Moment) => void): AlertState {
  let state = opened(facts);
  let now = noon;
  for (const move of moves) {
    now = move.pause === 'due' ? Math.max(now, state.nextActionAt ?? now) : now + move.pause;
    const command = commandOf(move.draw, state);
    const result = next(state, command, now, move.roster);
    if (isRefusal(result)) continue;
    look({ before: state, now, command, step: result });
    ({ state } = result);
  }
  return state;
}

const runs = { numRuns: 2_000 } as const;

describe('whatever happens to an alert', () => {
  it('it keeps every invariant, an open one its deadline above all', () => {
    fc.assert(
      fc.property(course, (drawnCourse) => {
        play(drawnCourse, ({ step: { state } }) => expect(brokenInvariants(state)).toEqual([]));
      }),
      runs,
    );
  });

  it('its lap, its log and its version only grow, and the log has no gap', () => {
    fc.assert(
      fc.property(course, (drawnCourse) => {
        play(drawnCourse, ({ before, now, step: { state, events } }) => {
          expect(state.cycle).toBeGreaterThanOrEqual(before.cycle);
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => before.seq + 1 + index));
          expect(state.seq).toBe(before.seq + events.length);
          expect(state.rowVersion - before.rowVersion).toBe(events.length === 0 ? 0 : 1);
          if (events.length === 0) expect(state).toEqual(before);
          for (const event of events) expect(event.at).toBe(now);
        });
      }),
      runs,
    );
  });

  it('every logged move is in the table and the last one leads to the state', () => {
    fc.assert(
      fc.property(course, (drawnCourse) => {
        play(drawnCourse, ({ before, step: { state, events } }) => {
          let at = before.status;
          for (const { from, to } of events) {
            expect(from).toBe(at);
            if (from !== null && from !== to) expect(mayBecome(from, to)).toBe(true);
            at = to;
          }
          expect(at).toBe(state.status);
        });
      }),
      runs,
    );
  });

  it('no message has the key of an earlier one, so none is swallowed as a repeat', () => {
    fc.assert(
      fc.property(course, (drawnCourse) => {
        const sent = new Set<string>();
        play(drawnCourse, ({ step: { notify } }) => {
          for (const { purpose, level, cycle, recipients } of notify) {
            if (purpose === 'ops') continue;
            for (const recipient of recipients.length === 0 ? ['-'] : recipients) {
              const key = [cycle, level, recipient, purpose].join('/');
              expect(sent.has(key)).toBe(false);
              sent.add(key);
            }
          }
        });
      }),
      runs,
    );
  });

  it('the next deadline is never further away than one wait of its ladder', () => {
    fc.assert(
      fc.property(course, (drawnCourse) => {
        play(drawnCourse, ({ now, step: { state, events } }) => {
          if (state.nextActionAt === null || state.stepDelayMs === null || events.length === 0) return;
          expect(state.nextActionAt - now).toBeLessThanOrEqual(state.stepDelayMs);
          const ladder = ladderOf(state);
          const waits = [
            ...ladder.levels.map((_, index) => windowOf(state, index + 1, now)),
            ...(ladder.morning === null ? [] : [minutes(13 * 60)]),
            ...[ladder.ackLeaseMinutes, ladder.followUpMinutes, ladder.fallback?.everyMinutes ?? 0].map(minutes),
          ];
          expect(state.stepDelayMs).toBeLessThanOrEqual(Math.max(...waits));
        });
      }),
      runs,
    );
  });

  it('resolved is final: every further command is refused', () => {
    fc.assert(
      fc.property(opening, drawn, fc.constantFrom(...outcomes), (facts, draw, outcome) => {
        const [first, second] = clinic.map(as);
        if (first === undefined || second === undefined) throw new Error('An empty clinic');
        const held = step(opened(facts), { kind: 'acknowledge', by: first, via: 'app', takeOver: false, expectedRowVersion: null }, noon);
        const engaged = step(held.state, { kind: 'engage', by: first, how: 'reached', expectedRowVersion: null }, noon);
        const { state } = step(engaged.state, { kind: 'resolve', by: second, outcome, expectedRowVersion: null }, noon);
        expect(next(state, commandOf(draw, state), noon + minutes(1), clinic)).toMatchObject({ code: 'already-resolved' });
      }),
      runs,
    );
  });

  it('tiers only get worse, and only triggers or three laps of silence make them so', () => {
    fc.assert(
      fc.property(course, (drawnCourse) => {
        play(drawnCourse, ({ before, command, step: { state } }) => {
          if (state.tier === before.tier) return;
          expect(alertTiers.indexOf(state.tier)).toBeLessThan(alertTiers.indexOf(before.tier));
          if (command.kind !== 'trigger') expect([before.tier, state.tier]).toEqual(['E2', 'E1']);
        });
      }),
      runs,
    );
  });
});

describe('an E0 or E1 that nobody answers', () => {
  it('pages or tells the fallback line at every deadline, for ever, at most fifteen minutes apart by day', () => {
    const urgent = fc.record({ family: fc.constantFrom(...triggerFamilies), tier: fc.constantFrom('E0' as const, 'E1' as const) });
    fc.assert(
      fc.property(urgent, fc.array(roster, { minLength: 1, maxLength: 60 }), (facts, rosters) => {
        let state = opened(facts);
        for (const people of rosters) {
          const now = dueAt(state);
          const ticked = step(state, tick, now, people);
          const heard = ticked.notify.filter(({ purpose }) => purpose === 'page' || purpose === 'fallback');
          expect(heard.length).toBeGreaterThan(0);
          for (const { channels } of heard) {
            expect(channels.some(({ afterSeconds, afterQuietHours }) => afterSeconds === 0 && !afterQuietHours)).toBe(true);
          }
          expect(['notified', 'exhausted']).toContain(ticked.state.status);
          expect(dueAt(ticked.state) - now).toBeLessThanOrEqual(minutes(state.status === 'triggered' ? 60 : 15));
          ({ state } = ticked);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is at the fallback line and with the patient within fifteen minutes of an E0', () => {
    fc.assert(
      fc.property(fc.constantFrom(...triggerFamilies), roster, (family, people) => {
        let state = opened({ family, tier: 'E0' });
        while (state.status !== 'exhausted') ({ state } = step(state, tick, dueAt(state), people));
        const told = dueAt(state) - minutes(5);
        expect(told - noon).toBeLessThanOrEqual(minutes(15));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never held by a forgotten acknowledgement longer than its lease', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ackVias), fc.integer({ min: 0, max: 6 }), roster, (via, ticks, people) => {
        const { state } = leftAlone(opened(), ticks);
        const [by] = clinic.map(as);
        if (by === undefined) throw new Error('An empty clinic');
        const now = dueAt(state);
        const acked = step(state, { kind: 'acknowledge', by, via, takeOver: false, expectedRowVersion: null }, now);
        expect(dueAt(acked.state) - now).toBe(minutes(10));
        const late = step(acked.state, tick, dueAt(acked.state), people);
        expect(late.notify.some(({ purpose }) => purpose === 'page' || purpose === 'fallback')).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a clock that goes backwards', () => {
  it('delays a deadline by one wait at most', () => {
    fc.assert(
      fc.property(course, fc.integer({ min: 0, max: minutes(60 * 24 * 30) }), (drawnCourse, back) => {
        play(drawnCourse, ({ now, step: { state } }) => {
          const earlier = now - back;
          const clamped = clampDeadline(state, earlier);
          if (clamped.nextActionAt === null || clamped.stepDelayMs === null) return;
          expect(clamped.nextActionAt - earlier).toBeLessThanOrEqual(clamped.stepDelayMs + 1_000);
          expect(brokenInvariants(clamped)).toEqual([]);
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
