import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { ButtonLink, ButtonRow } from '../../kit/button.js';
import { Card, Muted, Stack } from '../../kit/notice.js';
import { Page } from '../../kit/page.js';
import { Empty, ErrorState, Loading, StatusLine } from '../../kit/states.js';
import { useFormat } from '../../language/use-format.js';
import { useOnline } from '../../shell/use-online.js';
import { ProductFacts } from './product-facts.js';
import styles from './products.module.css';
import { type LocalProduct, useLocalProducts } from './use-local-products.js';

/** What plans can be made of besides the products that are shipped: those in use first, then those that were retired. */
export function ProductsPage() {
  const { t } = useTranslation('medicines-local-products');
  const format = useFormat();
  const online = useOnline();
  const result = useLocalProducts();
  const said = saidIn(useLocation().state);
  const products = result.data?.localProducts;
  const old = products !== undefined && (result.isError || !online) ? t(online ? 'notRefreshed' : 'offline', { time: format.dayTime(new Date(result.dataUpdatedAt).toISOString()) }) : null;
  const status = old ?? (said === null ? null : t(`said.${said}`));
  return (
    <Page heading={t('title')} focusKey="products" status={status === null ? null : <StatusLine>{status}</StatusLine>}>
      <p>{t('intro')} <Link to="/taper-settings">{t('toFigures')}</Link></p>
      {products === undefined ? (
        result.isError ? <ErrorState onRetry={() => void result.refetch()} reference={result.error.reference} /> : <Loading what={t('what')} />
      ) : <Listed products={products} />}
    </Page>
  );
}

function Listed({ products }: { readonly products: readonly LocalProduct[] }) {
  const { t } = useTranslation('medicines-local-products');
  const format = useFormat();
  const inUse = products.filter(({ retiredAt }) => retiredAt === null);
  const retired = products.filter(({ retiredAt }) => retiredAt !== null);
  const enter = <ButtonRow><ButtonLink to="/products/new" variant="primary">{t('enter')}</ButtonLink></ButtonRow>;
  if (products.length === 0) return <Empty title={t('none')} action={enter}><p>{t('noneText')}</p></Empty>;
  return (
    <Stack gap="sections">
      {enter}
      <section className={styles.part}>
        <h2>{t('inUse', { count: inUse.length })}</h2>
        {inUse.length === 0 ? <Muted>{t('noneInUse')}</Muted> : inUse.map((product) => (
          <Card key={product.code} title={product.label}>
            <ProductFacts product={product} />
            <ButtonRow><ButtonLink to={`/products/retire/${product.code}`}>{t('retire', { label: product.label })}</ButtonLink></ButtonRow>
          </Card>
        ))}
      </section>
      {retired.length === 0 ? null : (
        <section className={styles.part}>
          <h2>{t('retired', { count: retired.length })}</h2>
          {retired.map((product) => (
            <Card key={product.code} title={product.label}>
              <p>{t('retiredAt', { time: format.dayTime(product.retiredAt ?? product.enteredAt) })}</p>
              <ProductFacts product={product} />
            </Card>
          ))}
        </section>
      )}
    </Stack>
  );
}

function saidIn(state: unknown): 'entered' | 'retired' | null {
  const said = typeof state === 'object' && state !== null && 'said' in state ? state.said : null;
  return said === 'entered' || said === 'retired' ? said : null;
}
