import { SavePlanDraft } from '@evenkeel/api-client';
import { serialisePlan, type TaperPlan } from '@evenkeel/taper-rules';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useCommand } from '../../shell/use-operation.js';
import type { PlanVersion } from './plan-data.js';
import { outcomeOf, type NotDone } from './reply.js';

export interface Draft {
  /** As the server has it; `null` before the first saving. */
  readonly version: PlanVersion | null;
  /** What is on the screen differs from it. */
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly savedAt: string | null;
  readonly notDone: NotDone | null;
  /** What somebody else has saved meanwhile. */
  readonly theirs: PlanVersion | null;
  /** Saves at once. The version, when the server has exactly what is on the screen; `null` when it was not saved. */
  readonly save: (over?: PlanVersion) => Promise<PlanVersion | null>;
  /** Goes on from what the server answered to something else, such as a check. */
  readonly goOnWith: (version: PlanVersion) => void;
}

interface DraftOf {
  readonly patientId: string;
  /** The version as it was read last; changes when somebody else saves. */
  readonly read: PlanVersion | null;
  /** What is typed; `null` while it is no plan yet. */
  readonly plan: TaperPlan | null;
  readonly reason: string;
  readonly isOnline: boolean;
  readonly onFirstSaved: (number: number) => void;
}

const restMs = 1500;
const textOf = (plan: string, reason: string | null): string => `${plan}\n${(reason ?? '').trim()}`;

/**
 * Keeps a draft with the server while somebody types: when the typing rests, when the connection is back, and on demand. A
 * plan that is not complete stays on the page until it is. Nothing of somebody else's is written over without a choice.
 */
export function useDraft({ patientId, read, plan, reason, isOnline, onFirstSaved }: DraftOf): Draft {
  const command = useCommand(SavePlanDraft, ['plan']);
  const [version, setVersion] = useState(read);
  const [isSaving, setSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ readonly text: string; readonly not: NotDone } | null>(null);
  const typed = useMemo(() => (plan === null ? null : textOf(serialisePlan(plan), reason)), [plan, reason]);
  const isDirty = typed === null || version === null || typed !== textOf(version.plan, version.reason);
  const under = useRef<Promise<PlanVersion | null> | null>(null);
  const latest = useRef({ version, typed, plan, reason });
  latest.current = { version, typed, plan, reason };

  const send = useCallback(async (over: PlanVersion | null): Promise<PlanVersion | null> => {
    const now = latest.current;
    if (now.plan === null || now.typed === null) return null;
    const sent = now.typed;
    setSaving(true);
    const base = over ?? now.version;
    const outcome = await outcomeOf(async () => (await command.mutateAsync({
      input: { patientId, number: base?.number ?? null, rowVersion: base?.rowVersion ?? null, reason: now.reason, plan: serialisePlan(now.plan ?? { format: 1, startsOn: '', start: [], products: [], equivalence: [], phases: [], changes: [] }) },
    })).savePlanDraft);
    setSaving(false);
    if (outcome.not !== null) {
      setFailed({ text: sent, not: outcome.not });
      return null;
    }
    setFailed(null);
    setVersion(outcome.version);
    setSavedAt(new Date().toISOString());
    latest.current = { ...latest.current, version: outcome.version };
    if (base === null) onFirstSaved(outcome.version.number);
    return outcome.version;
  }, [command, patientId, onFirstSaved]);

  /** One saving at a time; one that is asked for meanwhile follows with what is typed then. */
  const save = useCallback(async (over?: PlanVersion): Promise<PlanVersion | null> => {
    while (under.current !== null) await under.current;
    const { version: have, typed: text } = latest.current;
    if (over === undefined && have !== null && text === textOf(have.plan, have.reason)) return have;
    under.current = send(over ?? null);
    try {
      return await under.current;
    } finally {
      under.current = null;
    }
  }, [send]);

  const theirs = read !== null && version !== null && read.number === version.number && read.rowVersion > version.rowVersion ? read : null;
  const hasNews = theirs !== null && textOf(theirs.plan, theirs.reason) === textOf(version?.plan ?? '', version?.reason ?? '');
  // A sign-off of a colleague changes the row and not the plan: there is nothing to choose.
  useEffect(() => { if (hasNews && theirs !== null) setVersion(theirs); }, [hasNews, theirs]);

  const failedAlready = failed !== null && failed.text === typed && failed.not.kind !== 'unreachable';
  const waits = isDirty && typed !== null && theirs === null && isOnline && !failedAlready;
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(() => void save(), restMs);
    return () => clearTimeout(timer);
  }, [waits, typed, save]);

  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);

  return {
    version, isDirty, isSaving, savedAt, save,
    notDone: failed !== null && (failed.text === typed || failed.not.kind === 'unreachable') && isDirty ? failed.not : null,
    theirs: hasNews ? null : theirs,
    goOnWith: setVersion,
  };
}
