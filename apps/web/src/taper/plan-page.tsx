import { useTranslation } from 'react-i18next';
import { useToday, type TodayData } from '../check-ins/use-today.js';
import { CallLink } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { Empty, ErrorState, Loading } from '../kit/states.js';
import { DefinitionList, Table } from '../kit/table.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { doseNow } from './dose-now.js';
import { DoseSentence, useDoseSentence, useSigner } from './dose-sentence.js';

type Step = TodayData['doseSteps'][number];
const slots = ['morning', 'midday', 'evening', 'night'] as const;

/** The signed plan, to be read: the dose now, what is planned, and every step with who signed it. */
export function PlanPage() {
  const { t } = useTranslation('taper');
  const { t: shell } = useTranslation('shell');
  const format = useFormat();
  const { today, copyFrom, error, isLoading, retry } = useToday();
  const sentence = useDoseSentence(today);
  const steps = today?.doseSteps ?? [];
  const hasPlan = today !== null && steps.length > 0;
  const phone = today?.contact.phone ?? null;
  return (
    <Page
      heading={hasPlan ? sentence : t('heading')}
      status={<ConnectionLine />}
      focusKey="plan"
      footer={hasPlan && phone ? <CallLink href={`tel:${phone}`} variant="primary" fill>{t('ask')}</CallLink> : null}
    >
      {hasPlan ? (
        <>
          <DoseSentence today={today} />
          {copyFrom ? <p>{t('maybeOld', { time: format.dayTime(copyFrom) })}</p> : null}
          <Now today={today} />
          <Steps steps={steps} localDate={today.localDate} />
          <Muted>{t('holding')}</Muted>
        </>
      ) : null}
      {today && !hasPlan ? <Empty title={t('noPlan')} /> : null}
      {isLoading && !today ? <Loading what={shell('what.plan')} /> : null}
      {error && !today ? <ErrorState reference={error.reference} onRetry={retry}><p>{t('unreadable')}</p></ErrorState> : null}
    </Page>
  );
}

function Now({ today }: { readonly today: TodayData }) {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const now = doseNow(today.doseSteps, today.localDate);
  if (now === null) return null;
  const taken = slots.filter((slot) => now.step.slots[slot] > 0);
  return (
    <Card title={t('doseNow')}>
      <DefinitionList
        items={[
          { term: t('medicine'), detail: now.step.medicine },
          ...taken.map((slot) => ({ term: t(`slot.${slot}`), detail: format.dose(now.step.slots[slot]) })),
          { term: t('wholeDay'), detail: format.dose(now.step.total) },
          { term: t('since'), detail: format.date(now.step.startsOn) },
        ]}
      />
    </Card>
  );
}

function Steps({ steps, localDate }: { readonly steps: readonly Step[]; readonly localDate: string }) {
  const { t } = useTranslation('taper');
  const format = useFormat();
  const signer = useSigner();
  const ordered = [...steps].sort((left, right) => (left.startsOn < right.startsOn ? 1 : -1));
  const current = ordered.find((step) => step.startsOn <= localDate);
  return (
    <Card>
      <Table
        caption={t('steps')}
        rows={ordered}
        rowKey={(step) => step.id}
        columns={[
          { key: 'from', header: t('from'), cell: (step) => format.date(step.startsOn) },
          { key: 'dose', header: t('dose'), cell: (step) => `${step.drug} ${format.dose(step.totalMicrograms)}`, align: 'end' },
          { key: 'state', header: t('state'), cell: (step) => t(step === current ? 'stateNow' : step.startsOn > localDate ? 'statePlanned' : 'statePast') },
          { key: 'by', header: t('signedBy'), cell: (step) => signer(step.signedBy) },
        ]}
      />
    </Card>
  );
}
