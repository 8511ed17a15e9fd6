import { ApiError } from '@evenkeel/api-client';
import type { Role } from '@evenkeel/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { chooseLanguage, languageWasChosen } from '../language/language.js';
import { forgetSavedCopies } from '../offline/saved-copy.js';
import { setOutboxOwner } from '../offline/outbox.js';
import { api } from './api.js';
import { leavePeerRealm } from './leave-peer-realm.js';
import { saveSession, savedSession } from './saved-session.js';
import { sessionDoubt } from './session-doubt.js';
import { sessionFrom, type Session } from './session.js';

type State = { readonly kind: 'asking' } | { readonly kind: 'signed-out' } | { readonly kind: 'signed-in'; readonly session: Session };

/** The password was right, and something more is asked for. */
export interface SecondStage {
  readonly token: string;
  /** By what it can be shown: `passkey`, `totp`, `recovery-code`. */
  readonly methods: readonly string[];
}

interface SessionContextValue {
  readonly state: State;
  /** Throws `ApiError`; `signed-out` means that e-mail and password do not belong together. `null` when that was all. */
  readonly signIn: (email: string, password: string) => Promise<SecondStage | null>;
  /** The server's answer to another way of signing in. Throws `ApiError` when there is no session in it. */
  readonly enter: (reply: unknown) => void;
  /** A proof, or another look at the session: the same person goes on, maybe under another cookie. Throws what the request throws. */
  readonly renew: (request: Promise<unknown>) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly actAs: (role: Role) => Promise<void>;
  /** To be called when the server says that there is no session any more. */
  readonly ended: () => void;
}

const SessionContext = createContext<SessionContextValue | null>(null);
const sessionIn = (reply: unknown): Session | null => sessionFrom((reply as { session?: unknown } | null)?.session);

function stageIn(reply: unknown): SecondStage | null {
  const { token, methods } = (reply as { next?: { token?: unknown; methods?: unknown } } | null)?.next ?? {};
  return typeof token === 'string' ? { token, methods: Array.isArray(methods) ? methods.map(String) : [] } : null;
}

/**
 * The session of this device. A saved one is believed at once, so that the first screen needs no extra round trip and
 * opens offline; the first request that the server refuses as signed out ends it.
 */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [state, setState] = useState<State>(() => {
    const session = savedSession();
    return session ? { kind: 'signed-in', session } : { kind: 'asking' };
  });

  const [doubt] = useState(sessionDoubt);

  const become = useCallback((session: Session | null) => {
    doubt.changed();
    saveSession(session);
    if (session && !languageWasChosen()) chooseLanguage(session.language === 'es' ? 'es' : 'en');
    setState(session ? { kind: 'signed-in', session } : { kind: 'signed-out' });
  }, [doubt]);

  useEffect(() => {
    if (state.kind !== 'asking') return;
    let current = true;
    api.rest('GET', '/auth/session').then(
      (reply) => { if (current) become(sessionIn(reply)); },
      () => { if (current) setState({ kind: 'signed-out' }); },
    );
    return () => { current = false; };
  }, [state.kind, become]);

  const patientId = state.kind === 'signed-in' ? state.session.patientId : null;
  useEffect(() => setOutboxOwner(patientId), [patientId]);

  const enter = useCallback((reply: unknown) => {
    const session = sessionIn(reply);
    if (!session) throw new ApiError('fault');
    queries.clear();
    void leavePeerRealm();
    become(session);
  }, [queries, become]);

  const value = useMemo<SessionContextValue>(() => ({
    state,
    async signIn(email, password) {
      const reply = await api.rest('POST', '/auth/sign-in', { email, password });
      const stage = stageIn(reply);
      if (stage === null) enter(reply);
      return stage;
    },
    enter,
    async renew(request) {
      const session = sessionIn(await doubt.changing(request));
      if (session) become(session);
    },
    async signOut() {
      await leavePeerRealm();
      await api.rest('POST', '/auth/sign-out').catch((error: unknown) => {
        // Over already is as good as ended now; anything else must not look signed out while it is not.
        if (!(error instanceof ApiError && error.failure === 'signed-out')) throw error;
      });
      queries.clear();
      await forgetSavedCopies();
      become(null);
    },
    async actAs(role) {
      await leavePeerRealm();
      const session = sessionIn(await doubt.changing(api.rest('POST', '/auth/role', { role }))) ?? sessionIn(await api.rest('GET', '/auth/session'));
      queries.clear();
      become(session);
    },
    ended() {
      doubt.ask(() => api.rest('GET', '/auth/session')).then((heard) => {
        const session = heard === null ? null : sessionIn(heard.answer);
        if (heard === null || (session !== null && !session.mustEnrol)) return queries.invalidateQueries();
        queries.clear();
        void leavePeerRealm();
        return become(session);
      }).catch(() => undefined);
    },
  }), [state, queries, doubt, become, enter]);

  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}

export function useSession(): SessionContextValue {
  const value = useContext(SessionContext);
  if (value === null) throw new Error('useSession outside of SessionProvider');
  return value;
}

/** The signed-in session. Only below routes that are shown to signed-in people. */
export function useSignedIn(): Session {
  const { state } = useSession();
  if (state.kind !== 'signed-in') throw new Error('This screen needs a session');
  return state.session;
}
