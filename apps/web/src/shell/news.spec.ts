import { describe, expect, it } from '@jest/globals';
import { lineWatch, newsReader } from './news.js';

describe('news from the socket', () => {
  it('is read once', () => {
    const read = newsReader(10);
    expect(read({ id: 'a', topic: 'alert', subject: 's' })).toEqual({ id: 'a', topic: 'alert', subject: 's' });
    expect(read({ id: 'a', topic: 'alert', subject: 's' })).toBeNull();
  });

  it('is dropped when malformed', () => {
    const read = newsReader(10);
    for (const message of [null, 'text', {}, { id: 1, topic: 'a', subject: 'b' }, { id: 'x', topic: 'a' }]) expect(read(message)).toBeNull();
  });

  it('forgets the oldest id first, so that memory stays bounded', () => {
    const read = newsReader(2);
    for (const id of ['a', 'b', 'c']) read({ id, topic: 't', subject: 's' });
    expect(read({ id: 'c', topic: 't', subject: 's' })).toBeNull();
    expect(read({ id: 'a', topic: 't', subject: 's' })).not.toBeNull();
  });
});

describe('the line', () => {
  it('has missed everything after a silence, whether it was up before or not', () => {
    const again = lineWatch();
    expect([again.connected(), again.connected(), again.connected()]).toEqual(['what-cannot-wait', 'everything', 'everything']);
    const slow = lineWatch();
    slow.failed();
    expect(slow.connected()).toBe('everything');
  });
});
