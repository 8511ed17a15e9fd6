import { AddOtherMedicine } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../check-ins/new-id.js';
import { DateField, TextField } from '../../kit/field.js';
import { Page } from '../../kit/page.js';
import { useCommand } from '../../shell/use-operation.js';
import { EntryForm } from './entry-form.js';
import type { IntakeScreen } from './intake-screen.js';
import { intakeTopics } from './use-intake.js';

const fields = ['name', 'startedOn', 'stoppedOn'] as const;

/** Another medicine with its dates. What is known about it beside the taper is said on the list afterwards. */
export function AddMedicinePage({ patientId, name: patient }: IntakeScreen) {
  const { t } = useTranslation('taper-intake');
  const add = useCommand(AddOtherMedicine, intakeTopics);
  const [typed, setTyped] = useState(() => ({ id: newId(), name: '', startedOn: '', stoppedOn: '' }));
  const { id, name, startedOn, stoppedOn } = typed;
  /** What is sent again under the same id is entered once; what was changed is another entry. */
  const change = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part, id: newId() });
  const send = async () => (await add.mutateAsync({ input: { id, patientId, name, startedOn: startedOn === '' ? null : startedOn, stoppedOn: stoppedOn === '' ? null : stoppedOn } })).addOtherMedicine;
  return (
    <Page heading={t('addMedicine.heading', { name: patient })} back={{ to: `/patients/${patientId}/intake`, label: t('title') }} focusKey="intake-medicine">
      <p>{t('addMedicine.text')}</p>
      <EntryForm patientId={patientId} fields={fields} send={send} isPending={add.isPending} said="added" label={t('addMedicine.send')}>
        {(errorOf) => (
          <>
            <TextField id="entry-name" label={t('field.name')} error={errorOf('name')} autoComplete="off" maxLength={120} value={name} onChange={(value) => change({ name: value })} />
            <DateField id="entry-startedOn" label={t('field.startedOn')} description={t('help.startedOn')} error={errorOf('startedOn')} value={startedOn} onChange={(value) => change({ startedOn: value })} />
            <DateField id="entry-stoppedOn" label={t('field.stoppedOn')} description={t('help.stoppedOn')} error={errorOf('stoppedOn')} value={stoppedOn} onChange={(value) => change({ stoppedOn: value })} />
          </>
        )}
      </EntryForm>
    </Page>
  );
}
