import { describe, expect, it } from '@jest/globals';
import { checkPolicy, policyProblems } from './check-policy.js';
import { defaultPolicy, defaultPolicyIn } from './default-policy.js';
import { triggerFamilies } from './families.js';
import { acknowledgedBy, dueAt, lee, leftAlone, opened, step } from './fixtures.js';
import { ladderFor, type EscalationPolicy, type Ladder, type LadderName } from './ladder.js';
import { minutes } from './time.js';

const at = (iso: string): number => Date.parse(iso);

describe('the ladders that ship', () => {
  it('may be signed as they are', () => expect(checkPolicy(defaultPolicyIn('Europe/Madrid'))).toEqual([]));

  it('take an emergency to the fallback line in fifteen minutes', () => {
    const { levels, fallback, ackLeaseMinutes, linkLeaseMinutes, followUpMinutes } = defaultPolicy.ladders.E0;
    expect(levels.map(({ windowMinutes }) => windowMinutes)).toEqual([5, 5, 5]);
    expect([fallback?.everyMinutes, ackLeaseMinutes, linkLeaseMinutes, followUpMinutes]).toEqual([5, 10, 10, 30]);
  });

  it('answer an E1 in fifteen minutes, except what may wait for the morning', () => {
    const later = triggerFamilies.filter((family) => ladderFor(defaultPolicy, 'E1', family).levels[0]?.windowMinutes !== 15);
    expect(later.sort()).toEqual(['pregnancy', 'run-out', 'vomiting']);
    for (const family of triggerFamilies) expect(ladderFor(defaultPolicy, 'E0', family)).toBe(defaultPolicy.ladders.E0);
  });

  it('name where every figure comes from', () => {
    for (const { source } of Object.values(defaultPolicy.ladders)) expect(source.length).toBeGreaterThan(40);
  });
});

describe('an E1 by the morning', () => {
  const policy = defaultPolicyIn('America/New_York');
  const firstPage = (iso: string) => leftAlone(opened({ family: 'run-out', tier: 'E1', policy }, at(iso)), 1).state;

  it.each([
    ['at night until 08:00', '2026-03-10T03:00:00Z', '2026-03-10T12:00:00Z'],
    ['over the change of the clocks until 08:00', '2026-03-08T03:00:00Z', '2026-03-08T12:00:00Z'],
    ['shortly before 08:00 a quarter of an hour', '2026-03-10T11:55:00Z', '2026-03-10T12:10:00Z'],
    ['from 08:00 an hour', '2026-03-10T12:00:00Z', '2026-03-10T13:00:00Z'],
    ['by day an hour', '2026-03-10T18:00:00Z', '2026-03-10T19:00:00Z'],
  ])('waits %s, having paged at once', (_when, opens, due) => {
    const state = firstPage(opens);
    expect(state).toMatchObject({ status: 'notified', level: 1 });
    expect(dueAt(state)).toBe(at(due));
  });

  it('is held until the morning by somebody who read it at night in the app, ten minutes by a link', () => {
    const state = firstPage('2026-03-10T03:00:00Z');
    const now = at('2026-03-10T03:05:00Z');
    expect(dueAt(step(state, acknowledgedBy(lee, 'app'), now).state)).toBe(at('2026-03-10T12:00:00Z'));
    expect(dueAt(step(state, acknowledgedBy(lee, 'link'), now).state)).toBe(now + minutes(10));
  });

  it('climbs by quarters of an hour after that', () => {
    const state = firstPage('2026-03-10T03:00:00Z');
    expect(dueAt(leftAlone(state, 1).state)).toBe(at('2026-03-10T12:15:00Z'));
  });
});

describe('checking a policy', () => {
  const changed = (name: LadderName, ladder: Partial<Ladder>): EscalationPolicy => ({
    ...defaultPolicy,
    ladders: { ...defaultPolicy.ladders, [name]: { ...defaultPolicy.ladders[name], ...ladder } },
  });
  const { E0, E1, E2 } = defaultPolicy.ladders;
  const windows = (ladder: Ladder, ...windowMinutes: readonly number[]) => ({
    levels: ladder.levels.map((level, index) => ({ ...level, windowMinutes: windowMinutes[index] ?? level.windowMinutes })),
  });

  const bad: readonly (readonly [(typeof policyProblems)[number], EscalationPolicy])[] = [
    ['unknown-zone', { ...defaultPolicy, zone: 'Europe/Nowhere' }],
    ['no-levels', changed('E2', { levels: [] })],
    ['level-without-targets', changed('E3', { levels: [{ targets: [], windowMinutes: 5, everyRole: [] }] })],
    ['not-whole-minutes', changed('E2', { ackLeaseMinutes: 1.5 })],
    ['not-whole-minutes', changed('E0', windows(E0, 0))],
    ['longer-than-allowed', changed('E0', windows(E0, 6))],
    ['longer-than-allowed', changed('E0', { levels: [...E0.levels, ...E0.levels] })],
    ['longer-than-allowed', changed('E0', { fallback: { everyMinutes: 6 } })],
    ['longer-than-allowed', changed('E1', { ackLeaseMinutes: 46 })],
    ['longer-than-allowed', changed('E1', { linkLeaseMinutes: 11 })],
    ['longer-than-allowed', changed('E1', { morning: { nightFrom: '20:00', at: '08:00', atLeastMinutes: 15 } })],
    ['bad-morning', changed('E1-by-morning', { morning: { nightFrom: '8 pm', at: '08:00', atLeastMinutes: 15 } })],
    [
      'therapist-outside-rota',
      changed('E1', { levels: [{ targets: [{ role: 'therapist', pick: 'all', rota: 'preferred' }], windowMinutes: 5, everyRole: [] }] }),
    ],
    ['no-fallback', changed('E1', { fallback: null })],
    ['never-raised', changed('E2', { lapsUntilRaised: null })],
    ['must-be-now', { ...defaultPolicy, byMorning: [...defaultPolicy.byMorning, 'suicidality'] }],
  ];

  it.each(bad)('finds %s', (code, policy) => expect(checkPolicy(policy).map((problem) => problem.code)).toContain(code));

  it('has an example for every problem', () => expect(new Set(bad.map(([code]) => code)).size).toBe(policyProblems.length));

  it.each([
    ['E0', windows(E0, 3, 2, 1)],
    ['E1', windows(E1, 5, 5, 5)],
    ['E2', windows(E2, 9_999)],
  ] as const)('lets %s be shorter, or longer below E1', (name, ladder) => {
    expect(checkPolicy(changed(name, ladder))).toEqual([]);
  });
});
