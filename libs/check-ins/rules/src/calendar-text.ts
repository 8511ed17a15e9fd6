import type { EpochMs } from '@evenkeel/escalation-rules';

/** One plain reminder: a name for ever and a moment. */
export interface Reminder {
  readonly id: string;
  readonly at: EpochMs;
}

/** The two words of a calendar. Nothing else of what is known stands in it: neither doses nor what a reminder is about. */
export interface CalendarWords {
  readonly calendar: string;
  readonly reminder: string;
}

/**
 * Reminders as an iCalendar (RFC 5545). Moments are written in universal time, so that a phone shows each at the right hour
 * wherever it is; two at one moment become one. The same reminders always give the same text.
 * @param stamp when the reminders were put together
 */
export function calendarText(reminders: readonly Reminder[], { calendar, reminder }: CalendarWords, stamp: EpochMs): string {
  const moments = new Map(reminders.map((each) => [each.at, each]));
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//reminders//reminders//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(calendar)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'X-PUBLISHED-TTL:PT6H',
    ...[...moments.values()].sort((one, other) => one.at - other.at).flatMap(({ id, at }) => [
      'BEGIN:VEVENT', `UID:${id}@reminders`, `DTSTAMP:${utc(stamp)}`, `DTSTART:${utc(at)}`, 'DURATION:PT15M', `SUMMARY:${escaped(reminder)}`, 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20270104T090000Z` */
const utc = (at: EpochMs): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

const escaped = (text: string): string => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

/** No line is longer than 75 octets; what goes on begins with a space. Characters stay whole. */
function folded(line: string): string {
  let [text, length] = ['', 0];
  for (const sign of line) {
    const octets = new TextEncoder().encode(sign).length;
    if (length + octets > 75) [text, length] = [`${text}\r\n `, 1];
    text += sign;
    length += octets;
  }
  return text;
}
