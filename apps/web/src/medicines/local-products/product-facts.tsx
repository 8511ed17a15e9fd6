import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import styles from './products.module.css';
import type { LocalProduct } from './use-local-products.js';
import { useProductWords } from './use-product-words.js';

/** Everything that was entered about a product, with where it comes from. */
export function ProductFacts({ product }: { readonly product: LocalProduct }) {
  const { t } = useTranslation('medicines-local-products');
  const format = useFormat();
  const words = useProductWords();
  const facts: readonly (readonly [string, string])[] = [
    [t('fact.medicine'), words.medicine(product.medicine)],
    [t('fact.strength'), words.strength(product)],
    [t('fact.measured'), words.measured(product)],
    [t('fact.countries'), words.countries(product.countries)],
    [t('fact.source'), product.source],
    [t('fact.checkedOn'), format.date(product.checkedOn)],
    ...(product.rxNorm === null ? [] : [[t('fact.rxNorm'), product.rxNorm] as const]),
    [t('fact.code'), product.code],
    [t('fact.enteredAt'), format.dayTime(product.enteredAt)],
  ];
  return <dl className={styles.facts}>{facts.map(([term, detail]) => <div key={term}><dt>{term}</dt><dd>{detail}</dd></div>)}</dl>;
}
