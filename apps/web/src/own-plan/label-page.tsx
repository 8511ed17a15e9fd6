import { ConfirmConcentration } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, CallLink } from '../kit/button.js';
import { Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useCommand } from '../shell/use-operation.js';
import { useOwnPlan } from './use-own-plan.js';

/**
 * Whether the label says what the pharmacy entered. It is never kept for later: until the server knows, no dose is
 * shown, so a confirmation that waits on a phone would help nobody.
 */
export function LabelPage() {
  const { t } = useTranslation('own-plan');
  const { t: shell } = useTranslation('shell');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const { mine: { data }, phone } = useOwnPlan();
  const confirm = useCommand(ConfirmConcentration, ['plan', 'supply', 'today']);
  const [isOther, setOther] = useState(false);
  const asked = data?.confirmConcentration ?? null;
  const result = confirm.data?.confirmConcentration;
  const call = phone ? <CallLink href={`tel:${phone}`} variant="primary" fill>{taper('card.call')}</CallLink> : null;
  if (data === null) return <Page heading={shell('moment')} back={{ to: '/plan' }}><Loading what={shell('what.plan')} /></Page>;
  if (asked === null || asked.concentrationMicrogramsPerMl === null) {
    return <Page heading={t(result?.__typename === 'Dispensing' ? 'label.done' : 'label.none')} focusKey="label-done" back={{ to: '/' }} footer={<ButtonLink to="/" variant="primary" fill>{t('label.toToday')}</ButtonLink>} />;
  }
  if (isOther) {
    return (
      <Page heading={taper('card.callFirst')} focusKey="label-other" back={{ step: () => setOther(false) }} status={<ConnectionLine />} footer={call}>
        <p>{t('label.other')}</p>
      </Page>
    );
  }
  return (
    <Page heading={t('label.heading', { dose: format.dose(asked.concentrationMicrogramsPerMl) })} focusKey="label" back={{ to: '/' }} status={<ConnectionLine />}
      footer={
        <>
          <Button variant="primary" fill isPending={confirm.isPending} onPress={() => confirm.mutate({ input: { dispensingId: asked.id } })}>{t('label.yes')}</Button>
          <Button fill onPress={() => setOther(true)}>{t('label.no')}</Button>
        </>
      }>
      <p>{t('label.text', { dose: format.dose(asked.concentrationMicrogramsPerMl), date: format.date(asked.dispensedOn) })}</p>
      <p>{t('label.why')}</p>
      {confirm.error || (result && result.__typename !== 'Dispensing') ? (
        <Notice tone="wait" role="alert" title={t('label.notDone')}>
          <p>{result && result.__typename !== 'Dispensing' ? result.message : t('label.notDoneText')}</p>
          {phone ? <CallLink href={`tel:${phone}`} variant="outline">{taper('card.call')}</CallLink> : null}
        </Notice>
      ) : null}
    </Page>
  );
}
