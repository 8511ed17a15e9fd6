import { ApiError, type Operation } from '@evenkeel/api-client';
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from './api.js';
import { useSession } from './session-context.js';

/** How often a screen asks again by itself when no socket brings news. */
export const pollMs = 20_000;
/** And how often while nobody answers at all. */
const unansweredPollMs = 5_000;

/** Topics of `changed.v1` that make this query stale; each is the first part of a query key. */
export type Topic = 'plan' | 'dose-record' | 'supply' | 'task' | 'timeline' | 'alert' | 'alerts' | 'today' | 'check-in' | 'schedule' | 'patient' | 'emergency' | 'audit' | 'messages' | 'viewer' | 'security' | 'invitations' | 'staff-members' | 'products' | 'taper-settings';

interface QueryOptions<Result> {
  /** Topics under which news about this query arrives. The first is part of its key. */
  readonly topics: readonly [Topic, ...Topic[]];
  /** The thing it is about, when the news names one. */
  readonly subject?: string;
  readonly enabled?: boolean;
  readonly initialData?: Result;
  /** Set for screens that must be fresh, such as alerts; refetches every 20 s. */
  readonly poll?: boolean;
}

/** Runs a persisted query and keeps it fresh: on news by socket, on focus, and, with `poll`, every 20 seconds. */
export function useOperation<Result, Variables extends Record<string, unknown>>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  { topics, subject, enabled = true, initialData, poll = false }: QueryOptions<Result>,
): UseQueryResult<Result, ApiError> {
  const { ended } = useSession();
  const result = useQuery<Result, ApiError>({
    queryKey: [operation.name, variables],
    queryFn: () => api.request(operation, variables),
    meta: { topics, subject },
    enabled,
    initialData,
    refetchInterval: poll ? ({ state }) => (state.error?.failure === 'unreachable' ? unansweredPollMs : pollMs) : false,
    retry: (count, error) => error.failure === 'unreachable' && count < 2,
  });
  const failure = result.error?.failure;
  useEffect(() => {
    if (failure === 'signed-out') ended();
  }, [failure, ended]);
  return result;
}

/**
 * Runs a persisted mutation. Never retried and never shown as done before the server said so. `refresh` names the
 * topics whose queries are read again afterwards, whatever the outcome: a refusal often means that the screen is old.
 */
export function useCommand<Result, Variables extends Record<string, unknown>>(
  operation: Operation<Result, Variables>,
  refresh: readonly Topic[] = [],
): UseMutationResult<Result, ApiError, Variables> {
  const queries = useQueryClient();
  const { ended } = useSession();
  return useMutation<Result, ApiError, Variables>({
    mutationFn: (variables) => api.request(operation, variables),
    retry: false,
    networkMode: 'always',
    onError: (error) => { if (error.failure === 'signed-out') ended(); },
    onSettled: () => queries.invalidateQueries({ predicate: (query) => concerns(query.meta, refresh, undefined) }),
  });
}

/** Whether a query listens to one of these topics, and to this subject when both name one. */
export function concerns(meta: Record<string, unknown> | undefined, topics: readonly string[], subject: string | undefined): boolean {
  const heard = Array.isArray(meta?.['topics']) ? (meta['topics'] as unknown[]) : [];
  if (!heard.some((topic) => topics.includes(String(topic)))) return false;
  const about = meta?.['subject'];
  return subject === undefined || about === undefined || about === subject;
}

/** Whether one of these is what a query is about in the first place, and not only a reason to read it again. */
export function isAbout(meta: Record<string, unknown> | undefined, topics: readonly string[]): boolean {
  const [first] = Array.isArray(meta?.['topics']) ? (meta['topics'] as unknown[]) : [];
  return topics.includes(String(first));
}
