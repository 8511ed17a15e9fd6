import { PeerThread, type PeerThreadQuery } from '@evenkeel/api-client/peer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../kit/button.js';
import { Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../kit/states.js';
import { useOnline } from '../shell/use-online.js';
import { usePlace } from './place.js';
import styles from './peer-groups.module.css';
import { PostItem } from './post-item.js';
import { type Me, usePeerQuery } from './use-peer.js';

const perPage = 100;

/** One thread, oldest post first. Hard stuff opens when the reader opens it. */
export function ThreadPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation('peer-groups');
  const { threadId = '' } = useParams();
  const place = usePlace();
  const [after, setAfter] = useState(0);
  const result = usePeerQuery(PeerThread, { id: threadId, first: perPage, after }, { topics: ['thread', 'me'] });
  const back = { to: place() };
  if (result.data === undefined) {
    return (
      <Page heading={t('group.threads')} back={back} focusKey={`thread-${threadId}`}>
        {result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.thread')} />}
      </Page>
    );
  }
  const { thread = null } = result.data;
  if (thread === null) {
    return (
      <Page heading={t('thread.gone')} back={back} focusKey={`gone-${threadId}`}>
        <p>{t('thread.goneText')}</p>
        <ButtonLink to={place()} variant="primary">{t('thread.toGroup')}</ButtonLink>
      </Page>
    );
  }
  return <OpenThread me={me} thread={thread} after={after} onPage={setAfter} />;
}

interface OpenThreadProps {
  readonly me: Me;
  readonly thread: NonNullable<PeerThreadQuery['thread']>;
  readonly after: number;
  readonly onPage: (after: number) => void;
}

function OpenThread({ me, thread, after, onPage }: OpenThreadProps) {
  const { t } = useTranslation('peer-groups');
  const online = useOnline();
  const place = usePlace();
  const [opened, setOpened] = useState(false);
  const said = saidIn(useLocation().state);
  const closed = thread.label === 'hard' && !opened && said === null && !thread.posts.some((post) => post.mine);
  const next = thread.next ?? null;
  const isMuted = Date.parse(me.membership?.mutedUntil ?? '') > Date.now();
  return (
    <Page
      heading={thread.title}
      back={{ to: place() }}
      focusKey={`thread-${thread.id}`}
      status={online ? null : <StatusLine>{t('offline')}</StatusLine>}
      footer={closed || isMuted || me.group?.readOnly === true ? null : <ButtonLink to={place(`threads/${thread.id}/write`)} variant="primary" fill>{t('thread.reply')}</ButtonLink>}
    >
      {said === null ? null : <Notice tone="info" role="status"><p>{t(said === 'held' ? 'thread.saidHeld' : 'thread.saidPosted')}</p></Notice>}
      {closed ? (
        <Notice tone="info" title={t('thread.hard')}>
          <p>{t('thread.hardText')}</p>
          <div><Button onPress={() => setOpened(true)}>{t('thread.openHard')}</Button></div>
        </Notice>
      ) : (
        <>
          {thread.label === 'hard' ? <div><span className={styles.label}>{t('group.hard')}</span></div> : null}
          <ul className={styles.list}>{thread.posts.map((post) => <li key={post.id}><PostItem post={post} /></li>)}</ul>
          <ButtonRow>
            {after > 0 ? <Button onPress={() => onPage(Math.max(0, after - perPage))}>{t('thread.earlier')}</Button> : null}
            {next === null ? null : <Button onPress={() => onPage(next)}>{t('thread.later')}</Button>}
          </ButtonRow>
        </>
      )}
    </Page>
  );
}

function saidIn(state: unknown): 'held' | 'posted' | null {
  const said = (state as { said?: unknown } | null)?.said;
  return said === 'held' || said === 'posted' ? said : null;
}
