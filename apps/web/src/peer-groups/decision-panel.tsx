import { PeerDecidePost, PeerPassOn } from '@evenkeel/api-client/peer';
import { afterStep, postStates, type PostState } from '@evenkeel/peer-groups-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { Select, TextArea } from '../kit/field.js';
import { Card, Notice } from '../kit/notice.js';
import styles from './peer-groups.module.css';
import type { Review } from './review-page.js';
import { refusalIn, usePeerCommand } from './use-peer.js';

const replies = ['dose', 'contact', 'unkind', 'crisis', 'source'] as const;
/** Those that are asked about first: a reason is needed, or what follows has to be known. */
type Asked = 'reject' | 'hide' | 'restore' | 'pass-on';

/**
 * The decisions, always in this order, from the least to the most. What is not possible for the post as it is cannot be
 * pressed, and nothing can while the page may be out of date. Each can be undone by the one that is its opposite.
 */
export function DecisionPanel({ post, off, onDone }: { readonly post: Review['post']; readonly off: boolean; readonly onDone: (decision: string) => void }) {
  const { t } = useTranslation('peer-groups-staff');
  const [asked, setAsked] = useState<Asked | null>(null);
  const decide = usePeerCommand(PeerDecidePost);
  const passOn = usePeerCommand(PeerPassOn);
  if (post.mine) return <Card title={t('decide.title')}><p>{t('decide.own')}</p></Card>;
  const answer = decide.data?.decidePost ?? passOn.data?.passOn;
  const refused = answer === undefined ? null : refusalIn(answer);
  const busy = decide.isPending || passOn.isPending;
  const state: PostState = postStates.find((each) => each === post.state) ?? 'withdrawn';
  // A crisis post that its writer took back is closed by having been looked at.
  const canApprove = afterStep(state, 'approve') !== null || (state === 'withdrawn' && post.holdReasons.includes('crisis'));
  const can = { approve: canApprove, hard: state === 'held' && post.id === post.threadId, reject: afterStep(state, 'reject') !== null, hide: afterStep(state, 'hide') !== null, restore: afterStep(state, 'restore') !== null, 'pass-on': true };
  const finish = (decision: string): void => { setAsked(null); onDone(decision); };
  const send = (decision: 'approve' | 'reject' | 'hide' | 'restore', reason: string, hard: boolean): void => {
    passOn.reset();
    decide.mutate({ input: { id: post.id, rowVersion: post.rowVersion, decision, reason, hard } }, { onSuccess: ({ decidePost }) => { if (refusalIn(decidePost) === null) finish(hard ? 'hard' : decision); } });
  };
  const confirm = (reason: string): void => {
    if (asked === null) return;
    if (asked !== 'pass-on') return send(asked, reason, false);
    decide.reset();
    passOn.mutate({ postId: post.id }, { onSuccess: (done) => { if (refusalIn(done.passOn) === null) finish('pass-on'); } });
  };
  return (
    <Card title={t('decide.title')}>
      {decide.isError || passOn.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('refused')}</p></Notice> : null}
      <ButtonRow>
        <Button variant="primary" isPending={busy} isDisabled={off || !can.approve} onPress={() => send('approve', '', false)}>{t('decide.approve')}</Button>
        <Button isPending={busy} isDisabled={off || !can.hard} onPress={() => send('approve', '', true)}>{t('decide.hard')}</Button>
        {(['reject', 'hide', 'restore', 'pass-on'] as const).map((each) => (
          <Button key={each} isPending={busy} isDisabled={off || !can[each]} onPress={() => setAsked(each)}>{t(`decide.${each}`)}</Button>
        ))}
      </ButtonRow>
      {asked === null ? null : <Confirmation key={asked} asked={asked} busy={busy} onConfirm={confirm} onCancel={() => setAsked(null)} />}
    </Card>
  );
}

interface ConfirmationProps {
  readonly asked: Asked;
  readonly busy: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onCancel: () => void;
}

function Confirmation({ asked, busy, onConfirm, onCancel }: ConfirmationProps) {
  const { t } = useTranslation('peer-groups-staff');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) onConfirm(reason);
  };
  return (
    <form onSubmit={submit} noValidate className={styles.panel}>
      {asked === 'pass-on' ? <p>{t('decide.passOnText')}</p> : (
        <>
          <Select label={t('decide.saved')} value="" placeholder={t('decide.choose')} onChange={(reply) => { if (reply !== '') setReason(t(`decide.reply.${reply}`)); }} options={replies.map((value) => ({ value, label: t(`decide.reply.${value}`) }))} />
          <TextArea label={t('decide.reasonLabel')} value={reason} onChange={setReason} rows={3} maxLength={500} />
        </>
      )}
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={busy}>{t(`decide.confirm.${asked}`)}</Button>
        <Button onPress={onCancel}>{t('decide.cancel')}</Button>
      </ButtonRow>
    </form>
  );
}
