import { useTranslation } from 'react-i18next';
import { Notice } from '../kit/notice.js';
import type { CheckIn } from './use-check-in.js';

/** Says that the device could not keep the last tap, on whatever screen the reader is. Nothing while all is kept. */
export function Unsaved({ checkIn }: { readonly checkIn: CheckIn }) {
  const { t } = useTranslation('check-ins');
  return checkIn.unsaved ? <Notice tone="wait" role="alert" title={t('unsaved.title')}><p>{t('unsaved.text')}</p></Notice> : null;
}
