import { daysOf, type Timeline } from '@evenkeel/timeline-rules';
import { eventDays, neighbour, stepDays } from '@evenkeel/timeline-scene';
import { useId, useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import styles from './timeline.module.css';
import type { TimelineWords } from './use-timeline-words.js';

interface DaySliderProps {
  readonly timeline: Timeline;
  readonly day: number;
  readonly onChoose: (day: number) => void;
  readonly words: TimelineWords;
}

/**
 * Chooses a day without pointing at the chart: the slider of the device, because screen readers leave its keys alone. Arrows
 * move by a day, Page Up and Page Down to the next dose step, Home and End to the ends. It says each day in a sentence.
 */
export function DaySlider({ timeline, day, onChoose, words }: DaySliderProps) {
  const { t } = useTranslation('timeline');
  const id = useId();
  const steps = useMemo(() => stepDays(timeline), [timeline]);
  const events = useMemo(() => eventDays(timeline), [timeline]);
  const byStep = (event: KeyboardEvent): void => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    const next = neighbour(steps, day, event.key === 'PageUp' ? 'after' : 'before');
    if (next !== null) onChoose(next);
  };
  const jump = (label: string, days: readonly number[], direction: 'before' | 'after') => {
    const next = neighbour(days, day, direction);
    return <Button isDisabled={next === null} onPress={() => { if (next !== null) onChoose(next); }}>{label}</Button>;
  };
  return (
    <div className={styles.slider}>
      <label htmlFor={id} className={styles.sliderLabel}>{t('slider')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={daysOf(timeline) - 1}
        step={1}
        value={day}
        aria-valuetext={words.day(timeline, day)}
        onKeyDown={byStep}
        onChange={(event) => onChoose(Number(event.target.value))}
      />
      <div className={styles.jumps} role="group" aria-label={t('jump.label')}>
        {jump(t('jump.previousStep'), steps, 'before')}
        {jump(t('jump.nextStep'), steps, 'after')}
        {jump(t('jump.previousEvent'), events, 'before')}
        {jump(t('jump.nextEvent'), events, 'after')}
      </div>
    </div>
  );
}
