import { formatDose, type DoseLocale } from '@evenkeel/taper-rules';

/** How instants, dates and doses are written for one reader. */
export interface Formats {
  /** "2:02 pm" or "14:02". */
  readonly time: (at: string, zone?: string) => string;
  /** "Tue 19 August". */
  readonly day: (at: string, zone?: string) => string;
  /** "Tue 19 August, 2:02 pm"; only the time when it is the same day as `now`. */
  readonly dayTime: (at: string, zone?: string) => string;
  /** A civil date `YYYY-MM-DD` as "Tue 19 August", with the year when it is not the present one. */
  readonly date: (date: string) => string;
  /** "0.5 mg": leading zero always, trailing zero never, space that does not break. Integer micrograms in. */
  readonly dose: (micrograms: number) => string;
  readonly number: (value: number) => string;
}

const tidy = (text: string): string => text.replace(/\u202f/g, '\u00a0').replace(/\s?([AP])M/, (_, letter: string) => `\u00a0${letter.toLowerCase()}m`);

/** "en" in the United States writes "2:02 pm" and "0.5 mg"; "es" in Spain "14:02" and "0,5 mg". */
export const localeOf = (language: string, country: string): string => `${language}-${/^[A-Z]{2}$/.test(country) ? country : 'US'}`;

/** Spelling of doses: the decimal sign is the one on the labels of the reader's country. */
const doseLocales: readonly DoseLocale[] = ['en-US', 'en-GB', 'es-ES', 'es-US', 'es-MX'];
const doseLocaleOf = (language: string, country: string): DoseLocale =>
  doseLocales.find((each) => each === `${language}-${country}`) ?? (language === 'es' ? 'es' : 'en');

const twelveHours = new Set(['US', 'CA', 'AU', 'NZ']);

/** Builds the formats of one reader. `now` is only asked for what counts as today and as this year. */
export function formatsFor(language: string, country: string, zone: string | undefined, now: () => Date): Formats {
  const locale = localeOf(language, country);
  const numbers = new Intl.NumberFormat(locale);
  const twelve = language === 'en' && twelveHours.has(country);
  const instant = (at: string, options: Intl.DateTimeFormatOptions, inZone?: string): string =>
    tidy(new Intl.DateTimeFormat(locale, { ...options, timeZone: inZone ?? zone }).format(new Date(at)));
  const dayOf = (at: Date, inZone?: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: inZone ?? zone }).format(at);

  // Assembled from parts, because en-US would say "Tue, August 19" and es "mar, 19 de agosto".
  const dayWords = (at: Date, timeZone: string | undefined, withYear: boolean): string => {
    const parts = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone }).formatToParts(at);
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
    const month = language === 'es' ? `de ${part('month')}` : part('month');
    const year = language === 'es' ? ` de ${part('year')}` : ` ${part('year')}`;
    return `${part('weekday').replace('.', '')} ${part('day')} ${month}${withYear ? year : ''}`;
  };

  const time = (at: string, inZone?: string): string => instant(at, { hour: 'numeric', minute: '2-digit', hourCycle: twelve ? 'h12' : 'h23' }, inZone);
  const day = (at: string, inZone?: string): string => dayWords(new Date(at), inZone ?? zone, dayOf(new Date(at), inZone).slice(0, 4) !== dayOf(now(), inZone).slice(0, 4));
  return {
    time,
    day,
    dayTime: (at, inZone) => (dayOf(new Date(at), inZone) === dayOf(now(), inZone) ? time(at, inZone) : `${day(at, inZone)}, ${time(at, inZone)}`),
    date: (date) => dayWords(new Date(`${date}T12:00:00Z`), 'UTC', date.slice(0, 4) !== dayOf(now()).slice(0, 4)),
    dose: (micrograms) => formatDose(micrograms, doseLocaleOf(language, country)),
    number: (value) => numbers.format(value),
  };
}
