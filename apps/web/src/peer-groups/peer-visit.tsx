import { ApiError } from '@evenkeel/api-client';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { keepLine } from '../shell/keep-line.js';
import { leavePeerRealm, leftPeerRealm } from '../shell/leave-peer-realm.js';
import { currentVisit, goIn, peerApi, peerQueries, type Part } from './peer-realm.js';

export type Visit =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'outside'; readonly ended: boolean }
  | { readonly kind: 'inside'; readonly part: Part };

interface PeerVisitValue {
  readonly visit: Visit;
  /** Throws `ApiError`. */
  readonly enter: (groupId: string | null) => Promise<void>;
  readonly leave: () => Promise<void>;
  /** To be called when the peer realm says that there is no session any more. */
  readonly ended: () => void;
  readonly askAgain: () => void;
}

const PeerVisitContext = createContext<PeerVisitValue | null>(null);

/** Whether this tab is in the groups, and as what. Knows nothing of who is signed in beyond the part that may come in. */
export function PeerVisitProvider({ part, children }: { readonly part: Part; readonly children: ReactNode }) {
  const [visit, setVisit] = useState<Visit>({ kind: 'asking' });

  useEffect(() => {
    if (visit.kind !== 'asking') return;
    let current = true;
    currentVisit().then(
      (found) => { if (current) setVisit(found === part ? { kind: 'inside', part } : { kind: 'outside', ended: false }); },
      (error: unknown) => { if (current) setVisit(error instanceof ApiError && error.failure === 'signed-out' ? { kind: 'outside', ended: true } : { kind: 'unreachable' }); },
    );
    return () => { current = false; };
  }, [visit.kind, part]);

  useEffect(() => {
    const out = (): void => setVisit((now) => (now.kind === 'inside' ? { kind: 'outside', ended: false } : now));
    addEventListener(leftPeerRealm, out);
    return () => removeEventListener(leftPeerRealm, out);
  }, []);

  const inside = visit.kind === 'inside';
  useEffect(() => {
    if (!inside) return;
    return keepLine({ path: '/peer/realtime', api: peerApi, queries: peerQueries, atFirst: ['queue', 'thread', 'threads'] });
  }, [inside]);

  const enter = useCallback(async (groupId: string | null) => {
    const entered = await goIn(groupId);
    if (entered !== part) throw new ApiError('not-allowed');
    setVisit({ kind: 'inside', part });
  }, [part]);
  const leave = useCallback(async () => {
    await leavePeerRealm();
    setVisit({ kind: 'outside', ended: false });
  }, []);
  const ended = useCallback(() => {
    peerQueries.clear();
    setVisit({ kind: 'outside', ended: true });
  }, []);
  const askAgain = useCallback(() => setVisit({ kind: 'asking' }), []);
  const value = useMemo<PeerVisitValue>(() => ({ visit, enter, leave, ended, askAgain }), [visit, enter, leave, ended, askAgain]);
  return <PeerVisitContext.Provider value={value}>{children}</PeerVisitContext.Provider>;
}

export function usePeerVisit(): PeerVisitValue {
  const value = useContext(PeerVisitContext);
  if (value === null) throw new Error('usePeerVisit outside of PeerVisitProvider');
  return value;
}
