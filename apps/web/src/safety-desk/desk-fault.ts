import { ApiError } from '@evenkeel/api-client';

export type DeskField = 'danger' | 'reason';

/** Why a step at the desk was not done, as a key of the catalogue, and the field that has to change. */
export interface DeskFault {
  readonly key: 'danger' | 'reason' | 'post' | 'over' | 'impossible' | 'offline' | 'fault';
  readonly field: DeskField | null;
}

/** Throws what is no answer of the server. */
export function deskFault(error: unknown): DeskFault {
  if (!(error instanceof ApiError)) throw error;
  switch (error.code) {
    case 'unsealing-danger': return { key: 'danger', field: 'danger' };
    case 'unsealing-reason': return { key: 'reason', field: 'reason' };
    case 'unsealing-post': return { key: 'post', field: null };
    case 'unsealing-over': return { key: 'over', field: null };
    case 'unsealing-not-possible': return { key: 'impossible', field: null };
    default: return { key: error.failure === 'unreachable' ? 'offline' : 'fault', field: null };
  }
}
