import { Timeline as TimelineOf, type ApiError, type TimelineQuery } from '@evenkeel/api-client';
import type { Resolution, Timeline } from '@evenkeel/timeline-rules';
import { useEffect, useMemo, useRef, useState } from 'react';
import { keepSavedCopy, savedCopy, type SavedCopy } from '../offline/saved-copy.js';
import { useOnline } from '../shell/use-online.js';
import { useOperation } from '../shell/use-operation.js';
import { askFor, type Known, type View } from './span.js';

/** News that a timeline is read again for. */
export const timelineTopics = ['timeline', 'check-in', 'alert', 'alerts'] as const;

export interface TimelineState {
  /** The newest that is known for this patient; while another range is on its way, the one before. `null` before anything is known. */
  readonly timeline: Timeline | null;
  /** The server says that there is none, or none to be seen. */
  readonly isAbsent: boolean;
  readonly known: Known | null;
  readonly error: ApiError | null;
  /** When what is shown was read, if it could not be read again; `null` while it is fresh. */
  readonly oldFrom: string | null;
  /** What is shown was kept on the device. */
  readonly isCopy: boolean;
  readonly retry: () => void;
}

/**
 * A patient's timeline for what the reader looks at, read again on every bell. Never goes blank: while a new range or a
 * better line is awaited, the last answer stays. With `keep` the newest weeks are kept on the patient's own device.
 */
export function useTimeline(patientId: string, view: View, pixels: number, keep: boolean): TimelineState {
  const online = useOnline();
  const [known, setKnown] = useState<Known | null>(null);
  const [copy, setCopy] = useState<SavedCopy<Timeline> | null>(null);
  const asked = askFor(view, known);
  const result = useOperation(TimelineOf, { patientId, ...asked, pixels }, { topics: [...timelineTopics], enabled: pixels > 0 });
  const answer = result.data;
  const fresh = useMemo(() => (answer?.timeline ? timelineFrom(answer.timeline) : null), [answer]);
  const last = useRef<Timeline | null>(null);
  if (last.current !== null && last.current.patientId !== patientId) last.current = null;
  if (fresh !== null) last.current = fresh;

  const isNewest = view.end === null;
  useEffect(() => {
    if (fresh === null || !isNewest) return;
    setKnown((before) => (before?.today === fresh.to && before.recordFrom === fresh.recordFrom ? before : { today: fresh.to, recordFrom: fresh.recordFrom }));
    if (keep && view.span === 'six-weeks') void keepSavedCopy(patientId, 'timeline', fresh, fresh.generatedAt);
  }, [fresh, isNewest, keep, patientId, view.span]);

  const needsCopy = keep && fresh === null && result.isError;
  useEffect(() => {
    if (!needsCopy) return;
    let current = true;
    void savedCopy(patientId, 'timeline', isTimeline).then((found) => { if (current) setCopy(found); });
    return () => { current = false; };
  }, [needsCopy, patientId]);

  const shown = last.current ?? copy?.data ?? null;
  const isCopy = last.current === null && copy !== null;
  return {
    timeline: answer?.timeline === null ? null : shown,
    isAbsent: answer?.timeline === null,
    known,
    error: result.error,
    oldFrom: shown !== null && (result.isError || !online) ? (isCopy ? copy.at : shown.generatedAt) : null,
    isCopy,
    retry: () => void result.refetch(),
  };
}

const resolutions: readonly Resolution[] = ['day', 'week', 'month'];

/** The answer of the server as the rules know it. */
export const timelineFrom = (answer: NonNullable<TimelineQuery['timeline']>): Timeline =>
  ({ ...answer, resolution: resolutions.find((each) => each === answer.resolution) ?? 'day' });

/** What an earlier version of the page kept may have another shape. */
const isTimeline = (data: unknown): data is Timeline => {
  if (typeof data !== 'object' || data === null) return false;
  const { from, to, withheld, buckets, doses, symptoms, alerts, notes } = data as Partial<Record<keyof Timeline, unknown>>;
  return typeof from === 'string' && typeof to === 'string' && Array.isArray(withheld) && Array.isArray(symptoms) && [buckets, doses, alerts, notes].every((each) => typeof each === 'object' && each !== null);
};
