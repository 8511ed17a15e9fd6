import { PeerQueue, type PeerQueueQuery } from '@evenkeel/api-client/peer';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useOutdated } from '../escalation/outdated.js';
import { useInUse } from '../escalation/use-in-use.js';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { classes } from '../kit/classes.js';
import { Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import styles from './peer-groups.module.css';
import { arrangeQueue, keyOf, nextToReview } from './queue-order.js';
import { usePeerQuery } from './use-peer.js';

export type QueueItem = PeerQueueQuery['moderationQueue']['items'][number];

/** What waits for a moderator, in the order in which the server has it: risk first, then age. */
export function useQueue() {
  const result = usePeerQuery(PeerQueue, {}, { topics: ['queue'] });
  return { result, outdated: useOutdated(result), queue: result.data?.moderationQueue };
}

/** Where an entry is decided: a post on its own page, with its reports; a request on that of its member. */
export const reviewOf = ({ postId, personaId }: QueueItem): string => ((postId ?? null) === null ? `/queue/members/${personaId}` : `/queue/posts/${postId}`);

export function QueuePage() {
  const { t } = useTranslation('peer-groups-staff');
  const format = useFormat();
  const { result, outdated, queue } = useQueue();
  const { inUse, handlers } = useInUse();
  const [shown, setShown] = useState<readonly string[]>([]);
  const items = useMemo(() => new Map((queue?.items ?? []).map((item) => [keyOf(item), item])), [queue]);
  const { keys, held } = arrangeQueue(shown, [...items.keys()], inUse);
  if (keys.join() !== shown.join()) setShown(keys);
  if (queue === undefined) {
    return (
      <Page heading={t('nav.queue')} focusKey="queue">
        {result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.queue')} />}
      </Page>
    );
  }
  const checked = t('queue.checked', { when: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) });
  if (queue.items.length === 0) {
    return (
      <Page heading={t('queue.empty')} focusKey="queue">
        {outdated ? <OutdatedQueue at={result.dataUpdatedAt} onRetry={() => void result.refetch()} /> : null}
        <Empty title={`${t('queue.empty')} ${t('queue.decided', { count: queue.decidedToday })}`}><p>{checked}</p></Empty>
      </Page>
    );
  }
  const next = nextToReview(queue.items, null);
  return (
    <Page heading={t('queue.heading', { count: queue.items.length })} focusKey="queue">
      {outdated ? <OutdatedQueue at={result.dataUpdatedAt} onRetry={() => void result.refetch()} /> : null}
      <ButtonRow>
        {next === null || outdated ? null : <ButtonLink to={reviewOf(next)} variant="primary">{t('queue.next')}</ButtonLink>}
        {held > 0 ? <Button onPress={() => setShown([...items.keys()])}>{t('queue.new', { count: held })}</Button> : null}
      </ButtonRow>
      <ul className={styles.list} aria-label={t('queue.list')} {...handlers}>
        {keys.flatMap((key) => items.get(key) ?? []).map((item) => <li key={keyOf(item)}><QueueRow item={item} readOnly={outdated} /></li>)}
      </ul>
      <Muted>{`${checked} ${t('queue.decided', { count: queue.decidedToday })}`}</Muted>
    </Page>
  );
}

function QueueRow({ item, readOnly }: { readonly item: QueueItem; readonly readOnly: boolean }) {
  const { t } = useTranslation('peer-groups-staff');
  const format = useFormat();
  const name = item.displayName ?? t('queue.noName');
  const more = item.reasons.filter((reason) => reason !== item.risk);
  const dueAt = item.dueAt ?? null;
  const due = dueAt === null ? null : t(item.late ? 'queue.late' : 'queue.due', { when: format.dayTime(dueAt) });
  const holder = item.claimedByMe ? t('queue.claimedByMe') : (item.claimedBy ?? null) === null ? null : t('queue.claimedBy', { name: item.claimedBy || t('log.nobody') });
  const content = (
    <>
      <span className={styles.facts}>
        <b>{t(`queue.risk.${item.risk}`)}</b>
        <span>{item.topic}</span>
        {holder === null ? null : <span className={styles.label}>{holder}</span>}
      </span>
      <span className={styles.title}>{t(`queue.kind.${item.kind}`, { name })}</span>
      {more.length === 0 ? null : <span>{more.map((reason) => t(`reason.${reason}`)).join(' · ')}</span>}
      <span className={styles.facts}>
        <span>{t('queue.since', { when: format.dayTime(item.waitingSince) })}</span>
        {due === null ? null : item.late ? <b>{due}</b> : <span>{due}</span>}
      </span>
      {item.takenBack ? <span>{t('queue.takenBack')}</span> : null}
    </>
  );
  const look = classes(styles.row, item.risk === 'crisis' ? styles.urgent : item.late && styles.wait);
  return readOnly ? <div className={look}>{content}</div> : <Link to={reviewOf(item)} className={look}>{content}</Link>;
}

/** A banner that cannot be dismissed; nothing can be decided under it. */
export function OutdatedQueue({ at, onRetry }: { readonly at: number; readonly onRetry: () => void }) {
  const { t } = useTranslation('peer-groups-staff');
  const format = useFormat();
  const online = useOnline();
  return (
    <Notice tone="wait" role="alert" title={t('outdated.title')}>
      <p>{online ? null : `${t('outdated.offline')} `}{t('outdated.text', { when: format.dayTime(new Date(at).toISOString()) })}</p>
      <div><Button onPress={onRetry}>{t('outdated.again')}</Button></div>
    </Notice>
  );
}
