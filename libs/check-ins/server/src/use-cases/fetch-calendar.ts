import { Injectable } from '@nestjs/common';
import { calendarText, preview, type Reminder } from '@evenkeel/check-ins-rules';
import { Database, type Tx } from '@evenkeel/database';
import { tokenHash } from '@evenkeel/encryption';
import type { PatientId, SystemActor } from '@evenkeel/kernel';
import { sayCalendar } from '../language.js';
import { CalendarFeedStore } from '../store/calendar-feed.store.js';
import { ScheduleStore } from '../store/schedule.store.js';

/** Calendars ask every few hours. What asks more often than this is no calendar. */
export const mostFetchesAnHour = 60;
/** So many reminders of each schedule stand in a calendar; it fetches new ones long before they are over. */
const reminders = 60;

/** What a calendar gets: plain reminders at the hours of check-ins. No dose, no word about health, no name. */
@Injectable()
export class FetchCalendar {
  constructor(private readonly database: Database, private readonly feeds: CalendarFeedStore, private readonly schedules: ScheduleStore) {}

  /** @param token text from outside */
  async run(token: string, requestId: string): Promise<string | 'unknown' | 'too-often'> {
    if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return 'unknown';
    const actor: SystemActor = { kind: 'system', name: 'calendar', requestId };
    return this.database.engine(actor, async (tx) => {
      const feed = await this.feeds.fetch(tx, tokenHash(token));
      if (feed === null) return 'unknown';
      if (feed.fetched > mostFetchesAnHour) return 'too-often';
      const now = (await tx.now()).getTime();
      return calendarText(await this.reminders(tx, feed.patientId, now), { calendar: sayCalendar(feed.language, 'calendar'), reminder: sayCalendar(feed.language, 'reminder') }, now);
    });
  }

  private async reminders(tx: Tx, patientId: PatientId, now: number): Promise<readonly Reminder[]> {
    const all: Reminder[] = [];
    for (const row of await this.schedules.ofPatients(tx, [patientId])) {
      if (row.paused) continue;
      const { localTime, zone, everyDays, windowMinutes, startsOn, endsOn, id } = row;
      const last = await this.schedules.lastOccurrence(tx, patientId, id);
      const next = preview({ localTime, zone, everyDays, windowMinutes, startsOn, endsOn, remindAfterMinutes: null }, reminders, { last, instant: now });
      all.push(...next.map(({ localDate, opensAt }) => ({ id: `${id}-${localDate}`, at: opensAt })));
    }
    return all;
  }
}
