import { ApiError, RecordDispensing } from '@evenkeel/api-client';
import { useMemo, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newId } from '../../check-ins/new-id.js';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { DateField, ErrorSummary, Select, TextField } from '../../kit/field.js';
import { Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import { fieldNamed, inputOf, type SupplyField, type SupplyForm } from './supply-form.js';
import type { SupplyScreen } from './supply-screen.js';
import { supplyTopics } from './use-supply.js';

interface Wrong {
  readonly field: SupplyField | null;
  readonly message: string;
}

/** Bounds of the server are in units of its own, and the field is in tablets, millilitres or milligrams. */
const isBound = (field: SupplyField, code: string): code is 'too-large' | 'too-small' => (field === 'amount' || field === 'concentration') && (code === 'too-large' || code === 'too-small');

const kept = { product: '', amount: '', concentration: '' } as const;

/** What the pharmacy gave, as its label says. Whatever is refused names its field, and nothing that was typed is lost. */
export function NewDispensingPage({ patientId, name, today, country, dispensings, known, words }: SupplyScreen) {
  const { t } = useTranslation('taper-supply');
  const navigate = useNavigate();
  const online = useOnline();
  const save = useCommand(RecordDispensing, supplyTopics);
  const [form, setForm] = useState<SupplyForm>({ ...kept, dispensedOn: today });
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [attempt, setAttempt] = useState(0);
  /** Made once, so that pressing twice records once; another one for what was changed after nobody had answered. */
  const [id, setId] = useState(newId);
  const [unanswered, setUnanswered] = useState(false);
  const home = `/patients/${patientId}/supply`;
  const options = useMemo(() => {
    const before = new Set(dispensings.map(({ product }) => product));
    return known
      .filter((product) => product.local || before.has(product.code) || product.countries.some((each) => each === country))
      .map((product) => ({ value: product.code, label: words.product(product) }))
      .sort((left, right) => left.label.localeCompare(right.label));
  }, [known, dispensings, country, words]);
  const product = known.find(({ code }) => code === form.product) ?? null;

  function change(part: Partial<SupplyForm>): void {
    setForm((so) => ({ ...so, ...part }));
    if (unanswered) setId(newId());
    setUnanswered(false);
  }

  const fault = (field: SupplyField, reason: string): string => t('fault', { field: t(`field.${field}`), reason });

  async function send(): Promise<void> {
    setAttempt((count) => count + 1);
    const input = inputOf(form, product, words.sign);
    if (!('product' in input)) return setWrong(input.map(({ field, reason }) => ({ field, message: fault(field, t(`reason.${reason}`)) })));
    setWrong([]);
    try {
      const { recordDispensing: done } = await save.mutateAsync({ input: { id, patientId, ...input } });
      if (done.__typename === 'Dispensing') return await navigate(home, { state: { said: 'recorded' } });
      const field = fieldNamed(done.field ?? null);
      setWrong([{ field, message: field === null ? done.message : fault(field, isBound(field, done.code) ? t(`reason.${done.code}`) : done.message) }]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setUnanswered(true);
      setWrong([{ field: null, message: t('notRecorded') }]);
    }
  }

  const wiring = (field: SupplyField) => ({ id: `supply-${field}`, label: t(`field.${field}`), error: wrong.find((each) => each.field === field)?.message ?? null });
  return (
    <Page heading={t('new.heading', { name })} back={{ to: home, label: t('title') }} focusKey="supply-new">
      <p>{t('new.text')}</p>
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLine')}</p></Notice>}
      <ErrorSummary errors={wrong.map(({ field, message }) => ({ fieldId: field === null || (field === 'concentration' && product?.kind !== 'liquid') ? null : `supply-${field}`, message }))} attempt={attempt} />
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void send(); }}>
        <Stack>
          <Select {...wiring('product')} description={t('help.product')} placeholder={t('choose')} value={form.product} onChange={(code) => change({ product: code })} options={options} />
          <TextField {...wiring('amount')} description={t(`help.amount.${product?.kind ?? 'none'}`)} autoComplete="off" maxLength={12} value={form.amount} onChange={(amount) => change({ amount })} />
          {product?.kind === 'liquid' ? (
            <TextField {...wiring('concentration')} description={t('help.concentration')} autoComplete="off" maxLength={12} value={form.concentration} onChange={(concentration) => change({ concentration })} />
          ) : null}
          <DateField {...wiring('dispensedOn')} description={t('help.dispensedOn')} max={today} value={form.dispensedOn} onChange={(dispensedOn) => change({ dispensedOn })} />
          <ButtonRow>
            <Button type="submit" variant="primary" isPending={save.isPending} isDisabled={!online}>{save.isPending ? t('working') : t('new.send')}</Button>
            <ButtonLink to={home}>{t('leave')}</ButtonLink>
          </ButtonRow>
        </Stack>
      </form>
    </Page>
  );
}
