import { ApiError } from '@evenkeel/api-client';
import type { PlanVersion } from './plan-data.js';

/** What every change of a plan answers with. */
export type Reply =
  | ({ readonly __typename: 'PlanVersion' } & PlanVersion)
  | { readonly __typename: 'InvalidInput' | 'NotFound' | 'Stale' | 'NotAllowedNow'; readonly code: string; readonly field: string | null; readonly message: string };

/** A change that was not made: why, and at which field. */
export interface NotDone {
  readonly kind: 'refused' | 'stale' | 'gone' | 'unreachable' | 'fault';
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

export type Outcome = { readonly version: PlanVersion; readonly not: null } | { readonly version: null; readonly not: NotDone };

/** Sends a change and says what came of it; nothing is thrown and nothing is sent twice. */
export async function outcomeOf(send: () => Promise<Reply>): Promise<Outcome> {
  const not = (kind: NotDone['kind'], code = '', field: string | null = '', message = ''): Outcome => ({ version: null, not: { kind, code, field: field ?? '', message } });
  try {
    const reply = await send();
    switch (reply.__typename) {
      case 'PlanVersion': return { version: reply, not: null };
      case 'Stale': return not('stale', reply.code, reply.field, reply.message);
      case 'NotFound': return not('gone', reply.code, reply.field, reply.message);
      case 'InvalidInput':
      case 'NotAllowedNow': return not('refused', reply.code, reply.field, reply.message);
    }
  } catch (error) {
    return not(error instanceof ApiError && error.failure === 'unreachable' ? 'unreachable' : 'fault');
  }
}
