import { PeerRewritePost, PeerWithdrawPost } from '@evenkeel/api-client/peer';
import { highRiskPhrase } from '@evenkeel/phrases';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonRow } from '../kit/button.js';
import { TextArea } from '../kit/field.js';
import { Notice } from '../kit/notice.js';
import { CrisisHelp } from './crisis-help.js';
import { usePlace } from './place.js';
import styles from './peer-groups.module.css';
import type { Post } from './post-item.js';
import { refusalIn, usePeerCommand } from './use-peer.js';

/** What a writer sees under their own post: where it is and why, and rewriting or taking it back. */
export function OwnPostActions({ post }: { readonly post: Post }) {
  const { t } = useTranslation('peer-groups');
  const navigate = useNavigate();
  const place = usePlace();
  const [step, setStep] = useState<'none' | 'edit' | 'withdraw'>('none');
  const [worried, setWorried] = useState(false);
  const withdraw = usePeerCommand(PeerWithdrawPost);
  const refused = withdraw.data === undefined ? null : refusalIn(withdraw.data.withdrawPost);
  const unseen = post.state === 'held' || post.state === 'rejected' || post.state === 'hidden';
  return (
    <>
      {unseen ? (
        <Notice tone={post.state === 'held' ? 'info' : 'wait'}>
          <p>{t(`post.state.${post.state}`)}</p>
          {post.state === 'held' ? <ul>{post.holdReasons.map((reason) => <li key={reason}>{t(`post.why.${reason}`)}</li>)}</ul> : null}
          {(post.decisionReason ?? null) === null ? null : <p>{t('post.reason', { reason: post.decisionReason })}</p>}
        </Notice>
      ) : null}
      {worried ? <CrisisHelp titled state="sent" onBack={() => setWorried(false)} /> : null}
      {step === 'edit' ? <EditPost post={post} onWorried={() => setWorried(true)} onDone={() => setStep('none')} /> : null}
      {step === 'withdraw' ? (
        <div className={styles.panel}>
          <p>{t('post.takeBackText')}</p>
          <ButtonRow>
            <Button variant="danger" isPending={withdraw.isPending} onPress={() => withdraw.mutate({ id: post.id })}>{t('post.takeBackNow')}</Button>
            <Button onPress={() => setStep('none')}>{t('post.cancel')}</Button>
          </ButtonRow>
        </div>
      ) : null}
      {withdraw.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null}
      {step === 'none' ? (
        <div className={styles.actions}>
          {post.state === 'held' ? <Button variant="link" onPress={() => setStep('edit')}>{t('post.edit')}</Button> : null}
          {post.state === 'rejected' ? <Button variant="link" onPress={() => void navigate(place(post.id === post.threadId ? 'write' : `threads/${post.threadId}/write`), { state: { words: post.words } })}>{t('post.rewrite')}</Button> : null}
          <Button variant="link" onPress={() => setStep('withdraw')}>{t('post.withdraw')}</Button>
        </div>
      ) : null}
    </>
  );
}

function EditPost({ post, onWorried, onDone }: { readonly post: Post; readonly onWorried: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('peer-groups');
  const [words, setWords] = useState(post.words);
  const save = usePeerCommand(PeerRewritePost);
  const refused = save.data === undefined ? null : refusalIn(save.data.rewritePost);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (save.isPending) return;
    if (highRiskPhrase(words) !== null) onWorried();
    save.mutate({ input: { id: post.id, rowVersion: post.rowVersion, words } }, {
      onSuccess: ({ rewritePost }) => {
        if (rewritePost.__typename !== 'WrittenPost') return;
        if (rewritePost.crisis) onWorried();
        onDone();
      },
    });
  };
  return (
    <form onSubmit={submit} noValidate className={styles.panel}>
      <TextArea label={t('post.label')} value={words} onChange={setWords} rows={6} error={refused} />
      {save.isError ? <Notice tone="wait" role="alert"><p>{t('post.failed')}</p></Notice> : null}
      <ButtonRow>
        <Button type="submit" variant="primary" isPending={save.isPending}>{t('post.save')}</Button>
        <Button onPress={onDone}>{t('post.cancel')}</Button>
      </ButtonRow>
    </form>
  );
}
