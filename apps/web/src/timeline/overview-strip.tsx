import type { Timeline } from '@evenkeel/timeline-rules';
import { overview, screenTheme } from '@evenkeel/timeline-scene';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Marks } from './timeline-svg.js';
import styles from './timeline.module.css';

/** The whole record with a frame around what the chart shows. Moving the frame is for the two buttons beside it. */
export function OverviewStrip({ whole, shown, width }: { readonly whole: Timeline; readonly shown: Timeline; readonly width: number }) {
  const { t } = useTranslation('timeline');
  const name = useId();
  const strip = useMemo(() => overview(whole, shown, width, screenTheme), [whole, shown, width]);
  return (
    <div className={styles.overview}>
      <p id={name} className={styles.meta}>{t('overview')}</p>
      <svg role="img" aria-labelledby={name} width={strip.width} height={strip.height} viewBox={`0 0 ${strip.width} ${strip.height}`}><Marks marks={strip.marks} /></svg>
    </div>
  );
}
