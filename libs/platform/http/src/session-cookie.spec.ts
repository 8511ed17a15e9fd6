import { describe, expect, it } from '@jest/globals';
import { readCookie, sessionCookie, setCookie } from './session-cookie.js';

const value = 'a'.repeat(43);

describe('the cookie of a session', () => {
  it('is bound as tightly as its path allows on https, and works on the loopback', () => {
    const secure = sessionCookie('https://clinic.example', '__Host-', 'evenkeel_clin', '/');
    expect(setCookie(secure, value, 60_000)).toBe(`__Host-evenkeel_clin=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure`);
    const plain = sessionCookie('http://localhost:4000', '__Secure-', 'evenkeel_peer', '/peer');
    expect(setCookie(plain, value)).toBe(`evenkeel_peer=${value}; Path=/peer; HttpOnly; SameSite=Strict`);
    expect(setCookie(plain, null)).toBe('evenkeel_peer=; Path=/peer; HttpOnly; SameSite=Strict; Max-Age=0');
  });

  it('is read by its whole name and only in the shape of a token', () => {
    const cookie = sessionCookie('http://localhost', '__Host-', 'evenkeel_clin', '/');
    expect(readCookie(`other=1; evenkeel_clin=${value}`, cookie)).toBe(value);
    for (const header of [undefined, '', `xevenkeel_clin=${value}`, `evenkeel_clin=${value}x`, 'evenkeel_clin=', `__Host-evenkeel_clin=${value}`]) expect(readCookie(header, cookie)).toBeNull();
  });
});
