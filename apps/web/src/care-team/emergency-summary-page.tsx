import { EmergencySummary, HeldEmergencies, type EmergencySummaryQuery } from '@evenkeel/api-client';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ButtonLink, CallLink } from '../kit/button.js';
import { Card, Notice, Stack } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { DefinitionList, Table } from '../kit/table.js';
import { useScheduleWords } from '../check-ins/use-schedule-words.js';
import { useFormat } from '../language/use-format.js';
import { useOperation } from '../shell/use-operation.js';
import { DoseStepsCard } from '../taper/dose-steps-card.js';
import styles from './emergency.module.css';

type Summary = NonNullable<EmergencySummaryQuery['patient']>;

/** The safety summary, with the time that is left always in view. When it is over, nothing of it stays. */
export function EmergencySummaryPage() {
  const { t } = useTranslation('care-team-staff');
  const id = useParams()['patientId'] ?? '';
  const held = useOperation(HeldEmergencies, {}, { topics: ['emergency'], poll: true });
  const mine = held.data?.heldEmergencies.find((each) => each.patientId === id);
  const minutes = useMinutesUntil(mine?.expiresAt ?? null);
  const open = mine !== undefined && minutes > 0;
  const result = useOperation(EmergencySummary, { id }, { topics: ['patient'], subject: id, enabled: open, poll: true });
  const back = { to: '/emergency', label: t('emergency.title') };
  if (held.data === undefined) return <Page heading={t('emergency.title')} back={back}>{held.isError ? <ErrorState onRetry={() => void held.refetch()} reference={held.error.reference} /> : <Loading what={t('emergency.what')} />}</Page>;
  const patient = result.data?.patient;
  if (!open || patient === null) {
    return (
      <Page heading={t('summary.over')} back={back} focusKey="over">
        <p>{t('summary.overText')}</p>
        <ButtonLink to="/emergency" variant="primary">{t('emergency.title')}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page wide heading={t('summary.heading', { name: mine.patientName })} back={back} focusKey="summary">
      <div className={styles.banner}>
        <Notice tone="wait" title={t('summary.banner', { count: minutes })} role="status"><p>{t('summary.bannerText')}</p></Notice>
      </div>
      {patient ? <Facts patient={patient} /> : <Loading what={t('emergency.what')} />}
    </Page>
  );
}

/** Whole minutes until then, rounded up; counts down on its own, and is 0 from the moment on. */
function useMinutesUntil(at: string | null): number {
  const left = (): number => (at === null ? 0 : Math.max(0, Math.ceil((new Date(at).getTime() - Date.now()) / 60_000)));
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return left();
}

function Facts({ patient }: { readonly patient: Summary }) {
  const { t } = useTranslation('care-team-staff');
  const words = useScheduleWords();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: patient.zone }).format(new Date());
  const said = (text: string | number | null): string => (text === null || text === '' ? t('summary.unknown') : String(text));
  return (
    <Stack>
      {patient.phone ? <div><CallLink href={`tel:${patient.phone.replace(/[^\d+]/g, '')}`}>{t('summary.call', { name: patient.name, phone: patient.phone })}</CallLink></div> : null}
      <Card title={t('summary.person')}>
        <DefinitionList
          items={[
            { term: t('summary.name'), detail: patient.name },
            { term: t('summary.birthYear'), detail: said(patient.birthYear) },
            { term: t('summary.place'), detail: `${words.zone(patient.zone)}, ${patient.country}` },
            { term: t('summary.phone'), detail: said(patient.phone) },
            { term: t('summary.address'), detail: said(patient.address) },
            { term: t('summary.contact'), detail: said(patient.emergencyContact) },
          ]}
        />
      </Card>
      <DoseStepsCard steps={patient.doseSteps} today={today} />
      <Scores scores={patient.recentScores} />
      <Card title={t('summary.team')}>
        {patient.team.length === 0 ? <p>{t('team.empty')}</p> : <ul>{patient.team.map((member) => <li key={member.id}>{`${member.displayName}, ${t(`role.${member.role}`, { defaultValue: member.role })}`}</li>)}</ul>}
      </Card>
    </Stack>
  );
}

/** One row a day: how the day was as a whole, and the symptoms in words. */
function Scores({ scores }: { readonly scores: Summary['recentScores'] }) {
  const { t } = useTranslation('care-team-staff');
  const format = useFormat();
  const days = [...new Set(scores.map((score) => score.localDate))];
  const on = (day: string): Summary['recentScores'] => scores.filter((score) => score.localDate === day);
  const symptoms = (day: string): string => on(day).filter((score) => score.question.startsWith('symptom.')).map((score) => {
    const code = score.question.slice('symptom.'.length);
    return t('escalation-staff:answer.symptom', {
      name: t(`escalation-staff:symptomName.${code}`, { defaultValue: code.replace(/-/g, ' ') }), level: t(`escalation-staff:answer.level.${score.value}`, { defaultValue: String(score.value) }),
    });
  }).join('; ');
  return (
    <Card title={t('summary.scores')}>
      <Table
        caption={t('summary.scores')}
        captionHidden
        rows={days}
        rowKey={(day) => day}
        columns={[
          { key: 'day', header: t('summary.day'), cell: (day) => format.date(day) },
          { key: 'overall', header: t('summary.overall'), align: 'end', cell: (day) => on(day).find((score) => score.question === 'overall')?.value ?? '' },
          { key: 'symptoms', header: t('summary.symptoms'), cell: (day) => symptoms(day) },
        ]}
        empty={<p>{t('summary.scoresNone')}</p>}
      />
    </Card>
  );
}
