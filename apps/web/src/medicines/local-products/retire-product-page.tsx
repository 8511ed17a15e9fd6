import { ApiError, RetireLocalProduct } from '@evenkeel/api-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Button, ButtonLink, ButtonRow } from '../../kit/button.js';
import { ErrorSummary } from '../../kit/field.js';
import { Card, Notice } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { ErrorState, Loading } from '../../kit/states.js';
import { useOnline } from '../../shell/use-online.js';
import { useCommand } from '../../shell/use-operation.js';
import { ProductFacts } from './product-facts.js';
import { useLocalProducts } from './use-local-products.js';

/** A page of its own before a product is retired: what happens then. It cannot be undone. */
export function RetireProductPage() {
  const { t } = useTranslation('medicines-local-products');
  const { code = '' } = useParams();
  const navigate = useNavigate();
  const online = useOnline();
  const result = useLocalProducts();
  const retire = useCommand(RetireLocalProduct, ['products']);
  const [wrong, setWrong] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const back = { to: '/products', label: t('title') };
  if (result.data === undefined) return <Page heading={t('retirePage.title')} back={back}>{result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />}</Page>;
  const product = result.data.localProducts.find((each) => each.code === code);
  if (product === undefined || (product.retiredAt !== null && !retire.isPending && !retire.isSuccess)) {
    return <Page heading={t(product === undefined ? 'retirePage.notThere' : 'retirePage.before')} back={back} focusKey="retire-gone"><ButtonLink to="/products" variant="primary">{t('toList')}</ButtonLink></Page>;
  }

  async function send(): Promise<void> {
    setWrong(null);
    setAttempt((count) => count + 1);
    try {
      const { retireLocalProduct: done } = await retire.mutateAsync({ input: { code } });
      if (done.__typename === 'LocalProduct') await navigate('/products', { state: { said: 'retired' } });
      else setWrong(done.message);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setWrong(t('notRetired'));
    }
  }

  return (
    <Page heading={t('retirePage.heading', { label: product.label })} back={back} focusKey="retire">
      <ErrorSummary errors={wrong === null ? [] : [{ fieldId: null, message: wrong }]} attempt={attempt} />
      {online ? null : <Notice tone="wait" role="status"><p>{t('noLine')}</p></Notice>}
      <p>{t('retirePage.text')}</p>
      <p>{t('retirePage.forGood')}</p>
      <Card><ProductFacts product={product} /></Card>
      <ButtonRow>
        <Button variant="danger" isPending={retire.isPending} isDisabled={!online} onPress={() => void send()}>{retire.isPending ? t('working') : t('retirePage.confirm')}</Button>
        <ButtonLink to="/products">{t('retirePage.keep')}</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
