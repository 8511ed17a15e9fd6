import type { Client, QueryResult, QueryResultRow } from 'pg';
import type { Prepared } from './prepared.js';

/**
 * A pooled connection in pipeline mode. What is sent does not wait for what was sent before, and everything that is sent
 * in one turn of the loop leaves in one packet, so that statements which do not need each other's answers cost one wait.
 * PostgreSQL runs them in the order in which they were sent; behind one that failed nothing of its transaction runs.
 */
export class Wire {
  private gathering = false;

  constructor(private readonly client: Client, private readonly prepared: Prepared) {}

  /** Sent before this returns, in the order of the calls. */
  send<Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<QueryResult<Row>> {
    this.gather();
    const name = this.prepared.nameOf(sql);
    return this.client.query<Row>({ text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) });
  }

  private gather(): void {
    if (this.gathering) return;
    const { stream } = this.client.connection;
    this.gathering = true;
    stream.cork();
    // Runs when the promises that are ready now have run, which is when siblings of one `Promise.all` have been sent.
    process.nextTick(() => {
      this.gathering = false;
      stream.uncork();
    });
  }
}
