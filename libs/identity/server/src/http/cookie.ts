import { type SessionCookie, sessionCookie } from '@evenkeel/http';

/** The cookie of a clinical session. */
export const cookieOf = (baseUrl: string): SessionCookie => sessionCookie(baseUrl, '__Host-', 'evenkeel_clin', '/');
