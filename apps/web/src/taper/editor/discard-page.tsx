import { DiscardPlanDraft } from '@evenkeel/api-client';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { Notice } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useCommand } from '../../shell/use-operation.js';
import { keepForm } from './form-memory.js';
import type { PlanVersion } from './plan-data.js';
import { outcomeOf, type NotDone } from './reply.js';
import { useNotDone } from './use-not-done.js';

interface DiscardPageProps {
  readonly patientId: string;
  readonly patientName: string;
  readonly version: PlanVersion;
  readonly status: ReactNode;
}

/** A draft is thrown away on a page of its own; a version that runs stays as it is. */
export function DiscardPage({ patientId, patientName, version, status }: DiscardPageProps) {
  const { t } = useTranslation('taper-editor');
  const navigate = useNavigate();
  const say = useNotDone();
  const discard = useCommand(DiscardPlanDraft, ['plan']);
  const [not, setNot] = useState<NotDone | null>(null);
  const send = async (): Promise<void> => {
    if (discard.isPending) return;
    const outcome = await outcomeOf(async () => (await discard.mutateAsync({ input: { patientId, number: version.number, rowVersion: version.rowVersion } })).discardPlanDraft);
    setNot(outcome.not);
    if (outcome.version === null) return;
    keepForm(patientId, version.number, null);
    void navigate(`/patients/${patientId}/plan`);
  };
  return (
    <Page heading={t('discard.heading', { number: version.number })} above={patientName} back={{ to: `/patients/${patientId}/plan/${version.number}`, label: t('easePage.back') }} status={status}>
      <p>{t('discard.text')}</p>
      {not === null ? null : <Notice tone="wait" role="alert" title={t('notDone.title')}><p>{say(not)}</p></Notice>}
      <ButtonRow>
        <Button variant="danger" isPending={discard.isPending} onPress={() => void send()}>{t('discard.do')}</Button>
        <ButtonLink to={`/patients/${patientId}/plan/${version.number}`}>{t('discard.keep')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
