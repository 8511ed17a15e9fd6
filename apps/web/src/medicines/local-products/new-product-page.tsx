import { ApiError, SaveLocalProduct } from '@evenkeel/api-client';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button, ButtonRow } from '../../kit/button.js';
import { ErrorSummary } from '../../kit/field.js';
import { Notice, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import { ProductFields } from './product-fields.js';
import { asksToConfirm, emptyProductForm, fieldNamed, inputOf, type ProductField, type ProductForm, withChange } from './product-form.js';
import { useProductWords } from './use-product-words.js';

interface Wrong {
  readonly field: ProductField | null;
  readonly message: string;
}

/** A product is entered once, with its source. Whatever is refused names its field, and nothing that was typed is lost. */
export function NewProductPage() {
  const { t } = useTranslation('medicines-local-products');
  const words = useProductWords();
  const navigate = useNavigate();
  const online = useOnline();
  const save = useCommand(SaveLocalProduct, ['products']);
  const [form, setForm] = useState<ProductForm>(emptyProductForm);
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [confirming, setConfirming] = useState(false);
  const [attempt, setAttempt] = useState(0);

  async function send(): Promise<void> {
    setAttempt((count) => count + 1);
    const input = inputOf(form, words.sign);
    if (!('code' in input)) return setWrong(input.map(({ field, reason }) => ({ field, message: t('fault', { field: t(`field.${field}`), reason: t(`reason.${reason}`) }) })));
    setWrong([]);
    try {
      const { saveLocalProduct: done } = await save.mutateAsync({ input });
      if (done.__typename === 'LocalProduct') return await navigate('/products', { state: { said: 'entered' } });
      setConfirming((so) => so || asksToConfirm(done.code));
      setWrong([{ field: fieldNamed(done.field ?? null), message: done.message }]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong([{ field: null, message: t('notEntered') }]);
    }
  }

  const change = (part: Partial<ProductForm>): void => setForm((so) => withChange(so, part));
  const errorOf = (field: ProductField): string | null => wrong.find((each) => each.field === field)?.message ?? null;
  return (
    <Page heading={t('new.heading')} back={{ to: '/products', label: t('title') }} focusKey="new-product">
      <p>{t('new.text')}</p>
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLine')}</p></Notice>}
      <ErrorSummary errors={wrong.map(({ field, message }) => ({ fieldId: field === null ? null : `product-${field}`, message }))} attempt={attempt} />
      <form noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); void send(); }}>
        <Stack>
          <ProductFields form={form} change={change} errorOf={errorOf} words={words} confirming={confirming} />
          <ButtonRow><Button type="submit" variant="primary" isPending={save.isPending} isDisabled={!online}>{save.isPending ? t('working') : t('new.send')}</Button></ButtonRow>
        </Stack>
      </form>
    </Page>
  );
}
