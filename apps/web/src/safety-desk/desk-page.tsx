import { may, type DeskRequest, type SafetyDesk } from '@evenkeel/care-team-rules';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../kit/button.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOutdated } from '../escalation/outdated.js';
import { useSignedIn } from '../shell/session-context.js';
import { useDesk } from './use-desk.js';

/** Posts that moderators passed on and that lead to nobody yet, and requests to find out who wrote one. */
export function DeskPage() {
  const { t } = useTranslation('safety-desk-staff');
  const result = useDesk();
  const outdated = useOutdated(result);
  const desk = result.data;
  const waiting = desk?.requests.filter(({ state }) => state === 'waiting' || state === 'open').length ?? 0;
  const count = desk === undefined ? 0 : desk.posts.filter(({ request }) => request === null).length + waiting;
  return (
    <Page heading={desk === undefined ? t('title') : t('heading', { count })} focusKey="safety-desk">
      {outdated ? <Notice tone="wait" role="alert"><p>{t('outdated')}</p></Notice> : null}
      {desk === undefined ? (result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />) : <Content desk={desk} />}
    </Page>
  );
}

function Content({ desk }: { readonly desk: SafetyDesk }) {
  const { t } = useTranslation('safety-desk-staff');
  const format = useFormat();
  const { role } = useSignedIn();
  const asks = may(role, 'unsealing.ask');
  const now = desk.requests.filter(({ state }) => state === 'waiting' || state === 'open');
  const before = desk.requests.filter(({ state }) => state !== 'waiting' && state !== 'open');
  if (desk.posts.length + desk.requests.length === 0) return <Empty title={t('none')}><p>{t(asks ? 'noneText' : 'noneDecide')}</p></Empty>;
  return (
    <Stack>
      {now.map((request) => <RequestCard key={request.id} request={request} />)}
      {asks ? <p>{t('intro')}</p> : null}
      {desk.posts.filter(({ request }) => !now.some(({ id }) => id === request)).map((post) => (
        <Card key={post.id} title={t('post.title', { topic: post.topic })}>
          <p>{t('post.at', { time: format.dayTime(post.at) })}</p>
          <Muted>{t('post.speak')}</Muted>
          <ButtonLink to={`/safety-desk/ask/${post.id}`}>{t('post.ask')}</ButtonLink>
        </Card>
      ))}
      {before.length === 0 ? null : <h2>{t('before')}</h2>}
      {before.map((request) => <RequestCard key={request.id} request={request} />)}
    </Stack>
  );
}

function RequestCard({ request }: { readonly request: DeskRequest }) {
  const { t } = useTranslation('safety-desk-staff');
  const format = useFormat();
  return (
    <Card title={t(`state.${request.state}`)}>
      <p>{t('request.asked', { name: request.askedBy, time: format.dayTime(request.askedAt) })}</p>
      {request.danger === null ? null : <p>{t(`danger.${request.danger}`)}</p>}
      <ButtonLink to={`/safety-desk/requests/${request.id}`} variant={request.state === 'waiting' && request.part === 'none' ? 'primary' : undefined}>
        {t(request.state === 'waiting' && request.part === 'none' ? 'request.decide' : 'request.open')}
      </ButtonLink>
    </Card>
  );
}
