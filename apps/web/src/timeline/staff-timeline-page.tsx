import { TimelinePatient } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useSignedIn } from '../shell/session-context.js';
import { useOperation } from '../shell/use-operation.js';
import { AnnotationSheet } from './annotation-sheet.js';
import { NoteActions } from './staff-note-actions.js';
import { TimelineView } from './timeline-view.js';

/** A patient's timeline as the team reads it. Therapist and prescriber may add notes to a day. */
export function StaffTimelinePage() {
  const { t } = useTranslation('timeline-staff');
  const { t: shared } = useTranslation('timeline');
  const { role } = useSignedIn();
  const id = useParams()['patientId'] ?? '';
  const patient = useOperation(TimelinePatient, { id }, { topics: ['patient'] }).data?.patient;
  const writes = may(role, 'annotation.write');
  return (
    <TimelineView
      key={id}
      patientId={id}
      above={patient ? shared('above', { name: patient.name }) : t('timeline')}
      back={{ to: `/patients/${id}`, label: patient?.name }}
      alertAddress={(alertId) => `/alerts/${alertId}`}
      alertName={(family) => t(`escalation-staff:fired.${family}`, { defaultValue: t('escalation-staff:fired.other') })}
      dayActions={writes ? (date) => <AnnotationSheet key={date} patientId={id} date={date} /> : undefined}
      noteActions={writes ? (note) => <NoteActions note={note} /> : undefined}
    />
  );
}
