import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, handle, type JobDefinition } from './job.js';
import { JobRegistry } from './registry.js';

const job = (id: string): JobDefinition<{ thingId: string }> =>
  defineJob({ id, queue: 'things', schema: z.object({ thingId: z.string() }), attempts: 3, backoff: 'exponential', dedupe: ({ thingId }) => `thing-${thingId}` });
const idle = async (): Promise<void> => undefined;

describe('the registry of jobs', () => {
  const wash = job('things.wash');
  const dry = job('things.dry');

  it('is complete when every job has exactly one handler', () => {
    const registry = JobRegistry.of([wash, dry], [handle(wash, idle), handle(dry, idle)]);
    expect(registry.queues).toEqual(['things']);
    expect(registry.handlerOf('things.dry').job).toBe(dry);
  });

  it.each([
    ['without a handler', [wash, dry], [handle(wash, idle)], /things.dry has no handler/],
    ['with two handlers', [wash], [handle(wash, idle), handle(wash, idle)], /things.wash has two handlers/],
    ['declared twice', [wash, job('things.wash')], [handle(wash, idle)], /things.wash is declared twice/],
    ['handled and not declared', [wash], [handle(wash, idle), handle(dry, idle)], /things.dry is handled but not declared/],
  ])('refuses to start with a job %s', (_what, jobs, handlers, problem) => {
    expect(() => JobRegistry.of(jobs, handlers)).toThrow(problem);
  });

  it('throws for a job of another build', () => {
    expect(() => JobRegistry.of([wash], [handle(wash, idle)]).handlerOf('things.iron')).toThrow(/No handler/);
  });

  it.each(['things:wash', 'Things.wash', '', 'things wash'])('does not let a job be called %j', (id) => {
    expect(() => job(id)).toThrow(/names are/);
  });
});
