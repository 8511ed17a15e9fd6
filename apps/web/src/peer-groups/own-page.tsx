import { PeerLeaveGroup, PeerOwnReports } from '@evenkeel/api-client/peer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, Timestamp } from '../kit/states.js';
import { AuthorName } from './author.js';
import { ContactChoice } from './contact-choice.js';
import { Agreed } from './group-page.js';
import { usePlace } from './place.js';
import styles from './peer-groups.module.css';
import { refusalIn, type Me, usePeerCommand, usePeerQuery } from './use-peer.js';

/** The persona's own page: its name, its one choice, what came of its reports, and the way out. */
export function OwnPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation('peer-groups');
  const place = usePlace();
  return (
    <Page heading={t('me.heading', { name: me.displayName ?? '' })} back={{ to: place() }} focusKey="me">
      <p className={styles.named}><AuthorName author={me} /></p>
      <ContactChoice mayContact={me.mayContact} />
      <Reports />
      <Agreed />
      <Leaving />
    </Page>
  );
}

function Reports() {
  const { t } = useTranslation('peer-groups');
  const result = usePeerQuery(PeerOwnReports, {}, { topics: ['me'] });
  const reports = result.data?.ownReports;
  return (
    <Card title={t('me.reports')}>
      {reports === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.you')} />
      ) : reports.length === 0 ? <Muted>{t('me.noReports')}</Muted> : (
        <ul className={styles.list}>
          {reports.map((report) => (
            <li key={report.id}>
              <p><b>{t(`report.reason.${report.reason}`)}</b> · <Timestamp at={report.at} /></p>
              <p>{t(`me.outcome.${report.outcome ?? 'open'}`)}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Leaving() {
  const { t } = useTranslation('peer-groups');
  const [open, setOpen] = useState(false);
  const [posts, setPosts] = useState<'keep' | 'remove' | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const leave = usePeerCommand(PeerLeaveGroup);
  const refused = leave.data === undefined ? null : refusalIn(leave.data.leaveGroup);
  const go = (): void => {
    setIncomplete(posts === null);
    if (posts !== null) leave.mutate({ keepPosts: posts === 'keep' });
  };
  return (
    <Card title={t('me.leave')}>
      <p>{t('me.leaveText')}</p>
      {open ? (
        <>
          <ChoiceGrid label={t('me.leaveLabel')} columns={1} value={posts} onChange={setPosts} choices={[{ value: 'keep', label: t('me.leaveKeep') }, { value: 'remove', label: t('me.leaveRemove') }]} />
          {incomplete && posts === null ? <Notice tone="wait" role="alert"><p>{t('me.leaveChoose')}</p></Notice> : null}
          {leave.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null}
          <ButtonRow>
            <Button variant="danger" isPending={leave.isPending} onPress={go}>{t('me.leaveNow')}</Button>
            <Button onPress={() => setOpen(false)}>{t('post.cancel')}</Button>
          </ButtonRow>
        </>
      ) : <div><Button onPress={() => setOpen(true)}>{t('me.leave')}</Button></div>}
    </Card>
  );
}
