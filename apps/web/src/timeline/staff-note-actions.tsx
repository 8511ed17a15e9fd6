import { WithdrawAnnotation } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { useCommand } from '../shell/use-operation.js';
import type { DayNote } from './day-card.js';

/** An author takes a note back. It stays, struck through: somebody may have acted on it. */
export function NoteActions({ note }: { readonly note: DayNote }) {
  const { t } = useTranslation('timeline-staff');
  const withdrawing = useCommand(WithdrawAnnotation, ['timeline']);
  const [failed, setFailed] = useState(false);
  if (!note.isOwn) return null;
  const withdraw = (): void => {
    setFailed(false);
    withdrawing.mutateAsync({ id: note.id }).then((reply) => setFailed(reply.withdrawAnnotation.__typename !== 'Annotation'), () => setFailed(true));
  };
  return (
    <div>
      <Button isPending={withdrawing.isPending} onPress={withdraw}>{t(withdrawing.isPending ? 'withdrawing' : 'withdraw')}</Button>
      <p role="status">{failed ? t('withdrawFailed') : ''}</p>
    </div>
  );
}
