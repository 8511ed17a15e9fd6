import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { comfortFrom, comfortKey, grounds, painted, type Comfort } from './comfort.js';

interface ComfortContextValue {
  readonly comfort: Comfort;
  readonly choose: (change: Partial<Comfort>) => void;
  /** Country of the reader, ISO 3166 two letters: emergency numbers and spelling of doses depend on it. */
  readonly country: string;
  readonly setCountry: (country: string) => void;
  /** The country of the patient's record; counts until somebody chooses another on this device. */
  readonly suggestCountry: (country: string) => void;
}

const ComfortContext = createContext<ComfortContextValue | null>(null);

const countryKey = 'evenkeel.country';
const recordCountryKey = 'evenkeel.country-of-record';

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing still shows this session as chosen.
  }
};

/** Region of the device's language, such as US in en-US; the best guess before anybody signed in. */
const countryOfDevice = (): string => {
  try {
    return new Intl.Locale(navigator.language).maximize().region ?? 'US';
  } catch {
    return 'US';
  }
};

function paint(comfort: Comfort, deviceIsDark: boolean): void {
  const theme = painted(comfort.theme, deviceIsDark);
  const root = document.documentElement;
  const scheme = theme === 'dark' || theme === 'low-stim' ? 'dark' : 'light';
  root.dataset['theme'] = theme;
  if (comfort.text === '100') delete root.dataset['text'];
  else root.dataset['text'] = comfort.text;
  root.style.colorScheme = scheme;
  document.querySelector('meta[name="color-scheme"]')?.setAttribute('content', scheme);
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', grounds[theme]);
}

/** Theme, text size and country of this device. The first paint was done by the script in the page's head. */
export function ComfortProvider({ children }: { readonly children: ReactNode }) {
  const [comfort, setComfort] = useState(() => comfortFrom(read(comfortKey)));
  const [country, setCountry] = useState(() => read(countryKey) ?? read(recordCountryKey) ?? countryOfDevice());
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const repaint = (): void => paint(comfort, dark.matches);
    repaint();
    dark.addEventListener('change', repaint);
    return () => dark.removeEventListener('change', repaint);
  }, [comfort]);
  const choose = useCallback((change: Partial<Comfort>) => {
    setComfort((before) => {
      const after = { ...before, ...change };
      keep(comfortKey, JSON.stringify(after));
      return after;
    });
  }, []);
  const chooseCountry = useCallback((chosen: string) => {
    keep(countryKey, chosen);
    setCountry(chosen);
  }, []);
  const suggestCountry = useCallback((suggested: string) => {
    keep(recordCountryKey, suggested);
    if (read(countryKey) === null) setCountry(suggested);
  }, []);
  const value = useMemo(
    () => ({ comfort, choose, country, setCountry: chooseCountry, suggestCountry }),
    [comfort, choose, country, chooseCountry, suggestCountry],
  );
  return <ComfortContext.Provider value={value}>{children}</ComfortContext.Provider>;
}

export function useComfort(): ComfortContextValue {
  const value = useContext(ComfortContext);
  if (value === null) throw new Error('useComfort outside of ComfortProvider');
  return value;
}
