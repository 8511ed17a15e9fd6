import type { DeskRequest } from '@evenkeel/care-team-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStepUp } from '../account/step-up.js';
import { Button, ButtonRow } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Card } from '../kit/notice.js';
import { deskFault, type DeskFault } from './desk-fault.js';
import { useDeskStep } from './use-desk.js';

/** The second person's decision, with the questions to ask oneself first. */
export function Decision({ request, off }: { readonly request: DeskRequest; readonly off: boolean }) {
  const { t } = useTranslation('safety-desk-staff');
  const agree = useDeskStep<unknown, { id: string }>('/agree');
  const decline = useDeskStep<unknown, { id: string }>('/decline');
  const { withProof, panel } = useStepUp();
  const [fault, setFault] = useState<DeskFault | null>(null);
  const [attempt, setAttempt] = useState(0);
  const run = async (step: typeof agree): Promise<void> => {
    setFault(null);
    setAttempt((count) => count + 1);
    try {
      await withProof(() => step.mutateAsync({ id: request.id }));
    } catch (error) {
      setFault(deskFault(error));
    }
  };
  const busy = agree.isPending || decline.isPending;
  return (
    <Card title={t('decide.title')}>
      <ul>
        <li>{t('decide.life')}</li>
        <li>{t('decide.now')}</li>
        <li>{t('decide.other')}</li>
        <li>{t('decide.post')}</li>
      </ul>
      <p>{t('decide.follows')}</p>
      <ErrorSummary errors={fault === null ? [] : [{ fieldId: null, message: t(`fault.${fault.key}`) }]} attempt={attempt} />
      {panel}
      <ButtonRow>
        <Button variant="primary" isPending={busy} isDisabled={off} onPress={() => void run(agree)}>{t('decide.agree')}</Button>
        <Button isPending={busy} isDisabled={off} onPress={() => void run(decline)}>{t('decide.decline')}</Button>
      </ButtonRow>
    </Card>
  );
}
