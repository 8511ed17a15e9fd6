import type { Timeline } from '@evenkeel/timeline-rules';
import type { SceneLane } from '@evenkeel/timeline-scene';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './timeline.module.css';

const ramp = ['var(--ramp-0)', 'var(--ramp-2)', 'var(--ramp-3)', 'var(--ramp-4)'] as const;

/** What the marks mean, in words beside a small picture of each. Only of lanes that are on the screen. */
export function Legend({ timeline, lanes, steps }: { readonly timeline: Timeline; readonly lanes: readonly SceneLane[]; readonly steps: boolean }) {
  const { t } = useTranslation('timeline');
  const has = (lane: SceneLane): boolean => lanes.includes(lane);
  return (
    <span className={styles.legend}>
      {has('events') ? <Item words={t('legend.alert')}><path d="M7,1L13,12H1z" fill="var(--text)" /></Item> : null}
      {has('events') ? <Item words={t('legend.note')}><path d="M2,2h10v10h-10z" fill="var(--text)" /></Item> : null}
      {steps ? <Item words={t('legend.step')}><path d="M7,0V14" stroke="var(--text-muted)" strokeDasharray="1.5 3" strokeWidth={1.5} /></Item> : null}
      {has('overall') ? <Item words={t(timeline.resolution === 'day' ? 'legend.middle' : 'legend.middleOfBucket')}><path d="M0,9L5,5L9,8L14,4" fill="none" stroke="var(--c-symptom)" strokeWidth={2.4} strokeLinecap="round" /></Item> : null}
      {has('symptoms') ? (
        <span className={styles.legendItem}>
          <span>{t('legend.symptoms')}</span>
          {ramp.map((colour, level) => <Item key={colour} words={t(`check-ins:level.${level}`)}><path d="M1,1h12v12h-12z" fill={colour} stroke="var(--border)" /></Item>)}
        </span>
      ) : null}
    </span>
  );
}

const Item = ({ words, children }: { readonly words: string; readonly children: ReactNode }) => (
  <span className={styles.legendItem}>
    <svg width={14} height={14} viewBox="0 0 14 14" aria-hidden="true">{children}</svg>
    <span>{words}</span>
  </span>
);
