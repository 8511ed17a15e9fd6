import { describe, expect, it } from '@jest/globals';
import { sessionDoubt } from './session-doubt.js';

function later<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void; readonly reject: (error: Error) => void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
}
const settle = (): Promise<void> => new Promise((done) => { setTimeout(done, 0); });

describe('doubt about a session', () => {
  it('hears the server when nothing changed', async () => {
    expect(await sessionDoubt().ask(async () => 'over')).toEqual({ answer: 'over' });
  });

  it('asks only after a change of role that is under way, which would make the old cookie look signed out', async () => {
    const doubt = sessionDoubt();
    const change = later<string>();
    let asked = 0;
    const given = doubt.changing(change.promise);
    const heard = doubt.ask(async () => { asked += 1; return 'stands'; });
    await settle();
    expect(asked).toBe(0);
    change.resolve('auditor');
    expect(await given).toBe('auditor');
    expect(await heard).toEqual({ answer: 'stands' });
  });

  it('asks also after a change that failed, and passes the failure on', async () => {
    const doubt = sessionDoubt();
    const change = later<string>();
    const given = doubt.changing(change.promise);
    change.reject(new Error('no line'));
    await expect(given).rejects.toThrow('no line');
    expect(await doubt.ask(async () => 'over')).toEqual({ answer: 'over' });
  });

  it('does not believe an answer about the session of before a change', async () => {
    const doubt = sessionDoubt();
    const reply = later<string>();
    const heard = doubt.ask(() => reply.promise);
    await settle();
    doubt.changed();
    reply.resolve('over');
    expect(await heard).toBeNull();
  });
});
