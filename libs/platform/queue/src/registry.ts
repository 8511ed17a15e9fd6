import type { JobDefinition, JobHandler } from './job.js';

/** Every job of the product with its handler, checked as a whole before the first one runs. */
export class JobRegistry {
  private constructor(private readonly entries: ReadonlyMap<string, JobHandler>) {}

  /**
   * Refuses to start, naming every job at once, when a definition has no handler or two, when two definitions share
   * an id, or when a handler serves a job that nobody declared.
   */
  static of(definitions: readonly JobDefinition[], handlers: readonly JobHandler[]): JobRegistry {
    const problems = [
      ...repeated(definitions.map(({ id }) => id)).map((id) => `${id} is declared twice`),
      ...repeated(handlers.map(({ job }) => job.id)).map((id) => `${id} has two handlers`),
      ...definitions.filter(({ id }) => !handlers.some(({ job }) => job.id === id)).map(({ id }) => `${id} has no handler`),
      ...handlers.filter(({ job }) => !definitions.some(({ id }) => id === job.id)).map(({ job }) => `${job.id} is handled but not declared`),
    ];
    if (problems.length > 0) throw new Error(`The jobs do not fit together: ${problems.join('; ')}`);
    return new JobRegistry(new Map(handlers.map((handler) => [handler.job.id, handler])));
  }

  get queues(): readonly string[] {
    return [...new Set([...this.entries.values()].map(({ job }) => job.queue))];
  }

  /** The handler, or a fault: a job of another build may still be waiting. */
  handlerOf(id: string): JobHandler {
    const handler = this.entries.get(id);
    if (handler === undefined) throw new Error(`No handler for job ${id}`);
    return handler;
  }
}

const repeated = (ids: readonly string[]): string[] => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
