import { ApiError } from '@evenkeel/api-client';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { AccountPage } from '../account/account-page.js';
import { AreaProvider } from '../kit/area.js';
import { Button } from '../kit/button.js';
import { Frame, Navigation } from '../kit/navigation.js';
import { Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Loading } from '../kit/states.js';
import { MorePage } from '../shell/more-page.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import './catalogue.js';
import './desk-catalogue.js';
import { GroupPage } from './group-page.js';
import { LogPage } from './log-page.js';
import { MemberPage } from './member-page.js';
import { PeerVisitProvider, usePeerVisit } from './peer-visit.js';
import { PlaceProvider } from './place.js';
import { PlaybookPage } from './playbook-page.js';
import { QueuePage } from './queue-page.js';
import { ReviewPage } from './review-page.js';
import { SettingsPage } from './settings-page.js';
import { ThreadPage } from './thread-page.js';
import { useMe } from './use-peer.js';
import { WritePage } from './write-page.js';

/** The desk of the moderators: all that an account with this role sees. It has no clinical page. */
export function DeskArea() {
  const { t } = useTranslation('peer-groups-staff');
  const destinations = [
    { to: '/queue', label: t('nav.queue') },
    { to: '/group', label: t('nav.groups') },
    { to: '/settings', label: t('nav.settings') },
    { to: '/log', label: t('nav.log') },
    { to: '/playbook', label: t('nav.playbook') },
    { to: '/more', label: t('nav.more') },
  ];
  return (
    <AreaProvider value="staff">
      <PlaceProvider value="/group">
        <PeerVisitProvider part="moderator">
          <div data-area="staff">
            <Frame navigation={<Navigation destinations={destinations} label={t('shell:nav.label')} />}>
              <Routes>
                <Route path="/" element={<Navigate to="/queue" replace />} />
                <Route path="/playbook" element={<PlaybookPage />} />
                <Route path="/account" element={<AccountPage />} />
                <Route path="/more" element={<MorePage />} />
                <Route path="*" element={<Desk />} />
              </Routes>
            </Frame>
          </div>
        </PeerVisitProvider>
      </PlaceProvider>
    </AreaProvider>
  );
}

/** Goes in by itself: there is nothing for a moderator to choose. */
function Desk() {
  const { t } = useTranslation('peer-groups-staff');
  const { visit, enter, askAgain } = usePeerVisit();
  const [failed, setFailed] = useState(false);
  const goIn = useCallback(() => {
    setFailed(false);
    enter(null).catch((error: unknown) => setFailed(error instanceof ApiError));
  }, [enter]);
  useEffect(() => { if (visit.kind === 'outside') goIn(); }, [visit.kind, goIn]);
  if (visit.kind === 'inside') return <Screens />;
  const broken = failed || visit.kind === 'unreachable';
  return (
    <Page heading={broken ? t('door.failed') : t('door.heading')} focusKey="door">
      {broken ? (
        <Notice tone="wait" role="alert">
          <p>{t('door.failedText')}</p>
          <div><Button variant="primary" onPress={visit.kind === 'unreachable' ? askAgain : goIn}>{t('door.again')}</Button></div>
        </Notice>
      ) : <Loading what={t('what.desk')} />}
    </Page>
  );
}

function Screens() {
  const { t } = useTranslation('peer-groups-staff');
  const me = useMe().data?.me;
  const reading = <Page heading={t('door.heading')} focusKey="door"><Loading what={t('what.desk')} /></Page>;
  return (
    <Routes>
      <Route path="/queue" element={<QueuePage />} />
      <Route path="/queue/posts/:postId" element={<ReviewPage />} />
      <Route path="/queue/members/:personaId" element={<MemberPage />} />
      <Route path="/group" element={me ? <GroupPage me={me} /> : reading} />
      <Route path="/group/write" element={me ? <WritePage me={me} /> : reading} />
      <Route path="/group/threads/:threadId" element={me ? <ThreadPage me={me} /> : reading} />
      <Route path="/group/threads/:threadId/write" element={me ? <WritePage me={me} /> : reading} />
      <Route path="/settings" element={<SettingsPage />} />
      <Route path="/log" element={<LogPage />} />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  );
}
