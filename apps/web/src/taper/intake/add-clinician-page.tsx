import { AddOutsideClinician } from '@evenkeel/api-client';
import { outsideRoles } from '@evenkeel/taper-rules';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../check-ins/new-id.js';
import { Select, TextField } from '../../kit/field.js';
import { Page } from '../../kit/page.js';
import { useCommand } from '../../shell/use-operation.js';
import { EntryForm } from './entry-form.js';
import type { IntakeScreen } from './intake-screen.js';
import { intakeTopics } from './use-intake.js';

const fields = ['role', 'name', 'phone', 'email'] as const;

/** Somebody outside who treats the patient too, as far as one may want to call them. */
export function AddClinicianPage({ patientId, name: patient }: IntakeScreen) {
  const { t } = useTranslation('taper-intake');
  const add = useCommand(AddOutsideClinician, intakeTopics);
  const [typed, setTyped] = useState(() => ({ id: newId(), role: '', name: '', phone: '', email: '' }));
  const { id, role, name, phone, email } = typed;
  /** What is sent again under the same id is entered once; what was changed is another entry. */
  const change = (part: Partial<typeof typed>): void => setTyped({ ...typed, ...part, id: newId() });
  const send = async () => (await add.mutateAsync({ input: { id, patientId, role, name, phone: phone.trim() === '' ? null : phone, email: email.trim() === '' ? null : email } })).addOutsideClinician;
  return (
    <Page heading={t('addClinician.heading', { name: patient })} back={{ to: `/patients/${patientId}/intake`, label: t('title') }} focusKey="intake-clinician">
      <p>{t('addClinician.text')}</p>
      <EntryForm patientId={patientId} fields={fields} send={send} isPending={add.isPending} said="added" label={t('addClinician.send')}>
        {(errorOf) => (
          <>
            <Select id="entry-role" label={t('field.role')} error={errorOf('role')} placeholder={t('choose')} value={role} onChange={(value) => change({ role: value })} options={outsideRoles.map((value) => ({ value, label: t(`role.${value}`) }))} />
            <TextField id="entry-name" label={t('field.name')} error={errorOf('name')} autoComplete="off" maxLength={120} value={name} onChange={(value) => change({ name: value })} />
            <TextField id="entry-phone" type="tel" inputMode="tel" label={t('field.phone')} error={errorOf('phone')} autoComplete="off" maxLength={40} value={phone} onChange={(value) => change({ phone: value })} />
            <TextField id="entry-email" type="email" inputMode="email" label={t('field.email')} error={errorOf('email')} autoComplete="off" maxLength={120} value={email} onChange={(value) => change({ email: value })} />
          </>
        )}
      </EntryForm>
    </Page>
  );
}
