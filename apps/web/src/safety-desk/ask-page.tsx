import { dangers, unsealingLimits, type DeskPost } from '@evenkeel/care-team-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useStepUp } from '../account/step-up.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { ErrorSummary, Select, TextArea } from '../kit/field.js';
import { Card, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import { deskFault, type DeskFault, type DeskField } from './desk-fault.js';
import { useDesk, useDeskStep } from './use-desk.js';

const fieldId = (field: DeskField): string => `unsealing-${field}`;

/** Asks who wrote one post: what it takes and what follows first, then which danger and why. */
export function AskPage() {
  const { t } = useTranslation('safety-desk-staff');
  const { postId = '' } = useParams();
  const result = useDesk();
  const post = result.data?.posts.find(({ id }) => id === postId);
  const back = { to: '/safety-desk', label: t('title') };
  if (result.data === undefined) return <Page heading={t('title')} back={back} focusKey="ask">{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
  if (post === undefined) return <Page heading={t('ask.gone')} back={back} focusKey="ask-gone"><ButtonLink to="/safety-desk" variant="primary">{t('toDesk')}</ButtonLink></Page>;
  return <AskForm post={post} />;
}

function AskForm({ post }: { readonly post: DeskPost }) {
  const { t } = useTranslation('safety-desk-staff');
  const format = useFormat();
  const navigate = useNavigate();
  const online = useOnline();
  const ask = useDeskStep<{ readonly id: string } | null, { post: string; danger: string; reason: string }>('');
  const { withProof, panel } = useStepUp();
  const [danger, setDanger] = useState('');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<DeskFault | null>(null);
  const [attempt, setAttempt] = useState(0);

  async function send(): Promise<void> {
    setFault(null);
    setAttempt((count) => count + 1);
    try {
      const done = await withProof(() => ask.mutateAsync({ post: post.id, danger, reason }));
      if (done !== null) await navigate(`/safety-desk/requests/${done.id}`);
    } catch (error) {
      setFault(deskFault(error));
    }
  }

  const errorOf = (field: DeskField): string | null => (fault?.field === field ? t(`fault.${fault.key}`) : null);
  return (
    <Page heading={t('ask.heading')} back={{ to: '/safety-desk', label: t('title') }} focusKey="ask">
      <Card title={t('post.title', { topic: post.topic })}>
        <p>{t('post.at', { time: format.dayTime(post.at) })}</p>
        <p>{t('ask.which')}</p>
      </Card>
      <Notice tone="info">
        <p>{t('ask.only')}</p>
        <p>{t('ask.two')}</p>
        <p>{t('ask.told')}</p>
      </Notice>
      {online ? null : <Notice tone="wait" role="status"><p>{t('offline')}</p></Notice>}
      <ErrorSummary errors={fault === null ? [] : [{ fieldId: fault.field === null ? null : fieldId(fault.field), message: t(`fault.${fault.key}`) }]} attempt={attempt} />
      {panel}
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void send(); }}>
        <Stack>
          <Select id={fieldId('danger')} label={t('ask.danger')} error={errorOf('danger')} value={danger} onChange={setDanger} placeholder={t('ask.choose')} options={dangers.map((value) => ({ value, label: t(`danger.${value}`) }))} />
          <TextArea id={fieldId('reason')} label={t('ask.reason')} description={t('ask.reasonHelp')} error={errorOf('reason')} value={reason} onChange={setReason} rows={4} maxLength={unsealingLimits.mostCharacters} />
          <ButtonRow><Button type="submit" variant="primary" isPending={ask.isPending} isDisabled={!online}>{ask.isPending ? t('ask.sending') : t('ask.send')}</Button></ButtonRow>
        </Stack>
      </form>
    </Page>
  );
}
