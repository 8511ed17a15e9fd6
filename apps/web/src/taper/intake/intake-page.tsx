import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { ButtonLink, ButtonRow } from '../../kit/button.js';
import { Card, Muted, Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { StatusLine } from '../../kit/states.js';
import { useFormat } from '../../language/use-format.js';
import type { IntakeScreen } from './intake-screen.js';
import { mayStop, needsReview } from './medicine-acts.js';

/** What is known of a patient beside the plan: what is really taken, other medicines, people outside. */
export function IntakePage({ patientId, name, today, intake, medicines, clinicians, words, old }: IntakeScreen) {
  const { t } = useTranslation('taper-intake');
  const format = useFormat();
  const said = saidIn(useLocation().state);
  const status = old ?? (said === null ? null : t(`said.${said}`));
  const home = `/patients/${patientId}/intake`;
  return (
    <Page heading={t('heading', { name })} back={{ to: `/patients/${patientId}`, label: name }} focusKey="intake" status={status === null ? null : <StatusLine>{status}</StatusLine>}>
      <Stack>
        <Card title={t('found')}>
          {intake === null ? <p>{t('none')}</p> : (
            <>
              <h3>{t('field.taken')}</h3>
              {intake.taken.length === 0 ? <p>{t('nothingTaken')}</p> : <ul>{intake.taken.map((each) => <li key={`${each.dose.medicine} ${each.pattern}`}><strong>{words.medicine(each.dose.medicine)}</strong>{': '}{words.taken(each)}</li>)}</ul>}
              <p>{t('fact', { name: t('field.indication'), value: t(`indication.${intake.indication}`) })}</p>
              <p>{t('fact', { name: t('field.monthsOfUse'), value: intake.monthsOfUse === null ? t('notAsked') : format.number(intake.monthsOfUse) })}</p>
              <p>{t('fact', { name: t('field.factors'), value: intake.factors.length === 0 ? t('noFactors') : intake.factors.map((factor) => t(`factor.${factor}`)).join(', ') })}</p>
              <p>{t('fact', { name: t('field.riskReviewOn'), value: intake.riskReviewOn === null ? t('notYet') : format.date(intake.riskReviewOn) })}</p>
              {intake.words === null ? null : <p>{intake.words}</p>}
              <Muted>{t('by', { who: intake.recordedBy, date: format.date(intake.recordedOn) })}</Muted>
            </>
          )}
          <ButtonRow><ButtonLink to={`${home}/edit`} variant="primary">{t(intake === null ? 'begin' : 'change')}</ButtonLink></ButtonRow>
        </Card>
        <h2>{t('medicines', { count: medicines.length })}</h2>
        {medicines.length === 0 ? <p>{t('noMedicines')}</p> : medicines.map((medicine) => (
          <Card key={medicine.id} title={medicine.name}>
            <p>{words.dates(medicine, today)}</p>
            {needsReview(medicine) ? <Notice tone="wait"><p>{t('waits')}</p></Notice> : null}
            {medicine.interactions.length === 0 ? <Muted>{t('noInteraction')}</Muted> : <ul>{medicine.interactions.map((each) => <li key={`${each.medicine} ${each.interactant}`}>{words.interaction(each)}</li>)}</ul>}
            <ButtonRow>
              {needsReview(medicine) ? <ButtonLink to={`${home}/review/${medicine.id}`} variant="primary">{t('act.review.named', { name: medicine.name })}</ButtonLink> : null}
              {mayStop(medicine, today) ? <ButtonLink to={`${home}/stop/${medicine.id}`}>{t(medicine.stoppedOn === null ? 'act.stop.named' : 'act.stop.again', { name: medicine.name })}</ButtonLink> : null}
            </ButtonRow>
          </Card>
        ))}
        <ButtonRow><ButtonLink to={`${home}/medicine`}>{t('addMedicine.open')}</ButtonLink></ButtonRow>
        <h2>{t('clinicians', { count: clinicians.length })}</h2>
        {clinicians.length === 0 ? <p>{t('noClinicians')}</p> : clinicians.map(({ id, role, name: who, phone, email }) => (
          <Card key={id} title={who}>
            <p>{[t(`role.${role}`), phone, email].filter((each) => each !== null).join(', ')}</p>
            <ButtonRow><ButtonLink to={`${home}/remove/${id}`}>{t('act.remove.named', { name: who })}</ButtonLink></ButtonRow>
          </Card>
        ))}
        <ButtonRow><ButtonLink to={`${home}/clinician`}>{t('addClinician.open')}</ButtonLink></ButtonRow>
      </Stack>
    </Page>
  );
}

const outcomes = ['saved', 'added', 'stop', 'goesOn', 'review', 'remove'] as const;

function saidIn(state: unknown): (typeof outcomes)[number] | null {
  const said = typeof state === 'object' && state !== null && 'said' in state ? state.said : null;
  return outcomes.find((each) => each === said) ?? null;
}
