import { ApiError, GiveConsent } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { ChoiceList } from '../kit/choice-list.js';
import { ErrorSummary } from '../kit/field.js';
import { Card } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useCommand } from '../shell/use-operation.js';
import { type Shared, useSharing } from './sharing-page.js';
import { useSharingWords } from './use-sharing-words.js';

type Offer = Shared['offers'][number];
const keyOf = (offer: Offer): string => offer.recipientRole ?? offer.recipientAccount ?? '';

/** With whom, what, for how long. Nothing is chosen beforehand; what it means stands beside each choice. */
export function GiveConsentPage() {
  const { t } = useTranslation('care-team');
  const result = useSharing();
  const shared = result.data?.sharing;
  if (!shared) {
    return (
      <Page heading={t('give.heading')} back={{ to: '/sharing' }}>
        {result.isError ? <ErrorState reference={result.error.reference} onRetry={() => void result.refetch()} /> : <Loading what={t('what.sharing')} />}
      </Page>
    );
  }
  return <GiveConsentForm shared={shared} />;
}

function GiveConsentForm({ shared }: { readonly shared: Shared }) {
  const { t } = useTranslation('care-team');
  const words = useSharingWords();
  const format = useFormat();
  const navigate = useNavigate();
  const give = useCommand(GiveConsent, ['patient']);
  const [who, setWho] = useState<string | null>(null);
  const [what, setWhat] = useState<readonly string[]>([]);
  const [months, setMonths] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const offer = shared.offers.find((each) => keyOf(each) === who);
  const missing = offer === undefined ? t('give.missingWho') : what.length === 0 ? t('give.missingWhat')
    : what.includes('therapy_notes') && what.length > 1 ? t('give.notesAlone') : months === null ? t('give.missingHow') : null;
  const until = (count: number): string => {
    const day = new Date();
    day.setUTCMonth(day.getUTCMonth() + count);
    return format.day(day.toISOString());
  };

  async function send(): Promise<void> {
    setAttempt((count) => count + 1);
    setWrong(missing);
    if (missing !== null || offer === undefined) return;
    try {
      const { recipientRole, recipientAccount } = offer;
      const { giveConsent: reply } = await give.mutateAsync({ input: { recipientRole, recipientAccount, categories: [...what], months: Number(months), textVersion: shared.textVersion } });
      if (reply.__typename === 'SharingChanged') await navigate('/sharing', { state: { done: true } });
      else setWrong(reply.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('give.failed'));
    }
  }

  return (
    <Page heading={t('give.heading')} focusKey="give" back={{ to: '/sharing' }}>
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: null, message: wrong }]} attempt={attempt} />
      <ChoiceGrid
        label={t('give.who')}
        columns={1}
        value={who}
        onChange={(chosen) => { setWho(chosen); setWhat([]); }}
        choices={shared.offers.map((each) => ({ value: keyOf(each), label: each.recipientRole === null ? t('give.person', { name: each.name ?? '' }) : words.recipient({ recipientRole: each.recipientRole, recipientName: null }) }))}
      />
      {offer ? (
        <ChoiceList
          key={who}
          label={t('give.what')}
          values={what}
          onChange={setWhat}
          choices={offer.categories.map((category) => ({ value: category, label: words.kind(category), note: words.covers(category) }))}
        />
      ) : null}
      <ChoiceGrid
        label={t('give.how')}
        columns={1}
        value={months}
        onChange={setMonths}
        choices={shared.months.map((count) => ({ value: String(count), label: t('give.months', { count, date: until(count) }) }))}
      />
      <Card>
        <p>{t('give.text1')}</p>
        <p>{t('give.text2')}</p>
        <p>{t('give.text3')}</p>
      </Card>
      <ButtonRow>
        <Button variant="primary" isPending={give.isPending} onPress={() => void send()}>{give.isPending ? t('give.sharing') : t('give.button')}</Button>
        <ButtonLink to="/sharing">{t('kit:back')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
