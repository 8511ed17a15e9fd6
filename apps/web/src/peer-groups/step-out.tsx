import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { usePeerVisit } from './peer-visit.js';

/** Back to the groups of the clinic, out of this one's door. Nothing of the membership changes. */
export function StepOut() {
  const { t } = useTranslation('peer-groups');
  const { leave } = usePeerVisit();
  return <div><Button variant="link" onPress={() => void leave()}>{t('stepOut')}</Button></div>;
}
