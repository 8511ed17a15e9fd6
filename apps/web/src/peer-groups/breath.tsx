import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { Notice } from '../kit/notice.js';

const pauseMs = 20_000;

/** After a crisis post: twenty seconds for whoever read it. They can be skipped, and nothing counts down. */
export function Breath({ onNext }: { readonly onNext: () => void }) {
  const { t } = useTranslation('peer-groups-staff');
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), pauseMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Notice tone="info" role="status" title={t('breath.heading')}>
      <p>{t('breath.text')}</p>
      <div>{over ? <Button variant="primary" onPress={onNext}>{t('breath.next')}</Button> : <Button onPress={onNext}>{t('breath.skip')}</Button>}</div>
    </Notice>
  );
}
