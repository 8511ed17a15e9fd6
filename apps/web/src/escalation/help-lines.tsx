import { type HelpLine, type HelpPurpose } from '@evenkeel/symptoms-rules';
import { useTranslation } from 'react-i18next';
import { CallLink } from '../kit/button.js';
import { useFormat } from '../language/use-format.js';
import { waysOf } from './help-card.js';
import styles from './help.module.css';

/** The lines of one purpose as big links that need no network, each with its hours and the date it was checked. */
export function HelpLines({ lines, tone, withChecked = false }: { readonly lines: readonly HelpLine[]; readonly tone: 'danger' | 'outline'; readonly withChecked?: boolean }) {
  const { t } = useTranslation('escalation');
  const format = useFormat();
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line.id} className={styles.line}>
          {line.purpose === 'emergency' ? null : (
            <p>
              <b>{t(`help.line.${line.id}`)}</b>
              <br />
              {line.hours === 'always' ? t('help.always') : t('help.between', line.hours)}
              {withChecked ? <span className={styles.checked}> {t('help.checked', { on: format.date(line.checkedOn) })}</span> : null}
            </p>
          )}
          <div className={styles.ways}>
            {waysOf(line).map((way) => (
              <CallLink key={way.href} href={way.href} variant={tone}>
                {t(way.kind === 'call' ? 'help.call' : 'help.text', { number: way.number })}
              </CallLink>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What to say where no checked number exists: a wrong number is worse than none. */
export function NoNumber({ purpose }: { readonly purpose: HelpPurpose }) {
  const { t } = useTranslation('escalation');
  return purpose === 'emergency' ? <p><b>{t('help.noNumber')}</b></p> : null;
}
