import { ApiError, SignTaperSettings } from '@evenkeel/api-client';
import { defaultTaperSettings, settingNames, type TaperFigures } from '@evenkeel/taper-rules';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ChoiceList } from '../../kit/choice-list.js';
import { ErrorSummary, TextField } from '../../kit/field.js';
import { Card, Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { ErrorState, Loading } from '../../kit/states.js';
import { DefinitionList } from '../../kit/table.js';
import { useFormat } from '../../language/use-format.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import { SettingChanges } from './setting-changes.js';
import { fieldNamed, figuresOf, formOf, isFigures, placesOf, type SettingField, settingFields, type SettingsForm } from './settings-form.js';
import { useSettingWords } from './use-setting-words.js';
import { type SettingsRecord, useTaperSettings } from './use-taper-settings.js';

interface Wrong {
  readonly field: SettingField | null;
  readonly message: string;
}

const idOf = (field: SettingField): string => `taper-setting-${field}`;
const back = '/taper-settings';

/** The whole table is typed, looked at once more and signed as the next version. */
export function SignSettingsPage() {
  const { t } = useTranslation('taper-settings');
  const result = useTaperSettings();
  if (result.data !== undefined) return <SignForm record={result.data.taperSettings} />;
  return <Page heading={t('sign.heading')} back={{ to: back, label: t('title') }} focusKey="sign-settings">{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
}

function SignForm({ record: { current, signed } }: { readonly record: SettingsRecord }) {
  const { t } = useTranslation('taper-settings');
  const format = useFormat();
  const words = useSettingWords();
  const navigate = useNavigate();
  const online = useOnline();
  const sign = useCommand(SignTaperSettings, ['taper-settings']);
  const [form, setForm] = useState<SettingsForm>(() => formOf(current, words.sign));
  const [basedOn, setBasedOn] = useState(current.version);
  const [chosen, setChosen] = useState<TaperFigures | null>(null);
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [attempt, setAttempt] = useState(0);
  const isSigned = sign.data?.signTaperSettings.__typename === 'TaperSettingsRecord';
  // Somebody else may sign while this form is open: what was typed stays, and the reader decides.
  const isOld = current.version !== basedOn && !sign.isPending && !isSigned;
  const before = signed.find(({ version }) => version === basedOn) ?? defaultTaperSettings;
  const next = basedOn + 1;
  const errorOf = (field: SettingField): string | null => wrong.find((each) => each.field === field)?.message ?? null;
  const change = (part: Partial<SettingsForm>): void => setForm((so) => ({ ...so, ...part }));

  function look(): void {
    setAttempt((count) => count + 1);
    const read = figuresOf(form, words.sign);
    if (!isFigures(read)) return setWrong(read.map((fault) => ({ field: fault.field, message: words.fault(fault) })));
    setWrong([]);
    setChosen(read);
  }

  async function send(figures: TaperFigures): Promise<void> {
    setAttempt((count) => count + 1);
    setWrong([]);
    try {
      const { signTaperSettings: done } = await sign.mutateAsync({ input: { ...figures, basedOn, confirmedTwice: true } });
      if (done.__typename === 'TaperSettingsRecord') return await navigate(back, { state: { said: 'signed' } });
      const field = fieldNamed(done.field ?? null);
      setWrong([{ field, message: field === null ? done.message : t('fault', { factor: words.factor(field), reason: done.message }) }]);
      setChosen(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong([{ field: null, message: t('notSigned') }]);
    }
  }

  const notices = (
    <>
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLine')}</p></Notice>}
      <ErrorSummary errors={wrong.map(({ field, message }) => ({ fieldId: field === null ? null : idOf(field), message }))} attempt={attempt} />
      {isOld ? (
        <Notice tone="wait" role="status" title={t('old.title', { version: current.version })}>
          <p>{t('signedBy', { name: current.signedBy ?? '', time: format.dayTime(current.signedAt ?? new Date(0).toISOString()) })} {t('old.text')}</p>
          <SettingChanges before={before} after={current} words={words} />
          <ButtonRow><Button onPress={() => { setBasedOn(current.version); setChosen(null); setWrong([]); }}>{t('old.goOn', { version: current.version })}</Button></ButtonRow>
        </Notice>
      ) : null}
    </>
  );
  if (chosen !== null) {
    return (
      <Page heading={t('confirm.heading', { version: next })} back={{ step: () => setChosen(null), label: t('confirm.back') }} focusKey="confirm-settings">
        {notices}
        <p>{t('confirm.text')}</p>
        <Card title={t('confirm.changes')}><SettingChanges before={before} after={chosen} words={words} /></Card>
        <Card title={t('confirm.whole')}><DefinitionList items={settingFields.map((field) => ({ term: words.factor(field), detail: words.value(field, chosen) }))} /></Card>
        <ButtonRow>
          <Button variant="primary" isPending={sign.isPending} isDisabled={!online || isOld} onPress={() => void send(chosen)}>{sign.isPending ? t('working') : t('confirm.sign', { version: next })}</Button>
          <Button onPress={() => setChosen(null)}>{t('confirm.back')}</Button>
        </ButtonRow>
      </Page>
    );
  }
  return (
    <Page heading={t('sign.heading')} back={{ to: back, label: t('title') }} focusKey="sign-settings">
      <p>{t('sign.text')}</p>
      {notices}
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); look(); }}>
        <Stack>
          {settingNames.map((name) => (
            <TextField key={name} id={idOf(name)} label={t(`field.${name}`)} description={t('help', { bounds: words.bounds(name) })} error={errorOf(name)} inputMode={placesOf(name) === 0 ? 'numeric' : undefined} autoComplete="off" maxLength={8} value={form[name]} onChange={(value) => change({ [name]: value })} />
          ))}
          <ChoiceList label={t('factor.offersUnitedKingdom')} choices={[{ value: 'offered', label: t('field.offersUnitedKingdom') }]} values={form.offersUnitedKingdom ? ['offered'] : []} onChange={(values) => change({ offersUnitedKingdom: values.length > 0 })} />
          <ButtonRow>
            <Button type="submit" variant="primary" isDisabled={!online || isOld}>{t('sign.next')}</Button>
            <ButtonLink to={back}>{t('sign.leave')}</ButtonLink>
          </ButtonRow>
        </Stack>
      </form>
    </Page>
  );
}
