import { mayWait } from '@evenkeel/check-ins-rules';
import type { WaitingRoom } from '@evenkeel/http';

/** Twice the connections of the pool that answers them: enough to keep it busy, and a queue of a fraction of a second. */
const atOnce = 20;
const [soonest, latest] = [3, 8];

/** The client's operation that everybody sends at nine; behind the gate the text is that of the manifest. */
const submits = /^\s*mutation SubmitCheckIn\b/;

/** Check-ins in which nobody has to be called wait when all come at once. The phone keeps them and sends them again. */
export const morning: WaitingRoom = {
  atOnce,
  mayWait: (body) => {
    const { query, variables } = (body ?? {}) as { readonly query?: unknown; readonly variables?: { readonly input?: { readonly answers?: unknown } | null } | null };
    return typeof query === 'string' && submits.test(query) && mayWait(variables?.input?.answers);
  },
  again: () => soonest + Math.floor(Math.random() * (latest - soonest + 1)),
};
