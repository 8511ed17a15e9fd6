import { useEffect, useState } from 'react';

/**
 * The token behind the `#` of a link from a mail; empty when there is none. Taken out of the address once the screen
 * stands, so that it stays in no history; not before, because a rendering may be begun twice.
 */
export function useLinkToken(): string {
  const [token] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    if (window.location.hash !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  }, []);
  return token;
}
