import { addDays, type DoseSlot } from '@evenkeel/taper-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { linesOf } from '../escalation/help-card.js';
import { HelpLines, NoNumber } from '../escalation/help-lines.js';
import { Button, ButtonLink, CallLink } from '../kit/button.js';
import { ChoiceGrid } from '../kit/choice-grid.js';
import { Card, Notice } from '../kit/notice.js';
import { Page } from '../kit/page.js';
import { useFormat } from '../language/use-format.js';
import { ConnectionLine } from '../offline/connection-line.js';
import { tellDose, takeBackDeed } from '../offline/deed-outbox.js';
import type { DoseWord } from '../offline/deeds.js';
import { useOutbox } from '../offline/use-outbox.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { useComfort } from '../shell/comfort-context.js';
import { shownRecords } from '../taper/dose-records.js';
import { RecordLine } from '../taper/record-line.js';
import { slotFrom } from './dose-words-page.js';
import { useOwnPlan } from './use-own-plan.js';

const told = ['missed', 'extra', 'vomited', 'declined'] as const satisfies readonly DoseWord[];
type Told = (typeof told)[number];

/** So many days can be told of, today among them: what lies further back is a talk with the clinic. */
const daysBack = 3;

/** One thing that was different about a dose: whom to call stands first, then the one tap that tells the team. */
export function DoseWordPage() {
  const params = useParams();
  const slot = slotFrom(params['slot']);
  const word = told.find((each) => each === params['word']);
  return slot === null || word === undefined ? <NotFoundPage /> : <Word key={`${slot} ${word}`} slot={slot} word={word} />;
}

function Word({ slot, word }: { readonly slot: DoseSlot; readonly word: Told }) {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const format = useFormat();
  const { storage } = useOutbox();
  const { mine: { data, device, readAt }, today, date, phone } = useOwnPlan();
  const [on, setOn] = useState<string | null>(word === 'missed' ? null : date);
  const [saved, setSaved] = useState<string | null>(null);
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');
  const record = shownRecords(data?.records ?? [], device, readAt).find(({ id }) => id === saved);
  const tell = (): void => {
    if (on === null) return;
    setPhase('busy');
    tellDose(word, slot, on).then((deed) => { setSaved(deed.id); setPhase('idle'); }, () => setPhase('failed'));
  };
  const days = Array.from({ length: daysBack }, (_, back) => addDays(date, -back));
  return (
    <Page
      heading={t(saved === null ? `word.${word}.heading` : 'word.thanks')}
      focusKey={`${slot} ${word} ${saved === null ? '' : 'told'}`}
      back={{ to: `/dose/${slot}` }}
      status={<ConnectionLine />}
      footer={saved === null
        ? <Button variant="primary" fill isPending={phase === 'busy'} isDisabled={on === null} onPress={tell}>{t('word.tell')}</Button>
        : <ButtonLink to="/" variant="primary" fill>{t('label.toToday')}</ButtonLink>}
    >
      {saved !== null ? (
        <Card>
          {record ? <div role="status"><RecordLine record={record} onUndo={() => takeBackDeed('withdraw', record.id)} /></div> : <p>{t('word.takenBack')}</p>}
          {storage === 'memory' && record ? <p>{taper('card.memory')}</p> : null}
          {today ? <p>{t('word.hours', { name: today.contact.name, hours: today.contact.readingHours })}</p> : null}
        </Card>
      ) : null}
      {phase === 'failed' ? <Notice tone="wait" role="alert" title={t('change.failed')}><p>{t('change.failedText')}</p></Notice> : null}
      <p>{t('word.cannotTell')}</p>
      <WhatNow word={word} phone={phone} />
      {saved === null && word === 'missed' ? (
        <ChoiceGrid
          label={t('word.whichDay')}
          columns={1}
          value={on}
          onChange={setOn}
          choices={days.map((day, back) => ({ value: day, label: t(`word.day.${String(back)}`, { date: format.date(day) }) }))}
        />
      ) : null}
      {saved === null ? <p>{t(`word.${word}.tells`)}</p> : null}
    </Page>
  );
}

/** Whom to call now. The numbers are on the phone and ask nobody. */
function WhatNow({ word, phone }: { readonly word: Told; readonly phone: string | null }) {
  const { t } = useTranslation('own-plan');
  const { t: taper } = useTranslation('taper');
  const { country } = useComfort();
  const emergency = linesOf(country, 'emergency');
  const advice = [...linesOf(country, word === 'extra' ? 'poison' : 'health')];
  const isUrgent = word === 'extra';
  return (
    <>
      {isUrgent ? (
        <Notice tone="urgent" title={t('word.extra.emergency')}>
          <HelpLines lines={emergency} tone="danger" />
          {emergency.length === 0 ? <NoNumber purpose="emergency" /> : null}
          <HelpLines lines={advice} tone="outline" />
        </Notice>
      ) : null}
      <Notice tone="info" title={t(`word.${word}.now`)}>
        <p>{t(`word.${word}.text`)}</p>
        {phone ? <CallLink href={`tel:${phone}`} variant="outline" fill>{taper('card.call')}</CallLink> : null}
        {isUrgent ? null : <HelpLines lines={advice} tone="outline" />}
        <p><Link to="/help">{taper('card.otherNumbers')}</Link></p>
      </Notice>
    </>
  );
}
