import { MyPlan, type ApiError, type MyPlanQuery } from '@evenkeel/api-client';
import { useEffect, useMemo, useState } from 'react';
import type { OnDevice } from './shown-changes.js';
import { keepSavedCopy, savedCopy, type SavedCopy } from '../offline/saved-copy.js';
import { useOutbox } from '../offline/use-outbox.js';
import { useSession } from '../shell/session-context.js';
import { useOperation } from '../shell/use-operation.js';
import { isMyPlan } from './my-plan-shape.js';

export type MyPlanData = MyPlanQuery['myPlan'];
export type OwnVersion = NonNullable<MyPlanData['plan']>;

export interface MyPlanState {
  /** The newest that is known: from the server, else the copy on the device. */
  readonly data: MyPlanData | null;
  /** When it was read from the server, if it is a copy that could not be refreshed. */
  readonly copyFrom: string | null;
  /** The moment of that reading, milliseconds of the device's clock; 0 for a copy of an earlier start. */
  readonly readAt: number;
  /** What was done on this device and is not in it yet. */
  readonly device: OnDevice;
  readonly error: ApiError | null;
  readonly isLoading: boolean;
  readonly retry: () => void;
}

/** The patient's own plan, kept on the device for the next start without a network. */
export function useMyPlan(): MyPlanState {
  const { state } = useSession();
  const owner = state.kind === 'signed-in' ? state.session.patientId : null;
  const query = useOperation(MyPlan, {}, { topics: ['plan', 'dose-record', 'supply', 'today'], enabled: owner !== null, poll: true });
  const [copy, setCopy] = useState<SavedCopy<MyPlanData> | null>(null);
  const { deeds, told } = useOutbox();

  useEffect(() => {
    if (owner === null) return setCopy(null);
    let current = true;
    void savedCopy(owner, 'my-plan', isMyPlan).then((kept) => { if (current) setCopy(kept); });
    return () => { current = false; };
  }, [owner]);

  const fresh = query.data?.myPlan ?? null;
  const freshAt = query.dataUpdatedAt;
  useEffect(() => {
    if (fresh !== null && owner !== null) void keepSavedCopy(owner, 'my-plan', fresh, new Date(freshAt).toISOString());
  }, [fresh, owner, freshAt]);

  const device = useMemo(() => ({ deeds, told }), [deeds, told]);
  return {
    data: owner === null ? null : (fresh ?? copy?.data ?? null),
    copyFrom: query.error === null ? null : fresh === null ? (copy?.at ?? null) : new Date(freshAt).toISOString(),
    readAt: fresh === null ? 0 : freshAt,
    device,
    error: query.error,
    isLoading: owner !== null && fresh === null && query.error === null,
    retry: () => void query.refetch(),
  };
}
