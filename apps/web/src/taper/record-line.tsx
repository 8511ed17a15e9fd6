import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { useFormat } from '../language/use-format.js';
import { forgetRefusedDeed } from '../offline/deed-outbox.js';
import type { ShownRecord } from './dose-records.js';

/** What was said about a dose, when, and where that is now. Never that somebody has read it. */
export function RecordLine({ record, onUndo }: { readonly record: ShownRecord; readonly onUndo: () => Promise<void> }) {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const isRefused = record.where === 'refused';
  const word = t(`word.${record.kind}`, { defaultValue: record.kind });
  return (
    <>
      <p><b>{t('card.said', { word, time: format.dayTime(record.tappedAt) })}</b> {t(`where.${record.where}`)}</p>
      <div>
        <Button variant="link" onPress={() => void (isRefused ? forgetRefusedDeed(record.id) : onUndo())} aria-label={t(isRefused ? 'card.removeThat' : 'card.undoThat', { word })}>
          {t(isRefused ? 'card.remove' : 'card.undo')}
        </Button>
      </div>
    </>
  );
}
