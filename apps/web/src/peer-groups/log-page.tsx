import { PeerModerationLog } from '@evenkeel/api-client/peer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, ButtonRow } from '../kit/button.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading, Timestamp } from '../kit/states.js';
import { Table, type Column } from '../kit/table.js';
import { type LogEntry, useDeed } from './log-lines.js';
import { usePeerQuery } from './use-peer.js';

const perPage = 50;

/** Everything that moderators of this community decided. Nothing in it is ever changed. */
export function LogPage() {
  const { t } = useTranslation('peer-groups-staff');
  const deedOf = useDeed();
  const [after, setAfter] = useState(0);
  const result = usePeerQuery(PeerModerationLog, { first: perPage, after }, { topics: ['queue'] });
  const entries = result.data?.moderationLog;
  const columns: readonly Column<LogEntry>[] = [
    { key: 'when', header: t('log.when'), cell: (entry) => <Timestamp at={entry.at} /> },
    { key: 'who', header: t('log.who'), cell: (entry) => entry.moderator ?? t('log.nobody') },
    { key: 'did', header: t('log.did'), cell: deedOf },
    { key: 'why', header: t('log.why'), cell: (entry) => entry.reason ?? '' },
    {
      key: 'about', header: t('log.about'),
      cell: (entry) => ((entry.postId ?? null) !== null ? <Link to={`/queue/posts/${entry.postId}`}>{t('log.post')}</Link> : (entry.personaId ?? null) !== null ? <Link to={`/queue/members/${entry.personaId}`}>{t('log.member')}</Link> : ''),
    },
  ];
  return (
    <Page wide heading={t('log.heading')} focusKey="log">
      {entries === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.log')} />
      ) : (
        <>
          <Table caption={t('nav.log')} captionHidden columns={columns} rows={entries} rowKey={(entry) => entry.id} empty={<Empty title={t('log.empty')} />} />
          <ButtonRow>
            {after > 0 ? <Button onPress={() => setAfter(0)}>{t('log.newest')}</Button> : null}
            {entries.length === perPage ? <Button onPress={() => setAfter(after + perPage)}>{t('log.older')}</Button> : null}
          </ButtonRow>
        </>
      )}
    </Page>
  );
}
