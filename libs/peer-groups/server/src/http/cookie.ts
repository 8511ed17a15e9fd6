import { type SessionCookie, sessionCookie } from '@evenkeel/http';

/** The cookie of the peer realm: the browser never sends it to the clinical endpoint. */
export const cookieOf = (baseUrl: string): SessionCookie => sessionCookie(baseUrl, '__Secure-', 'evenkeel_peer', '/peer');
