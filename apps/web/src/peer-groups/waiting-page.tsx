import { PeerWithdrawRequest } from '@evenkeel/api-client/peer';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ContactChoice } from './contact-choice.js';
import { ModeratedHoursLine } from './moderated-hours-line.js';
import { StepOut } from './step-out.js';
import { refusalIn, type Me, usePeerCommand } from './use-peer.js';

/** The request is with the moderators: what was asked, and the way back from it. */
export function WaitingPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation('peer-groups');
  const withdraw = usePeerCommand(PeerWithdrawRequest, ['me']);
  const refused = withdraw.data === undefined ? null : refusalIn(withdraw.data.withdrawRequest);
  return (
    <Page heading={t('waiting.heading')} focusKey="waiting" above={me.group?.topic}>
      <p>{t('waiting.text', { name: me.displayName ?? '' })}</p>
      <ModeratedHoursLine hours={me} />
      {withdraw.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null}
      <Card>
        <Button isPending={withdraw.isPending} onPress={() => withdraw.mutate({})}>{t('waiting.withdraw')}</Button>
        <Muted>{t('waiting.again')}</Muted>
      </Card>
      <ContactChoice mayContact={me.mayContact} />
      <StepOut />
    </Page>
  );
}

/** Not in the group any more, or not let in: what is true, the reason that was given, and what is still possible. */
export function ClosedPage({ me, onAgain }: { readonly me: Me; readonly onAgain: () => void }) {
  const { t } = useTranslation('peer-groups');
  const { state = 'left', reason = null } = me.membership ?? {};
  const mayAskAgain = state !== 'removed' && state !== 'banned';
  return (
    <Page heading={t(`closed.${state}`)} focusKey={`closed-${state}`} above={me.group?.topic}>
      {reason === null ? null : <p>{t('closed.reason', { reason })}</p>}
      <p>{t('closed.notCare')}</p>
      {mayAskAgain ? <Button variant="primary" onPress={onAgain}>{t('closed.again')}</Button> : null}
      <StepOut />
    </Page>
  );
}
