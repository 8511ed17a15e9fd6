import { dialable, linesFor, regionOf, type HelpCard, type HelpLine, type HelpPurpose } from '@evenkeel/symptoms-rules';

/** One way to reach somebody, as a link that needs no network. */
export interface Way {
  readonly lineId: string;
  readonly href: string;
  readonly kind: 'call' | 'text';
  /** As people write the number there. */
  readonly number: string;
}

/** The ways of one line: call first, then text. The word to send is filled in where one is asked for. */
export function waysOf(line: HelpLine): readonly Way[] {
  const ways: Way[] = [];
  if (line.call !== null) ways.push({ lineId: line.id, href: `tel:${dialable(line.call)}`, kind: 'call', number: line.call });
  if (line.text !== null) {
    const body = line.text.say === null ? '' : `?&body=${encodeURIComponent(line.text.say)}`;
    ways.push({ lineId: line.id, href: `sms:${dialable(line.text.to)}${body}`, kind: 'text', number: line.text.to });
  }
  return ways;
}

/** The lines of a country for one purpose; none for a country that we have no checked numbers for. */
export function linesOf(country: string, purpose: HelpPurpose): readonly HelpLine[] {
  const region = regionOf(country);
  return region === null ? [] : linesFor(region, purpose);
}

/** Which lines stand on a card, the most urgent first. */
export const purposesOn: Readonly<Record<HelpCard, readonly HelpPurpose[]>> = {
  emergency: ['emergency', 'crisis', 'poison'],
  crisis: ['crisis', 'emergency'],
  urgent: ['health', 'poison', 'emergency'],
};

/** Code under which a check-in notes that this card was on the screen. */
export const shownCode = (card: HelpCard): string => `help-card.${card}`;
