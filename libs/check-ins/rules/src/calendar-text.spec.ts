import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarText } from './calendar-text.js';

const words = { calendar: 'Reminders', reminder: 'Reminder' };
const stamp = Date.parse('2027-01-01T00:00:00Z');

describe('a calendar of reminders', () => {
  it('says when, in universal time, and nothing about what', () => {
    expect(calendarText([{ id: 'b', at: Date.parse('2027-01-05T08:30:00Z') }, { id: 'a', at: Date.parse('2027-01-04T08:30:00Z') }], words, stamp)).toBe([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//reminders//reminders//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:Reminders', 'REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'X-PUBLISHED-TTL:PT6H',
      'BEGIN:VEVENT', 'UID:a@reminders', 'DTSTAMP:20270101T000000Z', 'DTSTART:20270104T083000Z', 'DURATION:PT15M', 'SUMMARY:Reminder', 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', 'END:VEVENT',
      'BEGIN:VEVENT', 'UID:b@reminders', 'DTSTAMP:20270101T000000Z', 'DTSTART:20270105T083000Z', 'DURATION:PT15M', 'SUMMARY:Reminder', 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', 'END:VEVENT',
      'END:VCALENDAR', '',
    ].join('\r\n'));
  });

  it('makes one of two at the same moment, and is whole without any', () => {
    expect(calendarText([{ id: 'a', at: stamp }, { id: 'b', at: stamp }], words, stamp).match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(calendarText([], words, stamp)).toMatch(/^BEGIN:VCALENDAR\r\n[^]*END:VCALENDAR\r\n$/);
  });

  it('keeps its lines short and its words inside them, whatever the words are', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (calendar) => {
      const text = calendarText([], { ...words, calendar }, stamp);
      for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(text.replaceAll('\r\n ', '').split('\r\n').filter((line) => line.startsWith('X-WR-CALNAME:'))).toHaveLength(1);
      expect(text.replaceAll('\r\n ', '').split('\r\n')).toHaveLength(10);
    }));
  });
});
