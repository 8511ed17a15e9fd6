import { PeerBlock, PeerReact, type PeerThreadQuery } from '@evenkeel/api-client/peer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { classes } from '../kit/classes.js';
import { Notice } from '../kit/notice.js';
import { Timestamp } from '../kit/states.js';
import { AuthorName, useNameOf } from './author.js';
import { OwnPostActions } from './own-post-actions.js';
import styles from './peer-groups.module.css';
import { PostWords } from './post-words.js';
import { ReportForm } from './report-form.js';
import { refusalIn, usePeerCommand } from './use-peer.js';

export type Post = NonNullable<PeerThreadQuery['thread']>['posts'][number];

const kinds = ['with-you', 'thank-you', 'same-here'] as const;

/** One post: who under which name, what, and what a reader can do with it. A post of somebody blocked stays closed. */
export function PostItem({ post }: { readonly post: Post }) {
  const { t } = useTranslation('peer-groups');
  const block = usePeerCommand(PeerBlock, ['thread', 'threads']);
  const refused = block.data === undefined ? null : refusalIn(block.data.blockPersona);
  const failed = block.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null;
  if (post.author.blocked) {
    return (
      <article className={classes(styles.post, styles.unseen)}>
        <p>{t('post.blocked')}</p>
        <p role="status">{block.isSuccess && block.variables.on ? t('post.blockedSaid') : null}</p>
        <div><Button variant="link" isPending={block.isPending} onPress={() => block.mutate({ personaId: post.author.personaId, on: false })}>{t('post.unblock')}</Button></div>
        {failed}
      </article>
    );
  }
  return (
    <article className={classes(styles.post, post.state !== 'visible' && styles.unseen)}>
      <p className={styles.who}>
        <AuthorName author={post.author} mine={post.mine} />
        <span className={styles.facts}><Timestamp at={post.createdAt} />{post.edited ? <span>{t('post.edited')}</span> : null}</span>
      </p>
      <PostWords words={post.words} doseHidden={post.doseHidden} />
      {post.state === 'visible' ? <Reactions post={post} /> : null}
      {post.mine ? <OwnPostActions post={post} /> : <ReaderActions post={post} onBlock={() => block.mutate({ personaId: post.author.personaId, on: true })} />}
      {failed}
    </article>
  );
}

/** Three kind words and no others; counts as the server gives them, which are never large. */
function Reactions({ post }: { readonly post: Post }) {
  const { t } = useTranslation('peer-groups');
  const react = usePeerCommand(PeerReact, ['thread']);
  const name = useNameOf()(post.author);
  const refused = react.data === undefined ? null : refusalIn(react.data.reactToPost);
  return (
    <>
      <ul className={styles.reactions} aria-label={t('post.reactions', { name })}>
        {kinds.map((kind) => {
          const given = post.reactions.find((each) => each.kind === kind);
          const mine = given?.mine === true;
          return (
            <li key={kind}>
              <button type="button" className={styles.reaction} aria-pressed={post.mine ? undefined : mine} disabled={post.mine} onClick={() => react.mutate({ postId: post.id, kind, on: !mine })}>
                {t(`post.reaction.${kind}`)}{given === undefined ? null : ` ${given.count}`}
              </button>
            </li>
          );
        })}
      </ul>
      {react.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null}
    </>
  );
}

function ReaderActions({ post, onBlock }: { readonly post: Post; readonly onBlock: () => void }) {
  const { t } = useTranslation('peer-groups');
  const name = useNameOf()(post.author);
  const [reporting, setReporting] = useState<'no' | 'open' | 'sent'>('no');
  return (
    <>
      {reporting === 'open' ? <ReportForm postId={post.id} onDone={(sent) => setReporting(sent ? 'sent' : 'no')} /> : (
        <div className={styles.actions}>
          {reporting === 'sent' || post.state !== 'visible' ? null : <Button variant="link" aria-label={t('post.reportNamed', { name })} onPress={() => setReporting('open')}>{t('post.report')}</Button>}
          {post.author.part === 'moderator' ? null : <Button variant="link" aria-label={t('post.blockNamed', { name })} onPress={onBlock}>{t('post.block')}</Button>}
        </div>
      )}
      <p role="status">{reporting === 'sent' ? t('report.sent') : null}</p>
    </>
  );
}
