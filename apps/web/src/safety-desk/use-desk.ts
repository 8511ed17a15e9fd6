import { ApiError } from '@evenkeel/api-client';
import type { SafetyDesk } from '@evenkeel/care-team-rules';
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../shell/api.js';
import { useSession } from '../shell/session-context.js';
import { pollMs } from '../shell/use-operation.js';

/** Who it is and how to reach them; on the screen alone, never kept. */
export interface Person {
  readonly name: string;
  readonly birthYear: number | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly emergencyContact: string | null;
}

const key = ['safety-desk'];
const path = '/peer-entry/unsealings';

/** What waits at the safety desk; read again every 20 seconds. */
export function useDesk(): UseQueryResult<SafetyDesk, ApiError> {
  const { ended } = useSession();
  const result = useQuery<SafetyDesk, ApiError>({ queryKey: key, queryFn: async () => (await api.rest('POST', `${path}/desk`)) as SafetyDesk, refetchInterval: pollMs, retry: false });
  const failure = result.error?.failure;
  useEffect(() => {
    if (failure === 'signed-out') ended();
  }, [failure, ended]);
  return result;
}

/** One step at the desk. Never retried, never shown as done before the server said so; the desk is read again whatever came of it. */
export function useDeskStep<Result, Given extends object>(step: '' | '/agree' | '/decline' | '/look' | '/end'): UseMutationResult<Result, ApiError, Given> {
  const queries = useQueryClient();
  const { ended } = useSession();
  return useMutation<Result, ApiError, Given>({
    mutationFn: async (given) => (await api.rest('POST', `${path}${step}`, given)) as Result,
    retry: false,
    networkMode: 'always',
    // What was shown of a person stays in the component that shows it.
    gcTime: 0,
    onError: (error) => { if (error.failure === 'signed-out') ended(); },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
}
