import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { patientCatalogues, type Language } from './catalogues.js';

const key = 'evenkeel.language';

/** English or Spanish by what was chosen on this device, else by the device's own language. */
function languageOfDevice(): Language {
  let saved: string | null = null;
  try {
    saved = localStorage.getItem(key);
  } catch {
    saved = null;
  }
  const wanted = saved ?? navigator.language.slice(0, 2);
  return wanted === 'es' ? 'es' : 'en';
}

/** Starts the catalogues that a patient needs; they are in the first load, so that a language switch works offline. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    lng: languageOfDevice(),
    fallbackLng: 'en',
    resources: patientCatalogues,
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  document.documentElement.lang = i18next.language;
}

/** Switches at once and remembers it on this device. */
export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // A browser that keeps nothing still shows this session in the chosen language.
  }
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** The language that is on the screen now. */
export const currentLanguage = (): Language => (i18next.language === 'es' ? 'es' : 'en');

/** Calls back whenever the language of the screen has become another one. */
export const whenLanguageChanges = (changed: () => void): void => void i18next.on('languageChanged', changed);

/** Whether somebody chose a language on this device; until then the account's own language wins. */
export function languageWasChosen(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Adds the catalogues of a lazily loaded part of the product, such as the staff screens. */
export function addCatalogues(catalogues: Readonly<Record<Language, Readonly<Record<string, object>>>>): void {
  for (const language of ['en', 'es'] as const) {
    for (const [namespace, texts] of Object.entries(catalogues[language])) i18next.addResourceBundle(language, namespace, texts, true, true);
  }
}
