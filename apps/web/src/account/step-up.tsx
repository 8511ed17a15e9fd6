import { ApiError } from '@evenkeel/api-client';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../kit/states.js';
import { loadAgainOnce } from '../shell/load-again.js';

const StepUpPanel = lazy(() => import('./step-up-panel.js').catch(loadAgainOnce).then((module) => ({ default: module.StepUpPanel })));

interface StepUp {
  /**
   * Does it; when the server first wants a proof of who is asking, shows the panel and does it again. `null` when the
   * person would rather not. Whatever else goes wrong is thrown or returned as ever.
   */
  readonly withProof: <Result>(act: () => Promise<Result>) => Promise<Result | null>;
  /** To be shown where the person is looking; `null` while no proof is asked for. */
  readonly panel: ReactNode;
}

const asksForProof = (code: unknown): boolean => code === 'step-up-needed';

/** Whether an answer of GraphQL or REST is the refusal that asks for a proof. */
const isRefused = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && (asksForProof((result as { code?: unknown }).code) || Object.values(result).some((each) => asksForProof((each as { code?: unknown } | null)?.code)));

/** For commands that need a proof which is at most five minutes old. */
export function useStepUp(): StepUp {
  const { t } = useTranslation('shell');
  const [settle, setSettle] = useState<((proved: boolean) => void) | null>(null);
  const withProof = async <Result,>(act: () => Promise<Result>): Promise<Result | null> => {
    for (;;) {
      try {
        const result = await act();
        if (!isRefused(result)) return result;
      } catch (error) {
        if (!(error instanceof ApiError && asksForProof(error.code))) throw error;
      }
      const proved = await new Promise<boolean>((resolve) => setSettle(() => resolve));
      setSettle(null);
      if (!proved) return null;
    }
  };
  const panel = settle === null ? null : (
    <Suspense fallback={<Loading what={t('what.page')} />}>
      <StepUpPanel onProved={() => settle(true)} onCancel={() => settle(false)} />
    </Suspense>
  );
  return { withProof, panel };
}
