/**
 * How an attempt ended. `ok`: somebody else has taken the message over. `retry`: not this time. `permanent`: never to
 * this address. `unknown`: it may have left; it is tried again, because a duplicate does less harm than a gap.
 */
export interface Attempt {
  readonly outcome: 'ok' | 'retry' | 'permanent' | 'unknown';
  /** Short code for operators, such as `550` or `timeout`; never an address, never a text of the provider. */
  readonly code: string | null;
  /** The provider's own number of the message, if it gave one. */
  readonly providerMessageId: string | null;
}

/** No attempt may hold a sender longer than this; the lease on a message is more than twice as long. */
export const longestAttemptMs = 8000;

export const attempt = (outcome: Attempt['outcome'], code: string | null = null, providerMessageId: string | null = null): Attempt =>
  ({ outcome, code, providerMessageId });
