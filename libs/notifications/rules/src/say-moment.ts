import type { Moment } from './facts.js';
import type { MessageLanguage } from './message.js';

const locales: Readonly<Record<MessageLanguage, string>> = { en: 'en-GB', es: 'es-ES' };

/** "Tue 10 Mar, 14:02 (Europe/Madrid)": day, 24-hour clock and zone, so that no reader has to guess. */
export function sayMoment(language: MessageLanguage, { at, zone }: Moment): string {
  const parts = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')}, ${part('hour')}:${part('minute')} (${zone})`;
}
