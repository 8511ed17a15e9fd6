import { Injectable } from '@nestjs/common';
import { Audit } from '@evenkeel/audit-server';
import { Access } from '@evenkeel/care-team-server';
import { Database } from '@evenkeel/database';
import { type Actor, asId, isId } from '@evenkeel/kernel';
import { bucketsOf, dayNumber, doseColumns, freshMonths, type Range, rangeOf, resolutionFor, type Timeline } from '@evenkeel/timeline-rules';
import { auditedLanes, type LaneAccess, laneAccess, laneKinds } from '../lane-access.js';
import { TimelineReader, type TimelineRecord } from '../store/timeline.reader.js';

/** What somebody wants to see. A missing end is today, a missing beginning six weeks before the end. */
export interface AskedTimeline {
  readonly patientId: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Width of the chart. */
  readonly pixels: number;
}

const widest = 20_000;

/**
 * A patient's record on one time axis, as far as it is shared with the reader lane by lane. Three round trips whatever
 * the range: where the reader stands, the record, and the audit with the commit.
 */
@Injectable()
export class ReadTimeline {
  constructor(private readonly database: Database, private readonly access: Access, private readonly reader: TimelineReader, private readonly audit: Audit) {}

  /** `null` if there is no such patient, or none to be seen. */
  async run(actor: Actor, { patientId: id, from, to, pixels }: AskedTimeline): Promise<Timeline | null> {
    if (!isId(id)) return null;
    const patientId = asId('Patient', id);
    const asked = from !== null && to !== null ? rangeOf(from, to, to) : { from, to };
    if (asked === null) return null;
    return this.database.as(actor, async (tx) => {
      const lanes = laneAccess(await this.access.readingsOf(tx, actor, laneKinds, [patientId]), patientId);
      if (lanes === null) return null;
      const record = await this.reader.read(tx, actor, patientId, asked, lanes.wanted);
      const range = record === null ? null : rangeOf(from, to, record.today);
      if (record === null || range === null) return null;
      if (actor.role !== 'patient') await this.audit.readAll(tx, auditedLanes(lanes, patientId, 'timeline'));
      return { patientId, ...toTimeline(record, lanes, range, Math.min(Math.max(pixels, 1), widest)) };
    });
  }
}

function toTimeline(record: TimelineRecord, { shared, withheld }: LaneAccess, range: Range, pixels: number): Omit<Timeline, 'patientId'> {
  const { zone, today, now, months, stale, tail, steps } = record;
  const resolution = resolutionFor(range, pixels);
  const first = dayNumber(range.from);
  const within = <Dated extends { readonly date: string }>(list: readonly Dated[]): readonly Dated[] => list.filter(({ date }) => date >= range.from && date <= range.to);
  const alerts = within(record.alerts);
  const notes = within(record.notes);
  const scores = bucketsOf(freshMonths(months, stale, tail), range, resolution, today);
  return {
    zone, ...range, recordFrom: recordFrom(record), resolution, generatedAt: now.toISOString(), shared, withheld,
    ...(shared.includes('overall') ? scores : { buckets: noBuckets, symptoms: [] }),
    doses: doseColumns(steps, range, today),
    alerts: {
      id: alerts.map(({ id }) => id), day: alerts.map(({ date }) => dayNumber(date) - first), tier: alerts.map(({ tier }) => tier),
      family: alerts.map(({ family }) => family), status: alerts.map(({ status }) => status),
    },
    notes: {
      id: notes.map(({ id }) => id), day: notes.map(({ date }) => dayNumber(date) - first), kind: notes.map(({ withdrawn }) => (withdrawn ? 'withdrawn' : 'annotation')),
      visibility: notes.map(({ visibility }) => visibility), authorRole: notes.map(({ authorRole }) => authorRole),
    },
  };
}

/** The first date with anything that this reader may see. */
const recordFrom = ({ firsts, tail }: TimelineRecord): string | null =>
  [...firsts, ...tail.map(({ date }) => date)].reduce<string | null>((first, date) => (date !== null && (first === null || date < first) ? date : first), null);

const noBuckets: Timeline['buckets'] = { day: [], days: [], answered: [], min: [], p25: [], median: [], p75: [], max: [] };

