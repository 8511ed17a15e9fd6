import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arrangeQueue, nextToReview } from './queue-order.js';

const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
const item = (id: string, more: object = {}) => ({ kind: 'post', id, postId: id, claimedBy: null, claimedByMe: false, ...more });

describe('the queue on the screen', () => {
  it('is in the order of the server while nobody uses it', () => {
    fc.assert(fc.property(keys, keys, (shown, fresh) => { expect(arrangeQueue(shown, fresh, false)).toEqual({ keys: fresh, held: 0 }); }));
  });

  it('moves nothing under a finger, shows nothing that is gone, and counts what is not shown', () => {
    fc.assert(fc.property(keys, keys, (shown, fresh) => {
      const { keys: now, held } = arrangeQueue(shown, fresh, true);
      for (const key of now) expect(fresh).toContain(key);
      expect(now.length + held).toBe(fresh.length);
      const stayed = shown.filter((key) => fresh.includes(key));
      if (stayed.length > 0) expect(now).toEqual(stayed);
    }));
  });

  it('names what to review next: the first that nobody else has, and another one than this', () => {
    const queue = [item('a', { claimedBy: 'Noor' }), item('b', { claimedBy: 'Me', claimedByMe: true }), item('c')];
    expect(nextToReview(queue, null)?.id).toBe('b');
    expect(nextToReview(queue, 'b')?.id).toBe('c');
    expect(nextToReview([item('a', { claimedBy: 'Noor' })], null)).toBeNull();
  });
});
