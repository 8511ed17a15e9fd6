import type { DeskRequest } from '@evenkeel/care-team-rules';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useOutdated } from '../escalation/outdated.js';
import { ButtonLink } from '../kit/button.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { Decision } from './decision.js';
import { OpenHour } from './open-hour.js';
import { useDesk } from './use-desk.js';

/** One request: what the second person needs to judge, the hour, and afterwards its record. */
export function RequestPage() {
  const { t } = useTranslation('safety-desk-staff');
  const { requestId = '' } = useParams();
  const result = useDesk();
  const outdated = useOutdated(result);
  const request = result.data?.requests.find(({ id }) => id === requestId);
  const back = { to: '/safety-desk', label: t('title') };
  if (result.data === undefined) return <Page heading={t('title')} back={back} focusKey="request">{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
  if (request === undefined) return <Page heading={t('request.gone')} back={back} focusKey="request-gone"><ButtonLink to="/safety-desk" variant="primary">{t('toDesk')}</ButtonLink></Page>;
  return (
    <Page heading={t(`state.${request.state}`)} back={back} focusKey={`request-${request.id}-${request.state}`}>
      {outdated ? <Notice tone="wait" role="alert"><p>{t('outdated')}</p></Notice> : null}
      <Stack>
        {request.state === 'open' && request.part !== 'none' ? <OpenHour request={request} now={result.data.now} /> : null}
        <Facts request={request} />
        {request.state !== 'waiting' ? null : request.part === 'asked' ? <Notice tone="wait"><p>{t('request.own')}</p></Notice> : <Decision request={request} off={outdated} />}
      </Stack>
    </Page>
  );
}

function Facts({ request }: { readonly request: DeskRequest }) {
  const { t } = useTranslation('safety-desk-staff');
  const format = useFormat();
  return (
    <Card title={t('record.title')}>
      {request.topic === null || request.passedOnAt === null ? null : <p>{t('record.post', { topic: request.topic, time: format.dayTime(request.passedOnAt) })}</p>}
      {request.danger === null ? null : <p>{t('record.danger', { danger: t(`danger.${request.danger}`) })}</p>}
      <p>{t('record.reason', { reason: request.reason })}</p>
      <p>{t('request.asked', { name: request.askedBy, time: format.dayTime(request.askedAt) })}</p>
      {request.decidedAt === null ? null : <p>{t(request.until === null ? 'record.declined' : 'record.agreed', { name: request.decidedBy ?? '', time: format.dayTime(request.decidedAt) })}</p>}
      {request.until === null ? null : <p>{t('record.until', { time: format.dayTime(request.endedAt ?? request.until) })}</p>}
      {request.until === null ? null : <p>{request.lookedAt === null ? t('record.notLooked') : t('record.looked', { time: format.dayTime(request.lookedAt) })}</p>}
      {request.lookedAt === null ? null : <Muted>{t('record.told')}</Muted>}
    </Card>
  );
}
