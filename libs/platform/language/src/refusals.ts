import type { Refusal } from '@evenkeel/kernel';
import { defineCatalogue, hasSentence, translate, type Language, type Sentences } from './catalogue.js';

/**
 * Adds the sentences of a scope's refusals, keyed by refusal code. Codes are shared by all scopes, so two scopes that
 * use one code have to say the same sentence.
 */
export function defineRefusals<Code extends string>(texts: Readonly<Record<Language, Readonly<Record<Code, string>>>>): void {
  const codes = Object.keys(texts.en);
  for (const code of codes) {
    const one = (language: Language): Sentences => ({ [code]: (texts[language] as Sentences)[code] ?? '' });
    defineCatalogue(`refusal.${code}`, { en: one('en'), es: one('es') });
  }
  for (const code of Object.keys(texts.es)) if (!codes.includes(code)) throw new Error(`Refusal ${code} is not in every language`);
}

/** The sentence a person reads. A code without one gets a general sentence: a missing text must not hide a refusal. */
export function sayRefusal(language: Language, refusal: Pick<Refusal, 'code' | 'facts'>): string {
  const key = `refusal.${refusal.code}:${refusal.code}`;
  return hasSentence(key, refusal.facts) ? translate(language, key, refusal.facts) : translate(language, 'refusal.general:general');
}

/** Whether a refusal has a sentence of its own; tests of a scope ask this for every code it can answer with. */
export const isSayable = (code: string): boolean => hasSentence(`refusal.${code}:${code}`);

defineRefusals({
  en: {
    general: 'That could not be saved as it is. Please look it over and try again.',
    'not-found': 'This is no longer here, or it is not shared with you.',
    stale: 'Someone changed this in the meantime. Please look at the newest version.',
    'not-allowed-now': 'This step is not possible right now.',
    'too-many-attempts': 'Too many attempts. Please wait a few minutes and try again.',
    'sign-in-failed': 'The e-mail address or the password is not right.',
    'signed-out': 'Please sign in again.',
    'not-allowed': 'Your role cannot do this.',
    fault: 'Something went wrong on our side. Your entries on this device are safe. Reference {{reference}}.',
  },
  es: {
    general: 'No se ha podido guardar así. Por favor, revíselo e inténtelo de nuevo.',
    'not-found': 'Esto ya no está aquí o no se comparte con usted.',
    stale: 'Otra persona lo ha cambiado mientras tanto. Por favor, mire la versión más reciente.',
    'not-allowed-now': 'Este paso no es posible en este momento.',
    'too-many-attempts': 'Demasiados intentos. Por favor, espere unos minutos e inténtelo de nuevo.',
    'sign-in-failed': 'La dirección de correo o la contraseña no son correctas.',
    'signed-out': 'Por favor, inicie sesión de nuevo.',
    'not-allowed': 'Su función no permite hacer esto.',
    fault: 'Algo ha fallado por nuestra parte. Lo que ha anotado en este dispositivo está a salvo. Referencia {{reference}}.',
  },
});
