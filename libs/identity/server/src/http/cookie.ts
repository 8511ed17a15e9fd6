/** `__Host-` binds the cookie to this host and to https; browsers refuse it on the plain http of the loopback. */
export const cookieName = (baseUrl: string): string => (isSecure(baseUrl) ? '__Host-evenkeel_clin' : 'evenkeel_clin');

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

/** A Set-Cookie header. `null` takes the cookie away. @param lifetime milliseconds */
export function setCookie(baseUrl: string, value: string | null, lifetime: number): string {
  const age = value === null ? 0 : Math.floor(lifetime / 1000);
  return `${cookieName(baseUrl)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${isSecure(baseUrl) ? '; Secure' : ''}`;
}
