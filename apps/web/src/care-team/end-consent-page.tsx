import { ApiError, EndConsent } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ChoiceList } from '../kit/choice-list.js';
import { ErrorSummary } from '../kit/field.js';
import { Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useCommand } from '../shell/use-operation.js';
import { type Shared, useSharing } from './sharing-page.js';
import { useSharingWords } from './use-sharing-words.js';

type Consent = Shared['consents'][number];

/** Which kinds of one consent end. Those that change who looks at alerts are asked twice, on a page of their own. */
export function EndConsentPage() {
  const { t } = useTranslation('care-team');
  const id = useParams()['consentId'] ?? '';
  const result = useSharing();
  const consent = result.data?.sharing?.consents.find((each) => each.id === id && each.live);
  if (result.data === undefined) return <Page heading={t('end.heading')} back={{ to: '/sharing' }}><Loading what={t('what.sharing')} /></Page>;
  if (consent === undefined) return <Page heading={t('end.gone')} back={{ to: '/sharing' }}><ButtonLink to="/sharing" variant="primary" fill>{t('sharing.title')}</ButtonLink></Page>;
  return <EndConsentForm key={id} consent={consent} />;
}

function EndConsentForm({ consent }: { readonly consent: Consent }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  const navigate = useNavigate();
  const end = useCommand(EndConsent, ['patient']);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  async function send(sure: boolean): Promise<void> {
    setWrong(null);
    setAttempt((count) => count + 1);
    if (chosen.length === 0) { setWrong(t('end.chooseFirst')); return; }
    try {
      const categories = chosen.length === consent.categories.length ? null : [...chosen];
      const { endConsent: reply } = await end.mutateAsync({ input: { consentId: consent.id, categories, sure } });
      if (reply.__typename === 'SharingChanged') await navigate('/sharing', { state: { done: true } });
      else if (reply.__typename === 'NotAllowedNow' && reply.code === 'ask-twice') setAsking(true);
      else setWrong(reply.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('end.failed'));
    }
  }

  const errors = wrong === null ? [] : [{ fieldId: null, message: wrong }];
  if (asking) {
    return (
      <Page heading={t('end.sureHeading')} focusKey="end-sure" back={{ step: () => setAsking(false) }}>
        <ErrorSummary errors={errors} attempt={attempt} />
        <Notice tone="wait">
          {chosen.includes('alert_head') ? <p>{t('end.sureHead')}</p> : <p>{t('end.sureCrisis')}</p>}
        </Notice>
        <p>{t('end.sureHelp')} <Link to="/help">{t('kit:getHelpNow')}</Link></p>
        <ButtonRow>
          <ButtonLink to="/sharing" variant="primary">{t('end.back')}</ButtonLink>
        </ButtonRow>
        <p>{t('end.sureUndo')}</p>
        <ButtonRow>
          <Button isPending={end.isPending} onPress={() => void send(true)}>{end.isPending ? t('end.stopping') : t('end.sureButton')}</Button>
        </ButtonRow>
      </Page>
    );
  }
  return (
    <Page heading={t('end.heading')} focusKey="end" back={{ to: '/sharing' }}>
      <ErrorSummary errors={errors} attempt={attempt} />
      <p>{t('end.with', { who: words.recipient(consent), until: format.day(consent.expiresAt) })}</p>
      <ChoiceList
        label={t('end.choose')}
        values={chosen}
        onChange={setChosen}
        choices={consent.categories.map((category) => ({ value: category, label: words.kind(category), note: words.covers(category) }))}
      />
      <p>{t('sharing.kept')}</p>
      <ButtonRow>
        <Button variant="primary" isPending={end.isPending} onPress={() => void send(false)}>{end.isPending ? t('end.stopping') : t('end.button')}</Button>
        <ButtonLink to="/sharing">{t('end.back')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
