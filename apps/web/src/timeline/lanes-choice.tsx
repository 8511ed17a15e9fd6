import { sceneLanes, type SceneLane } from '@evenkeel/timeline-scene';
import { useTranslation } from 'react-i18next';
import styles from './timeline.module.css';

interface LanesChoiceProps {
  readonly hidden: readonly SceneLane[];
  readonly onChange: (hidden: readonly SceneLane[]) => void;
}

/** Which lanes the reader wants to see; remembered for each viewer of this device. */
export function LanesChoice({ hidden, onChange }: LanesChoiceProps) {
  const { t } = useTranslation('timeline');
  return (
    <details className={styles.lanes}>
      <summary>{t('lanes')}</summary>
      <fieldset>
        <legend className="visually-hidden">{t('lanes')}</legend>
        <div className={styles.laneList}>
          {sceneLanes.map((lane) => (
            <label key={lane} className={styles.lane}>
              <input
                type="checkbox"
                checked={!hidden.includes(lane)}
                onChange={(event) => onChange(event.target.checked ? hidden.filter((each) => each !== lane) : [...hidden, lane])}
              />
              <span>{t(`lane.${lane}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </details>
  );
}
