import { type ApiError, type Operation } from '@evenkeel/api-client';
import { PeerMyself, type PeerMyselfQuery } from '@evenkeel/api-client/peer';
import { useMutation, useQuery, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { concerns, pollMs } from '../shell/use-operation.js';
import { peerApi, peerQueries } from './peer-realm.js';
import { usePeerVisit } from './peer-visit.js';

export type PeerTopic = 'queue' | 'threads' | 'thread' | 'me';

interface PeerQueryOptions {
  readonly topics: readonly [PeerTopic, ...PeerTopic[]];
  readonly enabled?: boolean;
}

/** Runs a persisted query of the peer realm and keeps it fresh: on news, on focus, and every 20 seconds. */
export function usePeerQuery<Result, Variables extends Record<string, unknown>>(
  operation: Operation<Result, Variables>, variables: Variables, { topics, enabled = true }: PeerQueryOptions,
): UseQueryResult<Result, ApiError> {
  const { ended } = usePeerVisit();
  const result = useQuery<Result, ApiError>({
    queryKey: [operation.name, variables],
    queryFn: () => peerApi.request(operation, variables),
    meta: { topics },
    enabled,
    refetchInterval: pollMs,
    retry: (count, error) => error.failure === 'unreachable' && count < 1,
  }, peerQueries);
  const failure = result.error?.failure;
  useEffect(() => {
    if (failure === 'signed-out') ended();
  }, [failure, ended]);
  return result;
}

/** Runs a persisted mutation of the peer realm: never retried, and everything on the screen is read again afterwards. */
export function usePeerCommand<Result, Variables extends Record<string, unknown>>(
  operation: Operation<Result, Variables>, refresh: readonly PeerTopic[] = ['me', 'thread', 'threads', 'queue'],
): UseMutationResult<Result, ApiError, Variables> {
  const { ended } = usePeerVisit();
  return useMutation<Result, ApiError, Variables>({
    mutationFn: (variables) => peerApi.request(operation, variables),
    retry: false,
    networkMode: 'always',
    onError: (error) => { if (error.failure === 'signed-out') ended(); },
    onSettled: () => peerQueries.invalidateQueries({ predicate: (query) => concerns(query.meta, refresh, undefined) }),
  }, peerQueries);
}

export type Me = PeerMyselfQuery['me'];

/** Who this persona is here. Everything of the group hangs on its membership. */
export const useMe = (): UseQueryResult<PeerMyselfQuery, ApiError> => usePeerQuery(PeerMyself, {}, { topics: ['me'] });

/** The sentence of a refusal in an answer, or `null` when it was done. */
export const refusalIn = (answer: { readonly __typename: string }): string | null =>
  ('message' in answer && typeof answer.message === 'string' ? answer.message : null);
