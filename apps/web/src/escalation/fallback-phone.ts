const key = 'evenkeel.fallback-phone';

/** Remembers the clinic's fallback line on this device, so that it is at hand when the server is not. No health data. */
export function rememberFallbackPhone(phone: string): void {
  try {
    localStorage.setItem(key, phone);
  } catch {
    // A browser that keeps nothing shows the number only while the alert can be read.
  }
}

/** The line that was last read, or `null`. */
export function fallbackPhone(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
