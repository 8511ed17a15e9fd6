import { ApiError, RemoveTeamMember } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ErrorSummary } from '../kit/field.js';
import { Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { useCommand } from '../shell/use-operation.js';
import { type Shared, useSharing } from './sharing-page.js';

type Member = Shared['team'][number];

/** A page of its own, because it cannot be undone by the patient alone: what happens when somebody is removed. */
export function RemoveMemberPage() {
  const { t } = useTranslation('care-team');
  const id = useParams()['membershipId'] ?? '';
  const result = useSharing();
  const member = result.data?.sharing?.team.find((each) => each.id === id);
  if (result.data === undefined) return <Page heading={t('sharing.title')} back={{ to: '/sharing' }}><Loading what={t('what.sharing')} /></Page>;
  if (member === undefined) return <Page heading={t('remove.gone')} back={{ to: '/sharing' }}><ButtonLink to="/sharing" variant="primary" fill>{t('sharing.title')}</ButtonLink></Page>;
  return <Removal key={id} member={member} />;
}

function Removal({ member }: { readonly member: Member }) {
  const { t } = useTranslation('care-team');
  const navigate = useNavigate();
  const remove = useCommand(RemoveTeamMember, ['patient']);
  const [warned, setWarned] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { name } = member;
  const warn = member.asksTwice && !warned;

  async function send(): Promise<void> {
    setWrong(null);
    setAttempt((count) => count + 1);
    try {
      const { removeTeamMember: reply } = await remove.mutateAsync({ input: { membershipId: member.id, sure: warned } });
      if (reply.__typename === 'SharingChanged') await navigate('/sharing', { state: { done: true } });
      else setWrong(reply.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('remove.failed', { name }));
    }
  }

  return (
    <Page heading={warn ? t('remove.prescriberHeading') : t('remove.heading', { name })} focusKey={warn ? 'remove-warn' : 'remove'} back={{ to: '/sharing' }}>
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: null, message: wrong }]} attempt={attempt} />
      {warn ? (
        <>
          <Notice tone="wait"><p>{t('remove.prescriber', { name })}</p></Notice>
          <p>{t('remove.prescriberCall')}</p>
        </>
      ) : (
        <>
          <p>{t('remove.closes', { name })}</p>
          <p>{t('remove.alerts', { name })}</p>
        </>
      )}
      <ButtonRow><ButtonLink to="/sharing" variant="primary">{t('remove.back', { name })}</ButtonLink></ButtonRow>
      {warn ? null : <p>{t('remove.kept', { name })}</p>}
      <ButtonRow>
        {warn
          ? <Button onPress={() => setWarned(true)}>{t('remove.next')}</Button>
          : <Button variant="danger" isPending={remove.isPending} onPress={() => void send()}>{remove.isPending ? t('remove.removing') : t('remove.button', { name })}</Button>}
      </ButtonRow>
    </Page>
  );
}
