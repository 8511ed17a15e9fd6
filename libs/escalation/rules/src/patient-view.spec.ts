import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alertStatuses } from './alert.js';
import { noon } from './fixtures.js';
import { patientStatement, patientStatementCodes, type PatientFacts, type PatientStatement } from './patient-view.js';
import { responderRoles } from './roster.js';
import { alertTiers } from './tier.js';
import { minutes } from './time.js';

const after = (count: number): number => noon + minutes(count);

const saved: PatientFacts = {
  savedAt: noon,
  tier: 'E0',
  status: 'notified',
  level: 1,
  cycle: 0,
  nextActionAt: after(5),
  ackExpiresAt: null,
  accepted: [],
  opened: [],
  acknowledged: [],
  tried: [],
  engaged: [],
  exhaustedAt: null,
  resolvedAt: null,
};
const sent: PatientFacts = { ...saved, accepted: [{ to: 'coordinator', at: noon + 900 }, { to: 'prescriber', at: noon + 800 }] };
const held: PatientFacts = {
  ...sent,
  status: 'acknowledged',
  acknowledged: [{ by: 'prescriber', at: after(3) }],
  ackExpiresAt: after(13),
  nextActionAt: after(13),
};
const reached: PatientFacts = { ...held, status: 'engaged', engaged: [{ by: 'prescriber', at: after(6), how: 'reached' }] };

const says = (facts: PatientFacts, now: number) => patientStatement(facts, now).headline;

describe('the sentence on the patient\'s page', () => {
  const cases: readonly (readonly [string, PatientFacts, number, PatientStatement])[] = [
    ['before any message was accepted', { ...saved, status: 'triggered', level: 0 }, noon, { code: 'not-sent-yet', at: null, who: null }],
    ['after the first was accepted', sent, after(1), { code: 'sent', at: noon + 800, who: 'prescriber' }],
    [
      'after somebody opened it',
      { ...sent, opened: [{ by: 'coordinator', at: after(2) }] },
      after(3),
      { code: 'opened', at: after(2), who: 'coordinator' },
    ],
    ['when the first window is over, even if the engine is late', sent, after(5), { code: 'nobody-has-answered', at: noon + 800, who: null }],
    ['on the second level', { ...sent, level: 2 }, after(6), { code: 'nobody-has-answered', at: noon + 800, who: null }],
    ['while somebody holds it', held, after(4), { code: 'acknowledged', at: after(3), who: 'prescriber' }],
    ['when the lease is over, even if the engine is late', held, after(13), { code: 'acknowledgement-lapsed', at: after(3), who: 'prescriber' }],
    [
      'after the engine let it go',
      { ...held, status: 'notified', ackExpiresAt: null, level: 2, cycle: 1 },
      after(14),
      { code: 'acknowledgement-lapsed', at: after(3), who: 'prescriber' },
    ],
    [
      'after an attempt to reach the patient',
      { ...held, tried: [{ by: 'prescriber', at: after(5) }] },
      after(6),
      { code: 'tried-to-reach-you', at: after(5), who: 'prescriber' },
    ],
    ['once reached', reached, after(7), { code: 'reached', at: after(6), who: 'prescriber' }],
    [
      'once help was sent',
      { ...reached, engaged: [{ by: 'coordinator', at: after(6), how: 'sent-help' }] },
      after(7),
      { code: 'help-sent', at: after(6), who: 'coordinator' },
    ],
    ['when nobody followed up', { ...reached, status: 'notified' }, after(60), { code: 'follow-up-lapsed', at: after(6), who: 'prescriber' }],
    [
      'when everybody was tried',
      { ...sent, status: 'exhausted', level: 3, cycle: 1, exhaustedAt: after(15) },
      after(16),
      { code: 'everyone-tried', at: after(15), who: null },
    ],
    ['when everybody was tried and no message got out', { ...saved, status: 'exhausted', exhaustedAt: after(15) }, after(16), { code: 'not-sent-yet', at: null, who: null }],
    ['at the end', { ...reached, status: 'resolved', nextActionAt: null, resolvedAt: after(30) }, after(31), { code: 'resolved', at: after(30), who: null }],
  ];

  it.each(cases)('%s', (_when, facts, now, sentence) => expect(says(facts, now)).toEqual(sentence));

  it('puts the help card first while nobody is on an urgent alert', () => {
    expect([sent, held, reached].map((facts) => patientStatement(facts, after(4)).helpFirst)).toEqual([true, false, false]);
    expect(patientStatement(held, after(13)).helpFirst).toBe(true);
    expect(patientStatement({ ...sent, tier: 'E3' }, after(4)).helpFirst).toBe(false);
  });
});

describe('what has happened', () => {
  it('is told in order, once per role, each with the time of its row', () => {
    const facts: PatientFacts = {
      ...reached,
      accepted: [...sent.accepted, { to: 'prescriber', at: after(2) }, { to: 'fallback-line', at: after(4) }],
      resolvedAt: after(30),
      status: 'resolved',
    };
    expect(patientStatement(facts, after(31)).history).toEqual([
      { code: 'saved', at: noon, who: null },
      { code: 'sent', at: noon + 800, who: 'prescriber' },
      { code: 'sent', at: noon + 900, who: 'coordinator' },
      { code: 'acknowledged', at: after(3), who: 'prescriber' },
      { code: 'fallback-told', at: after(4), who: 'fallback-line' },
      { code: 'reached', at: after(6), who: 'prescriber' },
      { code: 'resolved', at: after(30), who: null },
    ]);
  });
});

describe('whatever the rows say', () => {
  const time = fc.integer({ min: 0, max: 120 }).map(after);
  const role = fc.constantFrom(...responderRoles);
  const byRole = fc.array(fc.record({ by: role, at: time }), { maxLength: 3 });
  const rows: fc.Arbitrary<PatientFacts> = fc.record({
    savedAt: fc.constant(noon),
    tier: fc.constantFrom(...alertTiers),
    status: fc.constantFrom(...alertStatuses),
    level: fc.integer({ min: 0, max: 3 }),
    cycle: fc.integer({ min: 0, max: 3 }),
    nextActionAt: fc.option(time, { nil: null }),
    ackExpiresAt: fc.option(time, { nil: null }),
    accepted: fc.array(fc.record({ to: fc.constantFrom(...responderRoles, 'fallback-line' as const), at: time }), { maxLength: 4 }),
    opened: byRole,
    acknowledged: byRole,
    tried: byRole,
    engaged: fc.array(fc.record({ by: role, at: time, how: fc.constantFrom('reached' as const, 'sent-help' as const) }), { maxLength: 2 }),
    exhaustedAt: fc.option(time, { nil: null }),
    resolvedAt: fc.option(time, { nil: null }),
  });
  const check = (law: (facts: PatientFacts, now: number) => void) =>
    fc.assert(
      fc.property(rows, time, (facts, now) => law(facts, now)),
      { numRuns: 3_000 },
    );

  it('nothing is called sent without an accepted message, nor seen without somebody who saw it', () => {
    check((facts, now) => {
      const { headline, history } = patientStatement(facts, now);
      for (const { code, at, who } of [headline, ...history]) {
        expect(patientStatementCodes).toContain(code);
        const found = (times: readonly { readonly at: number }[]) => times.some((row) => row.at === at);
        if (code === 'sent') expect(facts.accepted.some((row) => row.to === who && row.at === at)).toBe(true);
        if (code === 'opened') expect(found(facts.opened)).toBe(true);
        if (code === 'acknowledged') expect(found(facts.acknowledged)).toBe(true);
        if (code === 'reached' || code === 'help-sent') expect(found(facts.engaged)).toBe(true);
        if (code === 'everyone-tried') expect(facts.exhaustedAt).toBe(at);
      }
    });
  });

  it('nobody is said to be on it unless a lease runs, and the help card leads whenever nobody is', () => {
    check((facts, now) => {
      const { headline, helpFirst } = patientStatement(facts, now);
      if (headline.code === 'acknowledged') {
        expect(facts.status).toBe('acknowledged');
        expect(facts.ackExpiresAt).toBeGreaterThan(now);
      }
      const attended = ['acknowledged', 'reached', 'help-sent', 'resolved'].includes(headline.code);
      expect(helpFirst).toBe(!attended && (facts.tier === 'E0' || facts.tier === 'E1'));
    });
  });
});
