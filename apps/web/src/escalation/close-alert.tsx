import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { ErrorSummary, TextArea } from '../kit/field.js';
import { Muted } from '../kit/notice.js';
import styles from './alert-page.module.css';

interface CloseAlertProps {
  readonly outcomes: readonly string[];
  readonly isBusy: boolean;
  readonly onClose: (outcome: string, note: string) => void;
  readonly onCancel: () => void;
}

const longestNote = 2_000;

/** How it ended, out of a closed list, and a note if wanted. Says first who can read it. Keeps every word on a refusal. */
export function CloseAlert({ outcomes, isBusy, onClose, onCancel }: CloseAlertProps) {
  const { t } = useTranslation('escalation-staff');
  const [outcome, setOutcome] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const submit = (): void => {
    if (outcome === null) setMissing(true);
    else onClose(outcome, note.trim());
  };
  return (
    <section className={styles.close} aria-labelledby="close-title">
      <h2 id="close-title" ref={title} tabIndex={-1}>{t('step.closeTitle')}</h2>
      {missing && outcome === null ? <ErrorSummary errors={[{ fieldId: null, message: t('step.chooseOutcome') }]} /> : null}
      <ChoiceGrid
        labelledBy="close-title"
        columns={1}
        value={outcome}
        onChange={setOutcome}
        choices={outcomes.map((value) => ({ value, label: t(`outcome.${value}`, { defaultValue: value }) }))}
      />
      <TextArea label={t('step.note')} description={t('step.noteHelp')} value={note} onChange={setNote} rows={3} maxLength={longestNote} />
      <Muted>{t('step.outcomeVisible')}</Muted>
      <ButtonRow>
        <Button variant="primary" isPending={isBusy} onPress={submit}>{isBusy ? t('step.closing') : t('step.closeNow')}</Button>
        <Button isDisabled={isBusy} onPress={onCancel}>{t('step.notYet')}</Button>
      </ButtonRow>
    </section>
  );
}
