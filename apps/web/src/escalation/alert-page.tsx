import { Alert, OpenAlert, PatientBirth, type AlertQuery } from '@evenkeel/api-client';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ButtonLink, CallLink } from '../kit/button.js';
import { Card, Muted, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ErrorState, Loading } from '../kit/states.js';
import { useSignedIn } from '../shell/session-context.js';
import { useCommand, useOperation } from '../shell/use-operation.js';
import { AlertContext } from './alert-context.js';
import { AlertNow } from './alert-now.js';
import styles from './alert-page.module.css';
import { AlertContactCard, AlertLogCard, AlertToldCard } from './alert-people.js';
import { AlertStepButtons, CloseEarlyButton, EscalateButton } from './alert-steps.js';
import { CloseAlert } from './close-alert.js';
import { fallbackPhone, rememberFallbackPhone } from './fallback-phone.js';
import { Outdated, useOutdated } from './outdated.js';
import { useServerNow } from './server-clock.js';
import { useAlertSteps, type StepResult } from './use-alert-steps.js';
import { useAlertWords } from './use-alert-words.js';

type Detail = NonNullable<AlertQuery['alert']>;

/** One alert. Reads it again on every bell and every 20 seconds; a step needs a press, opening the page is none. */
export function AlertPage() {
  const { t } = useTranslation('escalation-staff');
  const id = useParams()['alertId'] ?? '';
  const result = useOperation(Alert, { id }, { topics: ['alert', 'alerts'], subject: id, poll: true });
  const outdated = useOutdated(result);
  const back = { to: '/alerts', label: t('alerts') };
  const alert = result.data?.alert;
  if (alert === undefined) {
    return (
      <Page heading={t('heading.loading')} back={back}>
        {result.isError ? (
          <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} phone={fallbackPhone()} />
        ) : <Loading what={t('loadingAlert')} />}
      </Page>
    );
  }
  if (alert === null) return <NotYours />;
  return <AlertScreen key={id} alert={alert} outdated={outdated} back={back} />;
}

/** No patient facts: not yours and not there look the same. */
function NotYours() {
  const { t } = useTranslation('escalation-staff');
  const { role } = useSignedIn();
  return (
    <Page heading={t('notFound.heading')} back={{ to: '/alerts', label: t('alerts') }}>
      <p>{t('notFound.text')}</p>
      <p>{t('notFound.role', { role: t(`roleName.${role}`, { defaultValue: role }) })}</p>
      <ButtonLink to="/alerts" variant="primary">{t('notFound.back')}</ButtonLink>
    </Page>
  );
}

/** Tells the server once that the alert was opened by this person; it is an event, not a step. */
function useOpened(id: string): void {
  const { mutate } = useCommand(OpenAlert, ['alert', 'alerts']);
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (told.current === id) return;
    told.current = id;
    mutate({ id });
  }, [id, mutate]);
}

function AlertScreen({ alert, outdated, back }: { readonly alert: Detail; readonly outdated: boolean; readonly back: { to: string; label: string } }) {
  const { t } = useTranslation('escalation-staff');
  const words = useAlertWords();
  const { displayName, role } = useSignedIn();
  const { head, actions } = alert;
  const now = useServerNow(alert.serverNow);
  const lastSeq = alert.log.reduce((last, entry) => Math.max(last, entry.seq), 0);
  const steps = useAlertSteps({ id: head.id, rowVersion: head.rowVersion, lastSeq });
  const [closing, setClosing] = useState(false);
  useOpened(head.id);
  useEffect(() => { if (alert.fallbackPhone) rememberFallbackPhone(alert.fallbackPhone); }, [alert.fallbackPhone]);
  const mine = (head.status === 'engaged' ? head.engagedBy : head.acknowledgedBy) === displayName;
  const phone = alert.fallbackPhone ?? fallbackPhone();
  /** Steps are offered only while the page is known to be true. */
  const asks = !outdated && !closing;
  const mayClose = actions.includes('resolve') && head.status !== 'resolved' && !outdated;
  const contact = <AlertContactCard contact={alert.contact} head={head} fallbackPhone={phone} />;
  const context = (
    <Card title={<PatientName head={head} />} aside={<Link to={`/patients/${head.patientId}`} className={styles.record}>{t('patient.open')}</Link>}>
      {alert.context
        ? <AlertContext context={alert.context} today={new Date(now).toLocaleDateString('en-CA')} />
        : <Muted>{role === 'coordinator' ? t('context.hiddenFromRole') : t('context.hiddenByConsent')}</Muted>}
    </Card>
  );
  // Whoever is on it calls next; whoever is not has to understand first.
  const contactFirst = head.status === 'acknowledged' && mine;
  return (
    <Page
      wide
      heading={words.fired(head.family)}
      above={words.tier(head.tier)}
      back={back}
      corner={<span className={styles.muted}>{t('ref', { reference: head.reference })}</span>}
      footer={closing || head.status === 'resolved' ? null : outdated
        ? (phone ? <CallLink href={`tel:${phone}`} fill>{t('contact.call', { phone })}</CallLink> : null)
        : <div className={styles.steps}><AlertStepButtons status={head.status} actions={actions} patientName={head.patientName} steps={steps} onClose={() => setClosing(true)} /></div>}
    >
      {outdated ? <Outdated of="alert" checkedAt={alert.serverNow} actionsOff phone={phone} /> : null}
      {steps.result ? <Said result={steps.result} phone={phone} /> : null}
      {head.drill ? <Notice tone="info"><p>{t('row.drill')}</p></Notice> : null}
      <AlertNow head={head} mine={mine} now={now} />
      {closing && mayClose ? (
        <CloseAlert
          outcomes={alert.outcomes}
          isBusy={steps.busy === 'resolve'}
          onClose={(outcome, note) => steps.resolve(outcome, note, () => setClosing(false))}
          onCancel={() => setClosing(false)}
        />
      ) : null}
      {asks ? <EscalateButton actions={actions} steps={steps} /> : null}
      <div className={styles.columns}>
        <div className={styles.column}>
          {contactFirst ? <>{contact}{context}</> : <>{context}{contact}</>}
          {asks ? <CloseEarlyButton status={head.status} actions={actions} steps={steps} onClose={() => setClosing(true)} /> : null}
        </div>
        <div className={styles.column}>
          <AlertToldCard told={alert.told} />
          <AlertLogCard log={alert.log} />
        </div>
      </div>
    </Page>
  );
}

/** The year of birth tells two people of one name apart; whoever may not read it sees the name. */
function PatientName({ head }: { readonly head: Detail['head'] }) {
  const { t } = useTranslation('escalation-staff');
  const born = useOperation(PatientBirth, { id: head.patientId }, { topics: ['patient'] }).data?.patient?.birthYear ?? null;
  return born === null ? head.patientName : t('patient.born', { name: head.patientName, year: born });
}

/** Takes the focus, because the button that was pressed is often gone. */
function Said({ result, phone }: { readonly result: StepResult; readonly phone: string | null }) {
  const { t } = useTranslation('escalation-staff');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [result]);
  return (
    <div ref={box} tabIndex={-1} className={styles.result}>
      <Notice tone={result.tone} role="status">
        <p>{result.text}</p>
        {result.callInstead && phone ? <p><a href={`tel:${phone}`}>{t('result.callInstead', { phone })}</a></p> : null}
      </Notice>
    </div>
  );
}
