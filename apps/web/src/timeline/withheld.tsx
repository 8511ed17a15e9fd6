import { lanes, type Timeline } from '@evenkeel/timeline-rules';
import { useTranslation } from 'react-i18next';
import { Notice } from '../kit/notice.js';

/** Says in words which lanes are not there because they are not shared, so that nobody takes silence for health. */
export function Withheld({ timeline }: { readonly timeline: Timeline }) {
  const { t, i18n } = useTranslation('timeline');
  const missing = lanes.filter((lane) => timeline.withheld.includes(lane));
  if (missing.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const what = list.format(missing.map((lane) => t(`laneInText.${lane}`)));
  return (
    <Notice tone="info">
      <p>{t('withheld', { what })}</p>
    </Notice>
  );
}
