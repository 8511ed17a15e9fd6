import { doseSlots, type DoseSlot } from '@evenkeel/taper-rules';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ButtonLink } from '../kit/button.js';
import { Card, Muted } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { takeBackDeed } from '../offline/deed-outbox.js';
import { shownRecords } from '../taper/dose-records.js';
import { lowerNotStarted } from '../taper/dose-view.js';
import { RecordLine } from '../taper/record-line.js';
import { useOwnPlan } from './use-own-plan.js';

/** Reads a time of the day from an address. */
export const slotFrom = (text: string | undefined): DoseSlot | null => doseSlots.find((slot) => slot === text) ?? null;

/** What can be different about a dose. Each has a page of its own that says what to do now and whom it tells. */
export function DoseWordsPage() {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const slot = slotFrom(useParams()['slot']);
  const { mine: { data, device, readAt }, today, date } = useOwnPlan();
  const records = shownRecords(data?.records ?? [], device, readAt);
  if (slot === null) {
    const planned = doseSlots.filter((each) => data?.doses.some((dose) => dose.slot === each));
    return (
      <Page heading={t('words.which')} focusKey="dose" back={{ to: '/' }} status={<ConnectionLine />}>
        {(planned.length > 0 ? planned : doseSlots).map((each) => <ButtonLink key={each} to={`/dose/${each}`} fill>{taper(`slot.${each}`)}</ButtonLink>)}
        <ButtonLink to="/check-in/serious" fill>{taper('card.stopped')}</ButtonLink>
      </Page>
    );
  }
  const said = records.filter((each) => each.slot === slot);
  const words = lowerNotStarted(today?.doseSteps ?? [], records, date, slot) === null ? (['missed', 'extra', 'vomited'] as const) : (['missed', 'declined', 'extra', 'vomited'] as const);
  return (
    <Page heading={t(`words.heading.${slot}`)} focusKey={`dose-${slot}`} back={{ to: '/' }} status={<ConnectionLine />}>
      {words.map((word) => <ButtonLink key={word} to={`/dose/${slot}/${word}`} fill>{t(`words.choice.${word}`)}</ButtonLink>)}
      <ButtonLink to="/check-in/serious" fill>{taper('card.stopped')}</ButtonLink>
      <Muted>{t('words.noDirective')}</Muted>
      {said.length > 0 ? (
        <Card title={t('words.said')}>
          {said.map((record) => <RecordLine key={record.id} record={record} onUndo={() => takeBackDeed('withdraw', record.id)} />)}
        </Card>
      ) : null}
    </Page>
  );
}
