import { ApiError, ConfirmConcentration, WithdrawDispensing } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ErrorSummary } from '../../kit/field.js';
import { Card, Notice } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import { DispensingFacts } from './dispensing-facts.js';
import type { SupplyScreen } from './supply-screen.js';
import { supplyTopics } from './use-supply.js';

/** A page of its own before a dispensing is withdrawn, or its label confirmed: what happens then. */
export function DecideDispensingPage({ act, patientId, name, dispensings, words }: SupplyScreen & { readonly act: 'withdraw' | 'confirm' }) {
  const { t } = useTranslation('taper-supply');
  const { dispensingId = '' } = useParams();
  const navigate = useNavigate();
  const online = useOnline();
  const withdraw = useCommand(WithdrawDispensing, supplyTopics);
  const confirm = useCommand(ConfirmConcentration, supplyTopics);
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const home = `/patients/${patientId}/supply`;
  const back = { to: home, label: t('title') };
  const command = act === 'withdraw' ? withdraw : confirm;
  const made = dispensings.find(({ id }) => id === dispensingId);
  const isOver = made === undefined || (act === 'withdraw' ? made.withdrawn : !made.awaitsConfirmation);
  // What was just done here is over too, for the moment until the list is on the screen.
  if (made === undefined || (isOver && !command.isPending && !command.isSuccess)) {
    return <Page heading={t(`decide.${act}.gone`)} back={back} focusKey="supply-gone"><ButtonLink to={home} variant="primary">{t('toList')}</ButtonLink></Page>;
  }

  async function send(): Promise<void> {
    setWrong(null);
    setAttempt((count) => count + 1);
    try {
      const done = act === 'withdraw' ? (await withdraw.mutateAsync({ input: { id: dispensingId } })).withdrawDispensing : (await confirm.mutateAsync({ input: { dispensingId } })).confirmConcentration;
      if (done.__typename === 'Dispensing') await navigate(home, { state: { said: act === 'withdraw' ? 'withdrawn' : 'confirmed' } });
      else setWrong(done.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('notDone'));
    }
  }

  return (
    <Page heading={t(`decide.${act}.heading`, { product: words.dispensed(made) })} above={name} back={back} focusKey={`supply-${act}`}>
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: null, message: wrong }]} attempt={attempt} />
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLineDecide')}</p></Notice>}
      <p>{t(`decide.${act}.text`)}</p>
      <Card><DispensingFacts made={made} words={words} /></Card>
      <ButtonRow>
        <Button variant={act === 'withdraw' ? 'danger' : 'primary'} isPending={command.isPending} isDisabled={!online} onPress={() => void send()}>{command.isPending ? t('working') : t(`decide.${act}.do`)}</Button>
        <ButtonLink to={home}>{t('leave')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
