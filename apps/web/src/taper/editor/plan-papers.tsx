import { useTranslation } from 'react-i18next';
import { Card, Muted } from '../../kit/notice.js';
import styles from './editor.module.css';
import type { PlanVersion } from './plan-data.js';

const readers = ['pharmacy', 'patient'] as const;
const languages = ['en', 'es'] as const;

/** The signed plan as a PDF, for the pharmacy and for the patient, in each language. Nothing for a version that is not in force. */
export function PlanPapers({ patientId, version }: { readonly patientId: string; readonly version: Pick<PlanVersion, 'number' | 'state' | 'ended'> }) {
  const { t } = useTranslation('taper-editor');
  const isInForce = ['signed', 'active', 'held'].includes(version.state) || version.ended === 'maintenance';
  if (!isInForce) return null;
  return (
    <Card title={t('paper.title')}>
      <Muted>{t('paper.text')}</Muted>
      <ul className={styles.findings}>
        {readers.flatMap((reader) => languages.map((language) => (
          <li key={`${reader} ${language}`}>
            <a href={`/documents/plan/${patientId}/${version.number}.pdf?for=${reader}&language=${language}`} target="_blank" rel="noreferrer">{t(`paper.${reader}.${language}`)}</a>
          </li>
        )))}
      </ul>
    </Card>
  );
}
