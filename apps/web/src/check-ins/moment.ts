import type { Moment } from '../offline/draft.js';

/** The zone of the device, which is where the patient is. */
export const zoneOfDevice = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An instant with its civil date in a zone. */
export const momentOf = (at: Date, zone: string): Moment => ({
  at: at.toISOString(),
  // en-CA writes dates as YYYY-MM-DD.
  localDate: new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at),
  zone,
});

/** Now, by the clock of the device. */
export const momentNow = (): Moment => momentOf(new Date(), zoneOfDevice());

/**
 * Today's date as plans and doses count it: on the calendar that the clinic keeps for the patient, wherever the phone is.
 * @param zone of that calendar; `null` while nothing was ever read, and then the device's
 */
export const planDate = (zone: string | null, now = new Date()): string => momentOf(now, zone ?? zoneOfDevice()).localDate;
