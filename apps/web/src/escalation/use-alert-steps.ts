import { AcknowledgeAlert, ApiError, EngageAlert, EscalateAlert, ResolveAlert, type AcknowledgeAlertMutation } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../shell/use-operation.js';
import { useAlertWords } from './use-alert-words.js';

export type AlertStep = 'acknowledge' | 'reached' | 'tried' | 'sent-help' | 'escalate' | 'resolve';

/** What came of a step, in a sentence that stays until the next step. */
export interface StepResult {
  readonly tone: 'ok' | 'wait';
  readonly text: string;
  /** Offer the clinic's line: the server could not be asked. */
  readonly callInstead: boolean;
}

type Reply = AcknowledgeAlertMutation['acknowledgeAlert'];

export interface AlertSteps {
  /** The step that is with the server now; `null` when none is. */
  readonly busy: AlertStep | null;
  readonly result: StepResult | null;
  readonly acknowledge: () => void;
  readonly engage: (how: 'reached' | 'tried' | 'sent-help') => void;
  readonly escalate: () => void;
  /** Calls `closed` only when the server has taken it. */
  readonly resolve: (outcome: string, note: string, closed: () => void) => void;
}

const done = {
  acknowledge: 'result.acknowledged',
  reached: 'result.engaged',
  'sent-help': 'result.engaged',
  tried: 'result.tried',
  escalate: 'result.escalated',
  resolve: 'result.closed',
} as const satisfies Record<AlertStep, string>;

const refreshed = ['alert', 'alerts'] as const;

/**
 * The steps that a person can take on an alert. Nothing is shown as done before the server said so, nothing is queued
 * or repeated, and the alert is read again after every step, whatever came of it.
 */
export function useAlertSteps(alert: { readonly id: string; readonly rowVersion: number; readonly lastSeq: number }): AlertSteps {
  const { t } = useTranslation('escalation-staff');
  const words = useAlertWords();
  const [busy, setBusy] = useState<AlertStep | null>(null);
  const [result, setResult] = useState<StepResult | null>(null);
  const acknowledging = useCommand(AcknowledgeAlert, refreshed);
  const engaging = useCommand(EngageAlert, refreshed);
  const escalating = useCommand(EscalateAlert, refreshed);
  const resolving = useCommand(ResolveAlert, refreshed);
  const { id, rowVersion, lastSeq } = alert;

  function resultOf(step: AlertStep, reply: Reply): StepResult {
    switch (reply.__typename) {
      case 'AlertHead':
        // A false alarm of an emergency stays open until a second person agrees.
        if (step === 'resolve' && reply.status !== 'resolved') return { tone: 'wait', text: t('result.needsSecond'), callInstead: false };
        return { tone: 'ok', text: t(done[step]), callInstead: false };
      case 'Stale': return { tone: 'wait', text: t('result.stale'), callInstead: false };
      case 'NotFound': return { tone: 'wait', text: t('result.gone'), callInstead: false };
      case 'InvalidInput':
      case 'NotAllowedNow': return { tone: 'wait', text: `${t('result.notDone')} ${words.refusal(reply)}`, callInstead: false };
    }
  }

  async function run(step: AlertStep, send: () => Promise<Reply>): Promise<boolean> {
    if (busy !== null) return false;
    setBusy(step);
    setResult(null);
    try {
      const reply = await send();
      setResult(resultOf(step, reply));
      return reply.__typename === 'AlertHead';
    } catch (error) {
      const unreachable = error instanceof ApiError && error.failure === 'unreachable';
      setResult({ tone: 'wait', text: unreachable ? t('result.unreachable') : t('result.fault'), callInstead: true });
      return false;
    } finally {
      setBusy(null);
    }
  }

  return {
    busy,
    result,
    acknowledge: () => void run('acknowledge', async () => (await acknowledging.mutateAsync({ input: { id, rowVersion } })).acknowledgeAlert),
    engage: (how) => void run(how, async () => (await engaging.mutateAsync({ input: { id, rowVersion, how } })).engageAlert),
    escalate: () => void run('escalate', async () => (await escalating.mutateAsync({ input: { id, asOf: lastSeq } })).escalateAlert),
    resolve: (outcome, note, closed) =>
      void run('resolve', async () => (await resolving.mutateAsync({ input: { id, rowVersion, outcome, note } })).resolveAlert)
        .then((taken) => { if (taken) closed(); }),
  };
}
