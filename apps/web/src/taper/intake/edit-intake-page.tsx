import { ApiError, SaveIntake } from '@evenkeel/api-client';
import { indications } from '@evenkeel/taper-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ChoiceList } from '../../kit/choice-list.js';
import { DateField, ErrorSummary, Select, TextArea, TextField } from '../../kit/field.js';
import { Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import { fieldNamed, formOf, inputOf, type IntakeForm, tickedFactors } from './intake-form.js';
import type { IntakeScreen } from './intake-screen.js';
import { TakenFields } from './taken-fields.js';
import { intakeTopics } from './use-intake.js';

interface Wrong {
  readonly field: string | null;
  readonly message: string;
}

/** What a prescriber found. It begins with the intake before; whatever is refused names its field, and nothing typed is lost. */
export function EditIntakePage({ patientId, name, today, intake, words }: IntakeScreen) {
  const { t } = useTranslation('taper-intake');
  const navigate = useNavigate();
  const online = useOnline();
  const save = useCommand(SaveIntake, intakeTopics);
  const [form, setForm] = useState<IntakeForm>(() => formOf(intake, words.sign));
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [attempt, setAttempt] = useState(0);
  const home = `/patients/${patientId}/intake`;

  /** "Medicine 2, Night" for a field of a row. */
  function nameOf(field: string): string {
    const [, place, part = ''] = /^taken\.(\d+)\.(\w+)$/.exec(field) ?? [];
    if (place === undefined) return t(`field.${field}`);
    return t('fieldOfRow', { row: t('medicine', { number: Number(place) + 1 }), field: t(['medicine', 'pattern', 'daysAMonth'].includes(part) ? `field.${part}` : `slot.${part}`) });
  }

  async function send(): Promise<void> {
    setAttempt((count) => count + 1);
    const input = inputOf(form, words.sign);
    if (!('taken' in input)) return setWrong(input.map(({ field, reason }) => ({ field, message: t('fault', { field: nameOf(field), reason: t(`reason.${reason}`) }) })));
    setWrong([]);
    try {
      const { saveIntake: done } = await save.mutateAsync({ input: { patientId, ...input } });
      if (done.__typename === 'IntakeChanged') return await navigate(home, { state: { said: 'saved' } });
      const field = fieldNamed(done.field ?? null, form);
      setWrong([{ field, message: field === null ? done.message : t('fault', { field: nameOf(field), reason: done.message }) }]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong([{ field: null, message: t('notSaved') }]);
    }
  }

  function change(part: Partial<IntakeForm>): void {
    setForm((so) => ({ ...so, ...part }));
    // Rows move up when one goes: what was said about a place would stand beside another medicine.
    if (part.taken !== undefined && part.taken.length !== form.taken.length) setWrong([]);
  }
  const errorOf = (field: string): string | null => wrong.find((each) => each.field === field)?.message ?? null;
  const wiring = (field: 'indication' | 'monthsOfUse' | 'riskReviewOn' | 'words') => ({ id: `intake-${field}`, label: t(`field.${field}`), error: errorOf(field) });
  return (
    <Page heading={t('edit.heading', { name })} back={{ to: home, label: t('title') }} focusKey="intake-edit">
      <p>{t('edit.text')}</p>
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLine')}</p></Notice>}
      <ErrorSummary errors={wrong.map(({ field, message }) => ({ fieldId: field === null ? null : `intake-${field}`, message }))} attempt={attempt} />
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void send(); }}>
        <Stack>
          <h2>{t('field.taken')}</h2>
          <p>{t('help.taken')}</p>
          <TakenFields rows={form.taken} change={(taken) => change({ taken })} errorOf={errorOf} words={words} />
          <Select {...wiring('indication')} placeholder={t('choose')} value={form.indication} onChange={(indication) => change({ indication })} options={indications.map((value) => ({ value, label: t(`indication.${value}`) }))} />
          <TextField {...wiring('monthsOfUse')} description={t('help.monthsOfUse')} inputMode="numeric" autoComplete="off" maxLength={4} value={form.monthsOfUse} onChange={(monthsOfUse) => change({ monthsOfUse })} />
          <Stack gap="text">
            <h2 id="intake-factors-title">{t('field.factors')}</h2>
            <p>{t('help.factors')}</p>
            <ChoiceList labelledBy="intake-factors-title" columns={2} choices={tickedFactors.map((value) => ({ value, label: t(`factor.${value}`) }))} values={tickedFactors.filter((each) => form.factors.includes(each))} onChange={(factors) => change({ factors })} />
          </Stack>
          <DateField {...wiring('riskReviewOn')} description={t('help.riskReviewOn')} max={today} value={form.riskReviewOn} onChange={(riskReviewOn) => change({ riskReviewOn })} />
          <TextArea {...wiring('words')} description={t('help.words')} rows={5} maxLength={4000} value={form.words} onChange={(typed) => change({ words: typed })} />
          <ButtonRow>
            <Button type="submit" variant="primary" isPending={save.isPending} isDisabled={!online}>{save.isPending ? t('working') : t('edit.send')}</Button>
            <ButtonLink to={home}>{t('leave')}</ButtonLink>
          </ButtonRow>
        </Stack>
      </form>
    </Page>
  );
}
