/**
 * Of the peer realm, below its own path: the browser never sends it to the clinical endpoint. A `__Host-` cookie would have
 * to be sent everywhere, hence `__Secure-`.
 */
export const cookieName = (baseUrl: string): string => (isSecure(baseUrl) ? '__Secure-evenkeel_peer' : 'evenkeel_peer');

const isSecure = (baseUrl: string): boolean => new URL(baseUrl).protocol === 'https:';
const token = /^[A-Za-z0-9_-]{43}$/;

/** The token in a Cookie header, or `null` if there is none of the right shape. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === name) return token.test(value) ? value : null;
  }
  return null;
}

/** A Set-Cookie header without an end: it goes with the browser, and its session ends by itself. `null` takes it away. */
export const setCookie = (baseUrl: string, value: string | null): string =>
  `${cookieName(baseUrl)}=${value ?? ''}; Path=/peer; HttpOnly; SameSite=Strict${value === null ? '; Max-Age=0' : ''}${isSecure(baseUrl) ? '; Secure' : ''}`;
