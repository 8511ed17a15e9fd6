import { PeerGroupSettings, PeerThread, PeerWritePost } from '@evenkeel/api-client/peer';
import { adviceIn } from '@evenkeel/peer-groups-rules';
import { highRiskPhrase } from '@evenkeel/phrases';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Button } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { ChoiceList } from '../kit/choice-list.js';
import { Select, TextArea, TextField } from '../kit/field.js';
import { Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { StatusLine } from '../kit/states.js';
import { useOnline } from '../shell/use-online.js';
import { CrisisHelp } from './crisis-help.js';
import { keepDraft, openDraft, type Draft } from './draft.js';
import { usePlace } from './place.js';
import styles from './peer-groups.module.css';
import { refusalIn, type Me, usePeerCommand, usePeerQuery } from './use-peer.js';

/** Begins a thread or replies to one. Whoever writes of ending their life sees help before anything is sent. */
export function WritePage({ me }: { readonly me: Me }) {
  const { threadId = null } = useParams();
  // Another thread is another draft.
  return <Writing key={threadId ?? 'new'} me={me} threadId={threadId} />;
}

function Writing({ me, threadId }: { readonly me: Me; readonly threadId: string | null }) {
  const { t } = useTranslation('peer-groups');
  const online = useOnline();
  const place = usePlace();
  const navigate = useNavigate();
  const words = useLocation().state as { words?: unknown } | null;
  const [draft, setDraft] = useState<Draft>(() => openDraft(threadId, typeof words?.words === 'string' ? words.words : ''));
  const [groupId, setGroupId] = useState('');
  const [worried, setWorried] = useState(false);
  const thread = usePeerQuery(PeerThread, { id: threadId ?? '', first: 100, after: 0 }, { topics: ['thread'], enabled: threadId !== null }).data?.thread ?? null;
  const write = usePeerCommand(PeerWritePost);
  const answer = write.data?.writePost;
  const refused = answer === undefined ? null : refusalIn(answer);
  const wrongField = answer?.__typename === 'InvalidInput' ? answer.field : null;
  const sent = answer?.__typename === 'WrittenPost';
  const change = (part: Partial<Draft>): void => {
    const changed = { ...draft, ...part };
    setDraft(changed);
    keepDraft(threadId, changed);
  };
  const toThread = (state: { readonly said: 'held' | 'posted' } | null): void => void navigate(place(`threads/${threadId ?? draft.id}`), { replace: true, state });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (write.isPending) return;
    // Before anything is sent, and whether or not it can be.
    setWorried(highRiskPhrase(`${draft.title}\n${draft.words}`) !== null);
    const input = { id: draft.id, threadId, groupId: threadId === null ? groupId || null : thread?.groupId ?? null, title: threadId === null ? draft.title : null, words: draft.words, hard: threadId === null && draft.hard, aboutMe: true, hideDose: draft.hideDose };
    write.mutate({ input }, {
      onSuccess: ({ writePost }) => {
        if (writePost.__typename !== 'WrittenPost') return;
        keepDraft(threadId, null);
        if (writePost.crisis) setWorried(true);
        else toThread({ said: writePost.post?.state === 'visible' ? 'posted' : 'held' });
      },
    });
  };
  const heading = threadId === null ? t('write.headingNew') : t('write.headingReply', { title: thread?.title ?? '' });
  if (worried) {
    return (
      <Page heading={t('crisis.heading')} focusKey="crisis">
        <CrisisHelp state={sent ? 'sent' : write.isPending ? 'sending' : 'not-sent'} onBack={() => { if (sent) toThread(null); else setWorried(false); }} />
      </Page>
    );
  }
  return (
    <Page heading={heading} back={{ to: threadId === null ? place() : place(`threads/${threadId}`) }} focusKey="write" status={online ? null : <StatusLine>{t('offline')}</StatusLine>}>
      <form onSubmit={send} noValidate className={styles.form}>
        {me.part === 'moderator' && threadId === null ? <GroupField value={groupId} onChange={setGroupId} /> : null}
        {threadId === null ? <TextField label={t('write.title')} value={draft.title} onChange={(title) => change({ title })} maxLength={120} autoComplete="off" error={wrongField === 'title' ? refused : null} /> : null}
        <TextArea label={t('write.words')} value={draft.words} onChange={(typed) => change({ words: typed })} rows={8} error={wrongField === 'words' ? refused : null} />
        <Helpers draft={draft} onHide={(hideDose) => change({ hideDose })} />
        {threadId === null ? <ChoiceList label={t('write.hardLabel')} values={draft.hard ? ['hard'] : []} onChange={(chosen) => change({ hard: chosen.includes('hard') })} choices={[{ value: 'hard', label: t('write.hard') }]} /> : null}
        <p>{me.part === 'moderator' ? t('write.whoModerator') : t('write.who', { name: me.displayName ?? '' })}</p>
        {me.part === 'peer' && me.postsUntilFree > 0 ? <p>{t('write.first', { count: me.postsUntilFree })}</p> : null}
        {write.isError ? <Notice tone="wait" role="alert"><p>{t('write.notSent')}</p></Notice> : null}
        {refused !== null && wrongField === null ? <Notice tone="wait" role="alert"><p>{refused}</p></Notice> : null}
        <Button type="submit" variant="primary" fill isPending={write.isPending}>{write.isPending ? t('write.posting') : t('write.post')}</Button>
        <Muted>{t('write.draft')}</Muted>
      </form>
    </Page>
  );
}

/** What the rules will notice, said while it can still be changed. They judge nobody. */
function Helpers({ draft, onHide }: { readonly draft: Draft; readonly onHide: (hide: boolean) => void }) {
  const { t } = useTranslation('peer-groups');
  const kinds = new Set(adviceIn(draft.words).map(({ kind }) => kind));
  return (
    <>
      {kinds.has('dose') ? (
        <Notice tone="info" title={t('write.dose.title')}>
          <ChoiceGrid label={t('write.dose.label')} columns={2} compact value={draft.hideDose ? 'hide' : 'keep'} onChange={(value) => onHide(value === 'hide')} choices={[{ value: 'hide', label: t('write.dose.hide') }, { value: 'keep', label: t('write.dose.keep') }]} />
          <p>{t('write.dose.note')}</p>
        </Notice>
      ) : null}
      {kinds.has('recipe') ? <Notice tone="info"><p>{t('write.recipe')}</p></Notice> : null}
      {kinds.has('link') ? <Notice tone="info"><p>{t('write.link')}</p></Notice> : null}
    </>
  );
}

/** Where a moderator begins a thread; everybody else has one group. */
function GroupField({ value, onChange }: { readonly value: string; readonly onChange: (groupId: string) => void }) {
  const { t } = useTranslation('peer-groups');
  const groups = usePeerQuery(PeerGroupSettings, {}, { topics: ['queue'] }).data?.groupSettings ?? [];
  return <Select label={t('write.group')} value={value} onChange={onChange} placeholder={t('write.chooseGroup')} options={groups.map(({ id, topic }) => ({ value: id, label: topic }))} />;
}
