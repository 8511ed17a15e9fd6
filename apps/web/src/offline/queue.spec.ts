import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiError } from '@evenkeel/api-client';
import { finished, isSpent, openDraft, submissionOf, withAnswer, withSent, withShown, type Draft } from './draft.js';
import { claim, enqueue, nextToSend, retryRefused, outcomeOf, settle, waitAfter, wake, type Outcome, type Queued } from './queue.js';

const moment = { at: '2026-03-01T10:00:00.000Z', localDate: '2026-03-01', zone: 'Europe/Madrid' };
const draft = (id: string, owner: string | null = 'marta'): Draft =>
  openDraft({ id, owner, templateId: 'daily', templateVersion: 1, checkInId: null, openedAt: moment.at });
const tapped = (one: Draft, question: string, value: number): Draft => withAnswer(one, { question, value, text: null, moment });

const saved: Outcome = { kind: 'saved' };
const unreachable: Outcome = { kind: 'unreachable' };
const fault: Outcome = { kind: 'fault' };

describe('a draft', () => {
  it('grows by a revision with every change and keeps one answer per question', () => {
    const twice = tapped(tapped(draft('a'), 'overall', 4), 'overall', 5);
    expect(twice.revision).toBe(2);
    expect(submissionOf(twice).answers).toEqual([{ question: 'overall', value: 5, text: null, answeredAt: moment.at, localDate: moment.localDate, zone: moment.zone }]);
  });

  it('is spent when the server holds all of it, and not before', () => {
    const opened = Date.parse(moment.at);
    const one = tapped(draft('a'), 'overall', 4);
    expect(isSpent(withSent(finished(one, moment.at), 1), opened)).toBe(false);
    expect(isSpent(withSent(finished(one, moment.at), 2), opened)).toBe(true);
    expect(isSpent(withSent(one, 1), opened + 3_600_000)).toBe(false);
    expect(isSpent(withSent(one, 1), opened + 25 * 3_600_000)).toBe(true);
    expect(isSpent(one, opened + 100 * 3_600_000)).toBe(false);
  });

  it('gives the later tap the higher revision in whichever of two tabs it is made', () => {
    const at = (seconds: number) => ({ ...moment, at: new Date(Date.parse(moment.at) + seconds * 1000).toISOString() });
    const shared = tapped(draft('a'), 'overall', 1);
    const one = [1, 2, 3, 4, 5].reduce((so, value) => withAnswer(so, { question: 'sleep', value, text: null, moment: at(10) }), shared);
    const other = withAnswer(shared, { question: 'sleep', value: 0, text: null, moment: at(60) });
    expect(other.revision).toBeGreaterThan(one.revision);
    expect(withAnswer(other, { question: 'dose', value: 0, text: null, moment: at(-5) }).revision).toBe(other.revision + 1);
  });

  it('notes once what was shown and is complete once it was finished', () => {
    const shown = withShown(withShown(draft('a'), 'help-card'), 'help-card');
    expect(shown.shown).toEqual(['help-card']);
    expect(shown.revision).toBe(1);
    expect(submissionOf(shown).complete).toBe(false);
    expect(submissionOf(finished(shown, moment.at)).complete).toBe(true);
  });
});

describe('an attempt', () => {
  it.each([
    ['unreachable', null, 'unreachable'],
    ['unreachable', 503, 'busy'],
    ['signed-out', 401, 'signed-out'],
    ['not-allowed', 403, 'fault'],
    ['fault', 500, 'fault'],
  ] as const)('that ended %s, with status %s, came to %s', (failure, status, kind) => {
    expect(outcomeOf(new ApiError(failure, null, null, status)).kind).toBe(kind);
  });

  it('does not hide an error of its own', () => {
    expect(() => outcomeOf(new TypeError('a mistake'))).toThrow('a mistake');
  });
});

describe('the queue', () => {
  const two = (): readonly Queued[] => {
    const first = enqueue([], tapped(draft('a'), 'overall', 1), 0).queue;
    return enqueue(first, tapped(draft('b'), 'overall', 2), 1).queue;
  };
  const sending = (queue: readonly Queued[], now: number): Queued => {
    const next = nextToSend(queue, 'marta', now);
    if (next.kind !== 'send') throw new Error(`Expected something to send, got ${next.kind}`);
    return next.entry;
  };

  it('sends the first first, and holds the second while the first waits', () => {
    const queue = two();
    expect(sending(queue, 10).submission.id).toBe('a');
    const failed = settle(queue, sending(queue, 10), unreachable, 10, 0);
    expect(nextToSend(failed, 'marta', 11)).toEqual({ kind: 'wait', until: 2_010 });
    expect(sending(failed, 2_010).submission.id).toBe('a');
    expect(sending(settle(queue, sending(queue, 10), saved, 10, 0), 10).submission.id).toBe('b');
  });

  it('lets a later revision take the place and the turn of an earlier one', () => {
    const later = tapped(tapped(draft('a'), 'overall', 1), 'sleep', 2);
    const { queue } = enqueue(two(), later, 5);
    expect(queue).toHaveLength(2);
    expect(sending(queue, 5).submission.answers).toHaveLength(2);
    expect(sending(queue, 5).submission.id).toBe('a');
  });

  it('keeps a revision that came while an earlier one was on its way', () => {
    const before = two();
    const underWay = sending(before, 10);
    const { queue } = enqueue(before, tapped(tapped(draft('a'), 'overall', 1), 'event.seizure', 1), 11);
    const after = settle(queue, underWay, saved, 12, 0);
    expect(sending(after, 12).submission.revision).toBe(2);
  });

  it('lets others pass a check-in at which the server keeps failing, and still tries it last', () => {
    let queue = two();
    for (let round = 0; round < 3; round += 1) queue = settle(queue, sending(queue, round * 100_000), fault, round * 100_000, 0);
    expect(sending(queue, 1_000_000).submission.id).toBe('b');
    expect(sending(settle(queue, sending(queue, 1_000_000), saved, 1_000_000, 0), 1_000_000).submission.id).toBe('a');
  });

  it('keeps what the server refuses on the device and goes on', () => {
    const queue = two();
    const after = settle(queue, sending(queue, 10), { kind: 'refused', code: 'unknown-question' }, 10, 0);
    expect(after).toHaveLength(2);
    expect(sending(after, 10).submission.id).toBe('b');
  });

  it('sends the answers to a planned check-in that is gone as one of their own, before it gives up', () => {
    const planned = tapped({ ...draft('a'), checkInId: 'planned' }, 'overall', 3);
    const refused: Outcome = { kind: 'refused', code: 'not-found' };
    const once = settle(enqueue([], planned, 0).queue, sending(enqueue([], planned, 0).queue, 0), refused, 0, 0);
    expect(sending(once, 0).submission).toMatchObject({ checkInId: null, id: 'a' });
    const twice = settle(once, sending(once, 0), refused, 0, 0);
    expect(nextToSend(twice, 'marta', 0)).toEqual({ kind: 'nothing' });
    expect(nextToSend(retryRefused(twice, 1), 'marta', 1).kind).toBe('send');
  });

  it('never sends a check-in under another name', () => {
    const { queue } = enqueue([], draft('a', null), 0);
    expect(nextToSend(queue, 'marta', 1)).toEqual({ kind: 'nothing' });
    expect(nextToSend(two(), 'somebody-else', 1)).toEqual({ kind: 'nothing' });
    expect(nextToSend(two(), null, 1)).toEqual({ kind: 'nothing' });
    expect(nextToSend(claim(queue, ['a'], 'marta'), 'marta', 1).kind).toBe('send');
    expect(nextToSend(claim(queue, ['b'], 'marta'), 'marta', 1).kind).toBe('nothing');
  });

  it('waits longer each time, up to five seconds without an answer and up to a minute with one, and wakes at once when the line is back', () => {
    expect([1, 2, 3, 9].map((failures) => waitAfter('unreachable', failures, 0))).toEqual([2_000, 4_000, 5_000, 5_000]);
    for (const kind of ['busy', 'fault'] as const) expect([1, 2, 3, 9].map((failures) => waitAfter(kind, failures, 0))).toEqual([2_000, 4_000, 8_000, 60_000]);
    expect(waitAfter('busy', 9, 1)).toBe(45_000);
    const queue = two();
    const failed = settle(queue, sending(queue, 10), unreachable, 10, 0);
    expect(nextToSend(wake(failed, 20), 'marta', 20).kind).toBe('send');
  });

  it('is not held up by a clock that was set back', () => {
    const queue = two();
    const failed = settle(queue, sending(queue, 1e12), unreachable, 1e12, 0);
    const next = nextToSend(failed, 'marta', 0);
    expect(next.kind === 'wait' ? next.until : -1).toBeLessThanOrEqual(60_000);
  });

  it('loses no tap and doubles none, whatever fails in whatever order', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('tap' as const), id: fc.constantFrom('a', 'b', 'c'), question: fc.constantFrom('q1', 'q2', 'q3'), value: fc.integer({ min: 0, max: 10 }) }),
      // The reply can be lost after the server has committed: the device sees the same as when nothing arrived.
      fc.record({ do: fc.constant('send' as const), arrives: fc.boolean(), answered: fc.boolean() }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const drafts = new Map<string, Draft>();
      const server = new Map<string, { revision: number; value: number | null }>();
      let queue: readonly Queued[] = [];
      let now = 0;
      const send = (arrives: boolean, answered: boolean): void => {
        now += 100_000;
        const next = nextToSend(queue, 'marta', now);
        if (next.kind !== 'send') return;
        const { submission } = next.entry;
        if (arrives) {
          for (const answer of submission.answers) {
            const row = `${submission.id}/${answer.question}`;
            if ((server.get(row)?.revision ?? -1) < submission.revision) server.set(row, { revision: submission.revision, value: answer.value });
          }
        }
        queue = settle(queue, next.entry, arrives && answered ? saved : unreachable, now, 0.5);
      };
      for (const each of steps) {
        if (each.do === 'send') send(each.arrives, each.answered);
        else {
          const changed = tapped(drafts.get(each.id) ?? draft(each.id), each.question, each.value);
          drafts.set(each.id, changed);
          queue = enqueue(queue, changed, now).queue;
        }
      }
      for (let round = 0; round < 5; round += 1) send(true, true);
      expect(queue).toEqual([]);
      const expected = [...drafts.values()].flatMap((one) => Object.values(one.answers).map((answer) => [`${one.id}/${answer.question}`, answer.value] as const));
      expect(new Map([...server].map(([row, { value }]) => [row, value]))).toEqual(new Map(expected));
    }));
  });
});
