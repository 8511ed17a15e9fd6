import { defaultPolicy } from './default-policy.js';
import type { EscalationPolicy, Ladder, LadderName } from './ladder.js';
import { isWallClock, isZone } from './wall-clock.js';

export const policyProblems = [
  'unknown-zone',
  'no-levels',
  'level-without-targets',
  'not-whole-minutes',
  'longer-than-allowed',
  'therapist-outside-rota',
  'no-fallback',
  'never-raised',
  'bad-morning',
  'must-be-now',
] as const;

/** What is wrong with a policy; `ladder` is `null` when it is about the whole. */
export interface PolicyProblem {
  readonly code: (typeof policyProblems)[number];
  readonly ladder: LadderName | null;
}

const ladderNames = ['E0', 'E1', 'E1-by-morning', 'E2', 'E3'] as const satisfies readonly LadderName[];

/** Families whose E1 may never wait for the morning. */
const alwaysNow = ['seizure', 'suicidality', 'psychosis', 'akathisia', 'head-injury', 'abrupt-stop', 'overdose', 'breathing', 'chest-pain'] as const;

/**
 * Everything that keeps a policy from being signed; empty when it may be. E0 and E1 may be shorter than the
 * shipped ladders and never longer, level by level and as a whole, and they always end at a fallback line.
 */
export function checkPolicy(policy: EscalationPolicy): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = ladderNames.flatMap((name) =>
    problemsOf(name, policy.ladders[name]).map((code) => ({ code, ladder: name })),
  );
  if (!isZone(policy.zone)) problems.push({ code: 'unknown-zone', ladder: null });
  if (alwaysNow.some((family) => policy.byMorning.includes(family))) problems.push({ code: 'must-be-now', ladder: 'E1-by-morning' });
  return problems;
}

function problemsOf(name: LadderName, ladder: Ladder): readonly PolicyProblem['code'][] {
  const found = new Set<PolicyProblem['code']>();
  const targets = ladder.levels.flatMap((level) => level.targets);
  if (ladder.levels.length === 0) found.add('no-levels');
  if (ladder.levels.some((level) => level.targets.length === 0)) found.add('level-without-targets');
  if (figures(ladder).some((minutes) => !Number.isSafeInteger(minutes) || minutes < 1)) found.add('not-whole-minutes');
  if (targets.some(({ role, rota }) => role === 'therapist' && rota !== 'required')) found.add('therapist-outside-rota');
  const { morning } = ladder;
  if (morning !== null && !(isWallClock(morning.nightFrom) && isWallClock(morning.at))) found.add('bad-morning');
  if (morning !== null && name !== 'E1-by-morning') found.add('longer-than-allowed');
  if (name === 'E2' && ladder.lapsUntilRaised === null) found.add('never-raised');
  if (name === 'E2' || name === 'E3') return [...found];
  if (ladder.fallback === null) found.add('no-fallback');
  if (isLonger(ladder, defaultPolicy.ladders[name])) found.add('longer-than-allowed');
  return [...found];
}

const figures = (ladder: Ladder): readonly number[] => [
  ...ladder.levels.map((level) => level.windowMinutes),
  ...(ladder.fallback === null ? [] : [ladder.fallback.everyMinutes]),
  ...(ladder.lapsUntilRaised === null ? [] : [ladder.lapsUntilRaised]),
  ...(ladder.morning === null ? [] : [ladder.morning.atLeastMinutes]),
  ladder.ackLeaseMinutes,
  ladder.linkLeaseMinutes,
  ladder.followUpMinutes,
];

const total = (ladder: Ladder): number => ladder.levels.reduce((sum, level) => sum + level.windowMinutes, 0);

const isLonger = (ladder: Ladder, shipped: Ladder): boolean =>
  total(ladder) > total(shipped) ||
  ladder.levels.some(({ windowMinutes }, index) => windowMinutes > (shipped.levels[index]?.windowMinutes ?? 0)) ||
  (ladder.fallback?.everyMinutes ?? 0) > (shipped.fallback?.everyMinutes ?? 0) ||
  ladder.ackLeaseMinutes > shipped.ackLeaseMinutes ||
  ladder.linkLeaseMinutes > shipped.linkLeaseMinutes ||
  ladder.followUpMinutes > shipped.followUpMinutes;
