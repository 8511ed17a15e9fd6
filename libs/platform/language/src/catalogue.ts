import { createInstance, type i18n } from 'i18next';

/** Languages of the product. A third one is a third catalogue in every scope, nothing else. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** What a sentence may mention: numbers, names of the organisation, times that are already words. */
export type Facts = Readonly<Record<string, string | number>>;

/** Key to sentence. Facts stand in double braces; a key with `_one` and `_other` is chosen by the fact `count`. */
export type Sentences = Readonly<Record<string, string>>;

export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text);

/** The first of our languages that an Accept-Language header asks for; English if it asks for none of them. */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [range = '', ...parameters] = part.trim().split(';');
    const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((q) => q !== undefined);
    return { tag: range.trim().slice(0, 2).toLowerCase(), quality: Number(quality ?? 1) };
  });
  const [best] = wanted.filter(({ tag, quality }) => isLanguage(tag) && quality > 0).sort((one, other) => other.quality - one.quality);
  return best !== undefined && isLanguage(best.tag) ? best.tag : 'en';
}

const book: i18n = createInstance();
void book.init({
  lng: 'en', fallbackLng: false, supportedLngs: [...languages], resources: {}, ns: [], defaultNS: false, initAsync: false,
  keySeparator: false, nsSeparator: ':', interpolation: { escapeValue: false }, returnNull: false,
});

const registered = new Map<string, Readonly<Record<Language, Sentences>>>();

/**
 * Adds the sentences of a scope and returns the function that says them. Throws when a language lacks a sentence
 * or a fact that the other has, so that a half-translated scope never starts. The same catalogue may come twice.
 */
export function defineCatalogue<Key extends string>(scope: string, texts: Readonly<Record<Language, Readonly<Record<Key, string>>>>): (language: Language, key: BaseKey<Key>, facts?: Facts) => string {
  const known = registered.get(scope);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(texts)) throw new Error(`There are two catalogues for ${scope}`);
  checkAlike(scope, texts);
  registered.set(scope, texts);
  for (const language of languages) book.addResourceBundle(language, scope, withMany(texts[language]), true, true);
  return (language, key, facts) => translate(language, `${scope}:${key}`, facts);
}

/** A key without the ending that i18next adds for plurals. */
export type BaseKey<Key extends string> = Key extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : Key;

/** Says a sentence of any scope, `scope:key`. An unknown key is a fault: the sentence would be missing on a screen. */
export function translate(language: Language, key: string, facts: Facts = {}): string {
  if (!book.exists(key, { lng: language, ...facts })) throw new Error(`No sentence ${key} in ${language}`);
  return book.t(key, { lng: language, ...facts });
}

export const hasSentence = (key: string, facts: Facts = {}): boolean => languages.every((language) => book.exists(key, { lng: language, ...facts }));

/** Spanish knows a third form for millions; what it says is the plural. */
const withMany = (sentences: Sentences): Sentences => ({
  ...Object.fromEntries(Object.entries(sentences).filter(([key]) => key.endsWith('_other')).map(([key, text]) => [key.replace(/_other$/, '_many'), text])),
  ...sentences,
});

const factsOf = (sentence: string): string => [...new Set([...sentence.matchAll(/{{\s*(\w+)\s*}}/g)].map((match) => match[1]))].sort().join(' ');

function checkAlike(scope: string, texts: Readonly<Record<Language, Sentences>>): void {
  for (const key of new Set(languages.flatMap((language) => Object.keys(texts[language])))) {
    const [first, ...others] = languages.map((language) => texts[language][key]);
    for (const other of others) {
      if (first === undefined || other === undefined || first === '' || other === '') throw new Error(`${scope}:${key} is not in every language`);
      if (factsOf(first) !== factsOf(other)) throw new Error(`${scope}:${key} does not mention the same facts in every language`);
    }
  }
}
