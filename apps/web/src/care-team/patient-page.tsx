import { Patient, type PatientQuery } from '@evenkeel/api-client';
import { may } from '@evenkeel/care-team-rules';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { RecentCheckInsCard } from '../check-ins/recent-check-ins.js';
import { SchedulesCard } from '../check-ins/schedules-card.js';
import { useScheduleWords } from '../check-ins/use-schedule-words.js';
import { PatientAlertsCard } from '../escalation/patient-alerts-card.js';
import { ButtonLink, ButtonRow, CallLink } from '../kit/button.js';
import { Muted, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading, StatusLine } from '../kit/states.js';
import { useFormat } from '../language/use-format.js';
import { useSignedIn } from '../shell/session-context.js';
import { useOnline } from '../shell/use-online.js';
import { useOperation } from '../shell/use-operation.js';
import { DoseStepsCard } from '../taper/dose-steps-card.js';
import { ToldDosesCard } from '../taper/told-doses-card.js';
import { ConsentsCard } from './consents-card.js';
import { TeamCard } from './team-card.js';

type Shown = NonNullable<PatientQuery['patient']>;

/** One patient as the team may see them: alerts, schedule, team and consents, check-ins, what was told of doses, dose steps. */
export function PatientPage() {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const online = useOnline();
  const { role } = useSignedIn();
  const id = useParams()['patientId'] ?? '';
  const result = useOperation(Patient, { id }, { topics: ['patient', 'schedule', 'check-in', 'alert', 'alerts'], poll: true });
  const patient = result.data?.patient;
  /** Patients whose record this page has shown: what is gone then was taken away, and that is another sentence. */
  const [seen, setSeen] = useState<readonly string[]>([]);
  const back = may(role, 'patient.list') ? { to: '/patients', label: t('patients.title') } : { to: '/alerts', label: t('alerts') };
  if (patient === undefined) {
    return (
      <Page heading={t('patient.title')} back={back}>
        {result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('patient.what')} />}
      </Page>
    );
  }
  if (patient && !seen.includes(id)) setSeen([...seen, id]);
  if (patient === null && seen.includes(id)) return <NoLongerShared back={back} />;
  if (patient === null) {
    return (
      <Page heading={t('patient.notFound')} back={back}>
        <p>{t('patient.notFoundText')}</p>
        <ButtonLink to={back.to} variant="primary">{back.label}</ButtonLink>
      </Page>
    );
  }
  const old = result.isError || !online;
  return (
    <PatientScreen
      key={id}
      patient={patient}
      back={back}
      status={old ? <StatusLine>{t(online ? 'patients.notRefreshed' : 'patients.offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) })}</StatusLine> : null}
    />
  );
}

/** Nothing of the record is left here: not on the page, and not in what the page remembers. */
function NoLongerShared({ back }: { readonly back: { readonly to: string; readonly label: string } }) {
  const { t } = useTranslation('care-team-staff');
  return (
    <Page heading={t('gone.heading')} back={back} focusKey="gone">
      <p>{t('gone.text')}</p>
      <ButtonLink to={back.to} variant="primary">{back.label}</ButtonLink>
    </Page>
  );
}

function PatientScreen({ patient, back, status }: { readonly patient: Shown; readonly back: { readonly to: string; readonly label: string }; readonly status: ReactNode }) {
  const { t } = useTranslation('care-team-staff');
  const words = useScheduleWords();
  const { role } = useSignedIn();
  const running = patient.schedules.filter((schedule) => !schedule.paused && schedule.nextAt !== null);
  const [first] = running;
  const heading = first === undefined
    ? t('patient.headingNone', { name: patient.name })
    : t('patient.heading', { name: patient.name, count: first.everyDays, time: words.wallTime(first.localTime) });
  // The patient's calendar decides what counts as now.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: patient.zone }).format(new Date());
  return (
    <Page wide heading={heading} above={patient.birthYear === null ? undefined : t('patient.born', { year: patient.birthYear })} back={back} status={status}>
      <Stack>
        <ButtonRow>
          {patient.phone ? <CallLink href={`tel:${patient.phone.replace(/[^\d+]/g, '')}`} variant="outline">{t('patient.call', { name: patient.name, phone: patient.phone })}</CallLink> : null}
          {may(role, 'timeline.read') ? <ButtonLink to={`/patients/${patient.id}/timeline`}>{t('timeline-staff:open')}</ButtonLink> : null}
          {may(role, 'plan.read') ? <ButtonLink to={`/patients/${patient.id}/plan`}>{t('taper-staff:plan.open')}</ButtonLink> : null}
          {may(role, 'supply.read') ? <ButtonLink to={`/patients/${patient.id}/supply`}>{t('taper-staff:supply.open')}</ButtonLink> : null}
          {may(role, 'intake.read') ? <ButtonLink to={`/patients/${patient.id}/intake`}>{t('taper-staff:intake.open')}</ButtonLink> : null}
        </ButtonRow>
        <Muted>{t('patient.zone', { zone: words.zone(patient.zone) })}</Muted>
        <PatientAlertsCard alerts={patient.alerts} />
        <SchedulesCard patientId={patient.id} patientZone={patient.zone} schedules={patient.schedules} mayChange={may(role, 'schedule.change')} />
        <TeamCard team={patient.team} patientId={patient.id} />
        <ConsentsCard consents={patient.consents} />
        <RecentCheckInsCard checkIns={patient.checkIns} />
        {may(role, 'dose-record.read') ? <ToldDosesCard patientId={patient.id} today={today} /> : null}
        {may(role, 'dose-step.read') ? <DoseStepsCard steps={patient.doseSteps} today={today} /> : null}
      </Stack>
    </Page>
  );
}
