import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../kit/button.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { useSignedIn } from '../shell/session-context.js';
import { addTimelineCatalogues } from './timeline-catalogues.js';
import { TimelineView } from './timeline-view.js';

addTimelineCatalogues();

/** The patient's own record, to be read. What it shows of the team's notes is what the team chose to show. */
export function MyTimelinePage() {
  const { t } = useTranslation('timeline');
  const { patientId } = useSignedIn();
  if (patientId === null) return null;
  return (
    <TimelineView
      own
      patientId={patientId}
      above={t('mine.above')}
      status={<ConnectionLine />}
      alertAddress={(id) => `/my-alerts/${id}`}
      alertName={() => t('legend.alert')}
      emptyAction={<ButtonLink to="/check-in" variant="primary" fill>{t('empty.start')}</ButtonLink>}
    />
  );
}
