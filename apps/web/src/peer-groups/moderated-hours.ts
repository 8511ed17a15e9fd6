import { isModerated, type ModeratedHours } from '@evenkeel/peer-groups-rules';

/** Minute of the day, 0 to 1439, on the clock of a zone. */
export function minuteOfDay(at: Date, zone: string): number {
  const [hour = '0', minute = '0'] = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at).split(':');
  return Number(hour) * 60 + Number(minute);
}

/** Which sentence about the moderators is true at this moment. */
export function hoursAt(at: Date, zone: string, hours: ModeratedHours): 'always' | 'now' | 'later' {
  if (hours.from === hours.to) return 'always';
  return isModerated(minuteOfDay(at, zone), hours) ? 'now' : 'later';
}
