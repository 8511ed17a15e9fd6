import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes } from 'react-router';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import './catalogue.js';
import { EntryPage } from './entry-page.js';
import { GroupPage } from './group-page.js';
import { JoinPage } from './join-page.js';
import { OwnPage } from './own-page.js';
import { PeerVisitProvider, usePeerVisit } from './peer-visit.js';
import { PlaceProvider } from './place.js';
import { StepOut } from './step-out.js';
import { ThreadPage } from './thread-page.js';
import { useMe } from './use-peer.js';
import { ClosedPage, WaitingPage } from './waiting-page.js';
import { WritePage } from './write-page.js';

/** The groups as a patient comes to them: the cards, the way in, the group. Another realm under another name. */
export function GroupArea() {
  return (
    <PlaceProvider value="/group">
      <PeerVisitProvider part="peer"><Door /></PeerVisitProvider>
    </PlaceProvider>
  );
}

function Door() {
  const { t } = useTranslation('peer-groups');
  const { visit, askAgain } = usePeerVisit();
  if (visit.kind === 'inside') return <Inside />;
  if (visit.kind === 'outside') return <EntryPage ended={visit.ended} />;
  return (
    <Page heading={t('cards.heading')} focusKey="groups">
      {visit.kind === 'asking' ? <Loading what={t('what.groups')} /> : <ErrorState onRetry={askAgain}><p>{t('cards.failed')}</p></ErrorState>}
    </Page>
  );
}

/** What there is depends on the membership alone; the server says the same of every request. */
function Inside() {
  const { t } = useTranslation('peer-groups');
  const { leave } = usePeerVisit();
  const [askingAfter, setAskingAfter] = useState<string | null>(null);
  const result = useMe();
  const me = result.data?.me;
  if (me === undefined) {
    return (
      <Page heading={t('cards.heading')} focusKey="groups">
        {result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what.group')} />}
        <StepOut />
      </Page>
    );
  }
  const state = me.membership?.state ?? null;
  if (state === 'requested') return <WaitingPage me={me} />;
  if (state === 'approved') {
    return (
      <Routes>
        <Route index element={<GroupPage me={me} />} />
        <Route path="me" element={<OwnPage me={me} />} />
        <Route path="write" element={<WritePage me={me} />} />
        <Route path="threads/:threadId" element={<ThreadPage me={me} />} />
        <Route path="threads/:threadId/write" element={<WritePage me={me} />} />
        <Route path="*" element={<Navigate to="/group" replace />} />
      </Routes>
    );
  }
  const version = me.group?.guidelinesVersion;
  if (version !== undefined && (state === null || askingAfter === state)) {
    return <JoinPage me={me} guidelinesVersion={version} onBack={() => { setAskingAfter(null); if (state === null) void leave(); }} />;
  }
  return <ClosedPage me={me} onAgain={() => setAskingAfter(state)} />;
}
