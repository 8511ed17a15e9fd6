import { planSheet, type DoseSlot, type SheetLine } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { linesOf, waysOf } from '../escalation/help-card.js';
import { Button } from '../kit/button.js';
import { Card } from '../kit/notice.js';
import { useFormat } from '../language/use-format.js';
import { amountWords } from '../medicines/amount-words.js';
import { useComfort } from '../shell/comfort-context.js';
import { useSignedIn } from '../shell/session-context.js';
import { useOnline } from '../shell/use-online.js';
import { useDoseList, useSigner } from '../taper/dose-sentence.js';
import { useMedicineName } from '../taper/use-medicine-name.js';
import { nowAndNext, type OwnCalendar } from './own-calendar.js';
import styles from './own-plan.module.css';
import type { OwnPlan } from './use-own-plan.js';

/** The paper says how a dose is taken, not what the pharmacy gives out: all its days are one period. */
const printedPeriodDays = 28;

/** The plan on paper. It ends at the next review, because nothing behind that is agreed; and it says so. */
export function PrintedPlan({ own }: { readonly own: OwnPlan }) {
  const { t } = useTranslation('own-plan');
  const format = useFormat();
  const signer = useSigner();
  const { country } = useComfort();
  const { patientId } = useSignedIn();
  const online = useOnline();
  const { calendar, date, mine: { data, copyFrom }, phone } = own;
  if (calendar === null || !data?.plan) return null;
  const { next } = nowAndNext(calendar.schedule, date);
  // Before each further step somebody looks at the last one; the steps of a micro-taper are looked at in blocks.
  const reviewOn = next === null || next.reason === 'micro-cut' ? null : next.startsOn;
  const sheet = planSheet({ schedule: calendar.schedule, makers: calendar.laid.makers, phases: calendar.plan.phases, from: date, reviewOn, periodDays: printedPeriodDays });
  const until = format.date(sheet.until);
  // The server makes the file, and refuses one where no dose is shown or nothing is in force any more.
  const hasFile = online && !data.showsNoDose && (data.plan.state !== 'completed' || data.plan.ended === 'maintenance');
  const ways = linesOf(country, 'emergency').flatMap(waysOf);
  return (
    <>
      <Card title={t('print.title')}>
        <p>{t('print.text', { date: until })}</p>
        <div><Button onPress={() => window.print()}>{t('print.act')}</Button></div>
        {hasFile ? <p><a href={`/documents/plan/${patientId}/${data.plan.number}.pdf`} target="_blank" rel="noreferrer">{t('print.file')}</a></p> : null}
      </Card>
      <section className={styles.sheet} data-sheet>
        <h2>{t('print.heading')}</h2>
        <p>{t('print.made', { date: format.date(date) })} {data.plan.signedBy && data.plan.signedAt ? t('steps.signed', { who: signer(data.plan.signedBy), date: format.day(data.plan.signedAt) }) : ''}</p>
        {copyFrom || own.changes.length > 0 ? <p>{t('print.maybeOld')}</p> : null}
        <p className={styles.ends}>{t('print.ends', { date: until })}</p>
        <table>
          <thead><tr><th scope="col">{t('print.from')}</th><th scope="col">{t('print.day')}</th><th scope="col">{t('print.how')}</th></tr></thead>
          <tbody>{sheet.lines.map((line) => <Row key={line.from} line={line} calendar={calendar} />)}</tbody>
        </table>
        <p>{t('print.notAlone')}</p>
        <p>{[...(phone ? [t('print.clinic', { phone })] : []), ...ways.map(({ number }) => t('print.emergency', { number }))].join(' ')}</p>
      </section>
    </>
  );
}

function Row({ line, calendar: { laid } }: { readonly line: SheetLine; readonly calendar: OwnCalendar }) {
  const { t } = useTranslation('medicines');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const doses = useDoseList();
  const medicine = useMedicineName();
  const written = { t: (key: string, values?: Readonly<Record<string, string | number>>) => t(key, { ...values }), dose: format.dose, number: format.number };
  const slotName = (slot: DoseSlot): string => taper(`slot.${slot}`);
  return (
    <tr>
      <th scope="row">{format.date(line.from)}</th>
      <td>{doses(line.dose)}</td>
      <td>
        {line.intake.map((intake) => (
          <div key={`${intake.slot} ${intake.medicine}`}>
            {slotName(intake.slot)}: {medicine(intake.medicine)} {format.dose(intake.ug)}, {intake.amounts.flatMap((amount) => {
              const product = laid.products.find(({ code }) => code === amount.product);
              return product === undefined ? [] : [`${amountWords(amount, product, written)}${product.label === null ? '' : ` (${product.label})`}`];
            }).join(' + ')}
          </div>
        ))}
      </td>
    </tr>
  );
}
