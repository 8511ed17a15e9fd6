import { Injectable } from '@nestjs/common';
import type { Tx } from '@evenkeel/database';

/** Failures of the last quarter of an hour, each less the successes. */
export interface RecentFailures {
  /** For this address from this network, since its last success. */
  readonly here: number;
  /** For this address from anywhere. */
  readonly account: number;
  /** From this network for any address. */
  readonly network: number;
}

@Injectable()
export class AttemptStore {
  /** Holds up other attempts for the same address until the transaction ends, so that a burst cannot outrun the count. */
  async queueUp(tx: Tx, emailIndex: Buffer): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('sign-in ' || encode($1::bytea, 'hex')))`, [emailIndex]);
  }

  async recentFailures(tx: Tx, emailIndex: Buffer, network: Buffer): Promise<RecentFailures> {
    return tx.one<RecentFailures>(
      `WITH recent AS (
         SELECT * FROM identity.sign_in_attempt
         WHERE (email_index = $1 OR network = $2) AND at > clock.now() - interval '15 minutes'),
       mine AS (SELECT max(at) FILTER (WHERE succeeded) AS success FROM recent WHERE email_index = $1 AND network = $2)
       SELECT count(*) FILTER (WHERE NOT succeeded AND email_index = $1 AND network = $2 AND at > coalesce((SELECT success FROM mine), '-infinity'))::int AS here,
              coalesce(sum(CASE WHEN succeeded THEN -1 ELSE 1 END) FILTER (WHERE email_index = $1), 0)::int AS account,
              coalesce(sum(CASE WHEN succeeded THEN -1 ELSE 1 END) FILTER (WHERE network = $2), 0)::int AS network
       FROM recent`, [emailIndex, network]);
  }

  async add(tx: Tx, emailIndex: Buffer, network: Buffer, succeeded: boolean): Promise<void> {
    await tx.execute(`INSERT INTO identity.sign_in_attempt (email_index, network, at, succeeded) VALUES ($1, $2, clock.now(), $3)`, [emailIndex, network, succeeded]);
  }
}
