import { RemoveOutsideClinician, ReviewOtherMedicine, StopOtherMedicine } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ButtonLink } from '../../kit/button.js';
import { DateField } from '../../kit/field.js';
import { Page } from '../../kit/page.js';
import { useCommand } from '../../shell/use-operation.js';
import { EntryForm } from './entry-form.js';
import type { IntakeScreen } from './intake-screen.js';
import { mayStop, needsReview } from './medicine-acts.js';
import { intakeTopics } from './use-intake.js';

const stopFields = ['stoppedOn'] as const;
const noFields: readonly string[] = [];

/** A page of its own before a medicine is stopped or reviewed, or somebody outside removed: what happens then. */
export function ChangeEntryPage({ act, patientId, name, today, medicines, clinicians, words }: IntakeScreen & { readonly act: 'stop' | 'review' | 'remove' }) {
  const { t } = useTranslation('taper-intake');
  const { entryId: id = '' } = useParams();
  const stop = useCommand(StopOtherMedicine, intakeTopics);
  const review = useCommand(ReviewOtherMedicine, intakeTopics);
  const remove = useCommand(RemoveOutsideClinician, intakeTopics);
  const home = `/patients/${patientId}/intake`;
  const back = { to: home, label: t('title') };
  const command = { stop, review, remove }[act];
  const medicine = medicines.find((each) => each.id === id);
  // An end that is ahead can be taken back: the field is emptied.
  const planned = medicine?.stoppedOn ?? null;
  const [stoppedOn, setStoppedOn] = useState(planned ?? today);
  const entry = act === 'remove' ? clinicians.find((each) => each.id === id) : medicine;
  const isOver = act === 'stop' ? medicine === undefined || !mayStop(medicine, today) : act === 'review' ? medicine === undefined || !needsReview(medicine) : entry === undefined;
  // What was just done here is over too, for the moment until the list is on the screen.
  if (entry === undefined || (isOver && !command.isPending && !command.isSuccess)) {
    return <Page heading={t('gone')} back={back} focusKey="intake-gone"><ButtonLink to={home} variant="primary">{t('toIntake')}</ButtonLink></Page>;
  }

  async function send() {
    if (act === 'stop' && stoppedOn === '' && planned === null) return { __typename: 'InvalidInput' as const, field: 'stoppedOn', message: t('field.stoppedOnMissing') };
    if (act === 'stop') return (await stop.mutateAsync({ input: { id, stoppedOn: stoppedOn === '' ? null : stoppedOn } })).stopOtherMedicine;
    return act === 'review' ? (await review.mutateAsync({ input: { id } })).reviewOtherMedicine : (await remove.mutateAsync({ input: { id } })).removeOutsideClinician;
  }

  return (
    <Page heading={t(`act.${act}.heading`, { name: entry.name })} above={name} back={back} focusKey={`intake-${act}`}>
      <p>{t(`act.${act}.text`)}</p>
      {act !== 'remove' && medicine !== undefined && medicine.interactions.length > 0 ? <ul>{medicine.interactions.map((each) => <li key={`${each.medicine} ${each.interactant}`}>{words.interaction(each)}</li>)}</ul> : null}
      <EntryForm patientId={patientId} fields={act === 'stop' ? stopFields : noFields} send={send} isPending={command.isPending} said={act === 'stop' && stoppedOn === '' ? 'goesOn' : act} label={t(`act.${act}.do`)} isDangerous={act === 'remove'}>
        {act === 'stop' ? (errorOf) => <DateField id="entry-stoppedOn" label={t('field.stoppedOn')} description={planned === null ? undefined : t('help.stoppedOn')} error={errorOf('stoppedOn')} value={stoppedOn} onChange={setStoppedOn} /> : undefined}
      </EntryForm>
    </Page>
  );
}
