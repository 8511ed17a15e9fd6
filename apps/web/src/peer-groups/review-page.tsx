import { PeerClaim, PeerReview, type PeerReviewQuery } from '@evenkeel/api-client/peer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useOutdated } from '../escalation/outdated.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { classes } from '../kit/classes.js';
import { Card, Muted, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, Timestamp } from '../kit/states.js';
import { AuthorName, useNameOf } from './author.js';
import { Breath } from './breath.js';
import { DecisionPanel } from './decision-panel.js';
import { LogLines } from './log-lines.js';
import { MarkedWords } from './marked-words.js';
import { MemberFacts } from './member-facts.js';
import styles from './peer-groups.module.css';
import { nextToReview } from './queue-order.js';
import { OutdatedQueue, reviewOf, useQueue } from './queue-page.js';
import { ReportDecision } from './report-decision.js';
import { refusalIn, usePeerCommand, usePeerQuery } from './use-peer.js';

export type Review = NonNullable<PeerReviewQuery['moderatedPost']>;

/** One post with everything that is needed to decide, and the decisions in an order that never changes. */
export function ReviewPage() {
  const { t } = useTranslation('peer-groups-staff');
  const { postId = '' } = useParams();
  const result = usePeerQuery(PeerReview, { id: postId }, { topics: ['queue', 'thread'] });
  const outdated = useOutdated(result);
  const back = { to: '/queue', label: t('nav.queue') };
  if (result.data === undefined) {
    return (
      <Page heading={t('nav.queue')} back={back} focusKey={`review-${postId}`}>
        {result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.post')} />}
      </Page>
    );
  }
  const review = result.data.moderatedPost ?? null;
  if (review === null) {
    return <Page heading={t('review.gone')} back={back} focusKey={`gone-${postId}`}><ButtonLink to="/queue" variant="primary">{t('review.toQueue')}</ButtonLink></Page>;
  }
  return <OpenReview key={review.post.id} review={review} outdated={outdated} readAt={result.dataUpdatedAt} onRetry={() => void result.refetch()} />;
}

interface OpenReviewProps {
  readonly review: Review;
  readonly outdated: boolean;
  readonly readAt: number;
  readonly onRetry: () => void;
}

function OpenReview({ review: { post, around, member = null, matched, reports, log }, outdated, readAt, onRetry }: OpenReviewProps) {
  const { t } = useTranslation('peer-groups-staff');
  const navigate = useNavigate();
  const nameOf = useNameOf();
  const { queue } = useQueue();
  const [done, setDone] = useState<string | null>(null);
  const isCrisis = post.holdReasons.includes('crisis') || reports.some((report) => report.reason === 'worried');
  const goOn = (): void => {
    const next = nextToReview(queue?.items ?? [], post.id);
    void navigate(next === null ? '/queue' : reviewOf(next));
  };
  return (
    <Page wide heading={member === null ? t('review.headingModerator') : t('review.heading', { name: nameOf(post.author), topic: member.topic })} back={{ to: '/queue', label: t('nav.queue') }} focusKey={`review-${post.id}`}>
      {outdated ? <OutdatedQueue at={readAt} onRetry={onRetry} /> : null}
      {done === null ? null : (
        <>
          <Notice tone="ok" role="status"><p>{t(`decide.done.${done}`)}</p></Notice>
          {isCrisis ? <Breath onNext={goOn} /> : <div><Button variant="primary" onPress={goOn}>{t('queue.next')}</Button></div>}
        </>
      )}
      <div className={styles.columns}>
        <Stack>
          <article className={styles.post}>
            <p className={styles.who}><AuthorName author={post.author} /><Timestamp at={post.createdAt} /></p>
            <MarkedWords words={post.words} marks={matched} />
            {matched.length === 0 ? null : <Muted>{t('review.marked', { kinds: [...new Set(matched.map(({ kind }) => t(`review.matched.${kind}`)))].join(', ') })}</Muted>}
            <p><b>{t(`review.state.${post.state}`)}</b></p>
            {post.holdReasons.length === 0 ? null : <p>{t('review.why', { reasons: post.holdReasons.map((reason) => t(`reason.${reason}`)).join(', ') })}</p>}
          </article>
          <Claim postId={post.id} waiting={queue?.items.find((item) => item.kind === 'post' && item.postId === post.id) ?? null} />
          <DecisionPanel post={post} off={outdated} onDone={setDone} />
          {reports.length === 0 ? null : (
            <Card title={t('review.reports')}>
              <ul className={styles.list}>{reports.map((report) => <li key={report.id}><ReportDecision report={report} off={outdated} /></li>)}</ul>
            </Card>
          )}
        </Stack>
        <Stack>
          {member === null ? null : (
            <Card title={t('review.history')}>
              <MemberFacts member={member} />
              <div><ButtonLink to={`/queue/members/${member.personaId}`}>{t('member.open')}</ButtonLink></div>
            </Card>
          )}
          <Card title={t('review.thread')}>
            <ol className={styles.list}>
              {around.map((each) => (
                <li key={each.id}>
                  <div className={classes(styles.under, each.id === post.id && styles.panel)}>
                    <p className={styles.who}><b>{nameOf(each.author)}</b><Timestamp at={each.createdAt} />{each.id === post.id ? <span className={styles.label}>{t('review.this')}</span> : null}</p>
                    {each.id === post.id ? null : <p className={styles.words}>{each.words}</p>}
                    {each.id === post.id || each.state === 'visible' ? null : <Muted>{t(`review.state.${each.state}`)}</Muted>}
                  </div>
                </li>
              ))}
            </ol>
          </Card>
          {log.length === 0 ? null : <Card title={t('review.log')}><LogLines entries={log} /></Card>}
        </Stack>
      </div>
    </Page>
  );
}

/** Takes a waiting post for a quarter of an hour. Not needed to decide: it only keeps two people from reading the same. */
function Claim({ postId, waiting }: { readonly postId: string; readonly waiting: { readonly claimedBy?: string | null; readonly claimedByMe: boolean } | null }) {
  const { t } = useTranslation('peer-groups-staff');
  const claim = usePeerCommand(PeerClaim, ['queue']);
  if (waiting === null) return null;
  const refused = claim.data === undefined ? null : refusalIn(claim.data.claimPost);
  const other = waiting.claimedByMe ? null : (waiting.claimedBy ?? null);
  return (
    <Stack gap="text">
      <ButtonRow>
        {other === null ? <Button isPending={claim.isPending} onPress={() => claim.mutate({ id: postId, on: !waiting.claimedByMe })}>{waiting.claimedByMe ? t('review.release') : t('review.claim')}</Button> : null}
      </ButtonRow>
      <Muted>{other === null ? t('review.claimNote') : t('review.taken', { name: other || t('log.nobody') })}</Muted>
      {claim.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('refused')}</p></Notice> : null}
    </Stack>
  );
}
