import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { moved, spans, type Known, type View } from './span.js';
import styles from './timeline.module.css';

interface SpanChoiceProps {
  readonly view: View;
  readonly known: Known | null;
  readonly onChange: (view: View) => void;
  /** Other ways to look at it. */
  readonly children?: ReactNode;
}

/** How much of the record is shown, and two buttons that move along it. No pinching, no dragging. */
export function SpanChoice({ view, known, onChange, children }: SpanChoiceProps) {
  const { t } = useTranslation('timeline');
  const go = (direction: 'earlier' | 'later') => {
    const next = known === null ? null : moved(view, known, direction);
    return <Button isDisabled={next === null} onPress={() => { if (next !== null) onChange(next); }}>{t(`move.${direction}`)}</Button>;
  };
  return (
    <div className={styles.bar}>
      <div className={styles.spans}>
        <ChoiceGrid
          label={t('span.label')}
          compact
          value={view.span}
          onChange={(span) => onChange({ span, end: span === 'all' ? null : view.end })}
          choices={spans.map((span) => ({ value: span, label: t(`span.${span}`) }))}
        />
      </div>
      <div className={styles.range}>
        {go('earlier')}
        {go('later')}
        {children}
      </div>
    </div>
  );
}
