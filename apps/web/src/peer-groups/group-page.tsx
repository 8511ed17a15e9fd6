import { PeerThreads, type PeerThreadsQuery } from '@evenkeel/api-client/peer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { Card, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useOnline } from '../shell/use-online.js';
import { useNameOf } from './author.js';
import { usePlace } from './place.js';
import { ModeratedHoursLine } from './moderated-hours-line.js';
import styles from './peer-groups.module.css';
import { StepOut } from './step-out.js';
import { type Me, usePeerQuery } from './use-peer.js';

const perPage = 30;

/** The group: what was agreed on, when a moderator reads along, and its threads by last activity. */
export function GroupPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation('peer-groups');
  const format = useFormat();
  const online = useOnline();
  const place = usePlace();
  const mutedUntil = me.membership?.mutedUntil ?? null;
  const isMuted = mutedUntil !== null && Date.parse(mutedUntil) > Date.now();
  const readOnly = me.group?.readOnly === true;
  return (
    <Page heading={me.group?.topic ?? t('group.threads')} focusKey="group" status={online ? null : <StatusLine>{t('offline')}</StatusLine>}>
      <ModeratedHoursLine hours={me} />
      {readOnly ? <Notice tone="info"><p>{t('group.readOnly')}</p></Notice> : null}
      {isMuted ? <Notice tone="wait"><p>{t('group.muted', { until: format.dayTime(mutedUntil) })}</p></Notice> : null}
      <Agreed />
      <ButtonRow>
        {readOnly || isMuted ? null : <ButtonLink to={place('write')} variant="primary">{t('group.write')}</ButtonLink>}
        {me.part === 'peer' ? <ButtonLink to={place('me')}>{t('group.me')}</ButtonLink> : null}
      </ButtonRow>
      <Threads />
      {me.part === 'peer' ? <StepOut /> : null}
    </Page>
  );
}

/** The guidelines in three lines. */
export function Agreed() {
  const { t } = useTranslation('peer-groups');
  return (
    <Card title={t('group.rules')}>
      <ul>{([1, 2, 3] as const).map((rule) => <li key={rule}>{t(`group.rule${rule}`)}</li>)}</ul>
    </Card>
  );
}

function Threads() {
  const { t } = useTranslation('peer-groups');
  const [afters, setAfters] = useState<readonly number[]>([0]);
  const result = usePeerQuery(PeerThreads, { first: perPage, after: afters.at(-1) ?? 0 }, { topics: ['threads', 'thread', 'me'] });
  const page = result.data?.threads;
  if (page === undefined) return result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.group')} />;
  const next = page.next ?? null;
  return (
    <section aria-label={t('group.threads')} className={styles.under}>
      {page.threads.length === 0 ? <Empty title={t('group.empty')}><p>{t('group.emptyText')}</p></Empty> : (
        <ul className={styles.list}>{page.threads.map((thread) => <li key={thread.id}><ThreadRow thread={thread} /></li>)}</ul>
      )}
      <ButtonRow>
        {afters.length > 1 ? <Button onPress={() => setAfters(afters.slice(0, -1))}>{t('group.newer')}</Button> : null}
        {next === null ? null : <Button onPress={() => setAfters([...afters, next])}>{t('group.older')}</Button>}
      </ButtonRow>
    </section>
  );
}

function ThreadRow({ thread }: { readonly thread: PeerThreadsQuery['threads']['threads'][number] }) {
  const { t } = useTranslation('peer-groups');
  const format = useFormat();
  const nameOf = useNameOf();
  const place = usePlace();
  const lastAt = thread.lastAt ?? null;
  return (
    <Link to={place(`threads/${thread.id}`)} className={styles.row}>
      <span className={styles.title}>{thread.title}</span>
      <span className={styles.facts}>
        <span>{t('group.by', { name: nameOf(thread.author) })}</span>
        {lastAt === null ? null : <span>{t('group.replies', { count: thread.replies })}</span>}
        {lastAt === null ? null : <span>{t('group.lastAt', { when: format.dayTime(lastAt) })}</span>}
      </span>
      <span className={styles.facts}>
        {thread.pinned ? <span className={styles.label}>{t('group.pinned')}</span> : null}
        {thread.label === 'hard' ? <span className={styles.label}>{t('group.hard')}</span> : null}
        {lastAt === null ? <span className={styles.label}>{t('group.waits')}</span> : null}
      </span>
    </Link>
  );
}
