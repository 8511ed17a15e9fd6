/** Where a session's cookie goes. The two realms have one each, under names and paths of their own. */
export interface SessionCookie {
  /** As the browser keeps it: on https with a prefix that it enforces, which it refuses on the plain http of the loopback. */
  readonly name: string;
  readonly path: string;
  readonly isSecure: boolean;
}

/**
 * @param prefix `__Host-` binds the cookie to this host and to every path; `__Secure-` is what is left for one that is only
 *   sent below a path
 */
export function sessionCookie(baseUrl: string, prefix: '__Host-' | '__Secure-', name: string, path: string): SessionCookie {
  const isSecure = new URL(baseUrl).protocol === 'https:';
  return { name: isSecure ? `${prefix}${name}` : name, path, isSecure };
}

const token = /^[A-Za-z0-9_-]{43}$/;

/** The token in a Cookie header, or `null` if there is none of the right shape. */
export function readCookie(header: string | undefined, { name }: SessionCookie): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (key === name) return token.test(value) ? value : null;
  }
  return null;
}

/**
 * A Set-Cookie header. `null` takes the cookie away.
 * @param lifetime milliseconds; left out for a cookie that goes with the browser
 */
export function setCookie({ name, path, isSecure }: SessionCookie, value: string | null, lifetime?: number): string {
  const age = value === null ? 0 : lifetime === undefined ? null : Math.floor(lifetime / 1000);
  return `${name}=${value ?? ''}; Path=${path}; HttpOnly; SameSite=Strict${age === null ? '' : `; Max-Age=${age}`}${isSecure ? '; Secure' : ''}`;
}
