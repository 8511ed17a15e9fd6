import { PeerDecideReport } from '@evenkeel/api-client/peer';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonRow } from '../kit/button.js';
import { Select, TextArea } from '../kit/field.js';
import { Muted, Notice } from '../kit/notice.js';
import { Timestamp } from '../kit/states.js';
import styles from './peer-groups.module.css';
import type { Review } from './review-page.js';
import { refusalIn, usePeerCommand } from './use-peer.js';

const outcomes = ['kept', 'hidden', 'talked-to', 'passed-on'] as const;

/** One report, who made it left out, and the outcome that its reporter will read. */
export function ReportDecision({ report, off }: { readonly report: Review['reports'][number]; readonly off: boolean }) {
  const { t } = useTranslation('peer-groups-staff');
  const [open, setOpen] = useState(false);
  const [outcome, setOutcome] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const decide = usePeerCommand(PeerDecideReport);
  const refused = decide.data === undefined ? null : refusalIn(decide.data.decideReport);
  const wrongField = decide.data?.decideReport.__typename === 'InvalidInput' ? decide.data.decideReport.field : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (outcome !== '' && !decide.isPending) decide.mutate({ input: { id: report.id, outcome, reason } });
  };
  return (
    <div className={styles.under}>
      <p><b>{t('report.by', { reason: t(`reason.${report.reason}`) })}</b> · <Timestamp at={report.at} /></p>
      {report.words === '' ? null : <p className={styles.words}>{report.words}</p>}
      {report.state === 'open' ? null : <Muted>{t('report.ended', { outcome: t(`report.outcomes.${report.outcome ?? 'kept'}`) })}</Muted>}
      {report.state !== 'open' ? null : open ? (
        <form onSubmit={submit} noValidate className={styles.panel}>
          <Select label={t('report.outcome')} value={outcome} onChange={setOutcome} placeholder={t('report.choose')} options={outcomes.map((value) => ({ value, label: t(`report.outcomes.${value}`) }))} error={tried && outcome === '' ? t('report.choose') : null} />
          {outcome === 'hidden' ? <TextArea label={t('report.reason')} value={reason} onChange={setReason} rows={3} maxLength={500} error={wrongField === 'reason' ? refused : null} /> : null}
          {decide.isError || (refused !== null && wrongField === null) ? <Notice tone="wait" role="alert"><p>{refused ?? t('refused')}</p></Notice> : null}
          <ButtonRow>
            <Button type="submit" variant="primary" isDisabled={off} isPending={decide.isPending}>{t('report.save')}</Button>
            <Button onPress={() => setOpen(false)}>{t('decide.cancel')}</Button>
          </ButtonRow>
        </form>
      ) : <div><Button isDisabled={off} onPress={() => setOpen(true)}>{t('report.decide')}</Button></div>}
    </div>
  );
}
