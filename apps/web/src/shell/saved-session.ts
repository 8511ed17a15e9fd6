import { sessionFrom, type Session } from './session.js';

const key = 'evenkeel.session';

/** Who was signed in on this device when it was last used; `null` when nobody, or when the browser keeps nothing. */
export function savedSession(): Session | null {
  try {
    return sessionFrom(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}

/** Remembers the session for the next start; `null` forgets it. The cookie itself is out of reach of the page. */
export function saveSession(session: Session | null): void {
  try {
    if (session) localStorage.setItem(key, JSON.stringify(session));
    else localStorage.removeItem(key);
  } catch {
    // Without storage the session lasts as long as its cookie; only the offline start is lost.
  }
}
