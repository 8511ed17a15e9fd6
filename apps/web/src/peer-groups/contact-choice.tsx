import { PeerSetMayContact } from '@evenkeel/api-client/peer';
import { useTranslation } from 'react-i18next';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { refusalIn, usePeerCommand } from './use-peer.js';

/** The one choice that leads out of the realm, changed at any time. What the server has is what is shown. */
export function ContactChoice({ mayContact }: { readonly mayContact: boolean }) {
  const { t } = useTranslation('peer-groups');
  const set = usePeerCommand(PeerSetMayContact, ['me']);
  const refused = set.data === undefined ? null : refusalIn(set.data.setMayContact);
  return (
    <Card title={t('me.contact')}>
      <ChoiceGrid
        label={t('me.contactLabel')}
        columns={1}
        value={mayContact ? 'yes' : 'no'}
        onChange={(value) => set.mutate({ value: value === 'yes' })}
        choices={[{ value: 'no', label: t('me.contactNo') }, { value: 'yes', label: t('me.contactYes') }]}
      />
      <Muted>{t('me.contactNote')}</Muted>
      {set.isError || refused !== null ? <Notice tone="wait" role="alert"><p>{refused ?? t('post.failed')}</p></Notice> : null}
      <p role="status">{set.isSuccess && refused === null ? t('me.contactSaid') : null}</p>
    </Card>
  );
}
