import { Today, type ApiError, type TodayQuery } from '@evenkeel/api-client';
import { useEffect, useState } from 'react';
import { keepSavedCopy, savedCopy, type SavedCopy } from '../offline/saved-copy.js';
import { useComfort } from '../shell/comfort-context.js';
import { useSession } from '../shell/session-context.js';
import { useOperation } from '../shell/use-operation.js';
import { isToday } from './today-shape.js';

export type TodayData = TodayQuery['today'];

export interface TodayState {
  /** The newest that is known: from the server, else the copy on the device. */
  readonly today: TodayData | null;
  /** When it was read from the server, if it is a copy that could not be refreshed. */
  readonly copyFrom: string | null;
  readonly error: ApiError | null;
  readonly isLoading: boolean;
  /** Whether the device's own copy was looked for; a few milliseconds after the start. */
  readonly copyRead: boolean;
  readonly retry: () => void;
}

/** The patient's day: one request, kept on the device for the next start without a network. */
export function useToday(): TodayState {
  const { state } = useSession();
  const owner = state.kind === 'signed-in' ? state.session.patientId : null;
  const { suggestCountry } = useComfort();
  const query = useOperation(Today, {}, { topics: ['today', 'alert', 'check-in', 'schedule', 'emergency'], enabled: owner !== null, poll: true });
  const [copy, setCopy] = useState<SavedCopy<TodayData> | null>(null);
  const [copyRead, setCopyRead] = useState(owner === null);

  useEffect(() => {
    if (owner === null) return setCopy(null);
    let current = true;
    void savedCopy(owner, 'today', isToday).then((kept) => {
      if (!current) return;
      setCopy(kept);
      setCopyRead(true);
    });
    return () => { current = false; };
  }, [owner]);

  const fresh = query.data?.today ?? null;
  const readAt = query.dataUpdatedAt;
  useEffect(() => {
    if (fresh === null || owner === null) return;
    suggestCountry(fresh.country);
    void keepSavedCopy(owner, 'today', fresh, new Date(readAt).toISOString());
  }, [fresh, owner, readAt, suggestCountry]);

  const isCopy = fresh === null;
  return {
    today: owner === null ? null : (fresh ?? copy?.data ?? null),
    copyFrom: owner !== null && query.error !== null ? (isCopy ? (copy?.at ?? null) : new Date(readAt).toISOString()) : null,
    error: query.error,
    copyRead: copyRead || fresh !== null,
    isLoading: owner !== null && fresh === null && query.error === null,
    retry: () => void query.refetch(),
  };
}

/** The clinic's name, number and reading hours, when this device has ever read them. */
export function useContact(): TodayData['contact'] | null {
  return useToday().today?.contact ?? null;
}
