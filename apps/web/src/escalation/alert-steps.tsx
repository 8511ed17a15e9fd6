import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.js';
import styles from './alert-page.module.css';
import type { AlertSteps } from './use-alert-steps.js';

interface AlertStepButtonsProps {
  readonly status: string;
  /** What the server allows this person now. */
  readonly actions: readonly string[];
  readonly patientName: string;
  readonly steps: AlertSteps;
  readonly onClose: () => void;
}

/**
 * The one thing to do now, by the state of the alert: acknowledge; then say what came of it; then close it. Every label
 * names the act; nothing asks "are you sure".
 */
export function AlertStepButtons({ status, actions, patientName, steps, onClose }: AlertStepButtonsProps) {
  const { t } = useTranslation('escalation-staff');
  const { busy } = steps;
  const off = (step: typeof busy): boolean => busy !== null && busy !== step;
  const can = (action: string): boolean => actions.includes(action);
  if (can('engage') && status === 'acknowledged') {
    return (
      <>
        <Button variant="primary" fill isPending={busy === 'reached'} isDisabled={off('reached')} onPress={() => steps.engage('reached')}>
          {busy === 'reached' ? t('step.saving') : t('step.reached')}
        </Button>
        <div className={styles.pair}>
          <Button fill isPending={busy === 'tried'} isDisabled={off('tried')} onPress={() => steps.engage('tried')} aria-describedby="tried-hint">
            {busy === 'tried' ? t('step.saving') : t('step.tried')}
          </Button>
          <Button fill isPending={busy === 'sent-help'} isDisabled={off('sent-help')} onPress={() => steps.engage('sent-help')}>
            {busy === 'sent-help' ? t('step.saving') : t('step.sentHelp')}
          </Button>
        </div>
        <p id="tried-hint" className={styles.hint}>{t('step.triedHint')}</p>
      </>
    );
  }
  if (can('resolve') && status === 'engaged') {
    return <Button variant="primary" fill isDisabled={busy !== null} onPress={onClose}>{t('step.close')}</Button>;
  }
  if (can('acknowledge')) {
    const label = status === 'acknowledged' || status === 'engaged' ? t('step.takeOver') : t('step.acknowledge');
    return (
      <>
        <Button variant="primary" fill isPending={busy === 'acknowledge'} isDisabled={off('acknowledge')} onPress={steps.acknowledge} aria-describedby="acknowledge-hint">
          {busy === 'acknowledge' ? t('step.acknowledging') : label}
        </Button>
        <p id="acknowledge-hint" className={styles.hint}>{t('step.acknowledgeHint', { name: patientName })}</p>
      </>
    );
  }
  if (can('resolve')) return <Button variant="primary" fill isDisabled={busy !== null} onPress={onClose}>{t('step.close')}</Button>;
  return status === 'engaged' ? <p className={styles.hint}>{t('step.closedByOthers')}</p> : null;
}

type SideStepProps = Pick<AlertStepButtonsProps, 'status' | 'actions' | 'steps'>;

/** More people, now: beside the state of the alert, away from the main step. */
export function EscalateButton({ actions, steps }: Pick<SideStepProps, 'actions' | 'steps'>) {
  const { t } = useTranslation('escalation-staff');
  if (!actions.includes('escalate')) return null;
  const isBusy = steps.busy === 'escalate';
  return (
    <div>
      <Button onPress={steps.escalate} isPending={isBusy} isDisabled={steps.busy !== null && !isBusy}>{isBusy ? t('step.saving') : t('step.escalate')}</Button>
    </div>
  );
}

/** Closing before somebody has reached the patient is the exception; an emergency can then only be dismissed, by two people. */
export function CloseEarlyButton({ status, actions, steps, onClose }: SideStepProps & { readonly onClose: () => void }) {
  const { t } = useTranslation('escalation-staff');
  if (!actions.includes('resolve') || status === 'engaged') return null;
  return <div><Button onPress={onClose} isDisabled={steps.busy !== null}>{t('step.close')}</Button></div>;
}
