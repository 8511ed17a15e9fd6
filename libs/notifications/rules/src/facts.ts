declare const brand: unique symbol;

/** The four characters by which people name an alert to each other. */
export type AlertReference = string & { readonly [brand]: 'AlertReference' };

/** An address of this installation. */
export type MessageLink = string & { readonly [brand]: 'MessageLink' };

/**
 * Everything that a message may mention. The types leave no room for health data: a reference of four characters,
 * an address, moments, counts and closed words. Free text, names and families of alerts do not fit in.
 */
export type MessageFact = AlertReference | MessageLink | Moment | number | OpsReason | FollowUp;

/** A moment and the zone in which the reader sees it. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** IANA zone. */
  readonly zone: string;
}

/** Why those who run the installation are told. */
export const opsReasons = [
  'nobody-on-call',
  'unreachable',
  'exhausted',
  'engine-silent',
  'deadline-missed',
  'sending-fails',
  'quarantined',
  'clock-moved',
] as const;

export type OpsReason = (typeof opsReasons)[number];

/** What a reminder is about. */
export const followUps = ['follow-up', 'second-person'] as const;

export type FollowUp = (typeof followUps)[number];

/** Brands four characters of the alphabet without 0, 1, I and O. Throws a TypeError on anything else. */
export function asAlertReference(text: string): AlertReference {
  if (!/^[2-9A-HJ-NP-Z]{4}$/.test(text)) throw new TypeError('Not the reference of an alert');
  return text as AlertReference;
}

/** Brands an http or https address without a user name. Throws a TypeError that does not repeat the text. */
export function asMessageLink(text: string): MessageLink {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || /\s/.test(text)) {
    throw new TypeError('Not an address of this installation');
  }
  return text as MessageLink;
}
