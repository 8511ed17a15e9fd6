import { productCountries, type MedicineCode, type Product } from '@evenkeel/medicines-rules';
import { memo, useState, type Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../../kit/field.js';
import styles from './editor.module.css';
import { fieldId } from './field-id.js';
import type { FormAction } from './form-actions.js';
import type { PlanWords } from './use-plan-words.js';

interface ProductsChoiceProps {
  readonly known: readonly Product[];
  readonly country: string;
  readonly medicines: readonly MedicineCode[];
  readonly chosen: readonly string[];
  readonly dispatch: Dispatch<FormAction>;
  readonly words: PlanWords;
  readonly error: string | null;
}

/** What the pharmacy dispenses: doses are made of these products and of nothing else. */
export const ProductsChoice = memo(function ProductsChoice({ known, country, medicines, chosen, dispatch, words, error }: ProductsChoiceProps) {
  const { t, i18n } = useTranslation('taper-editor');
  const [where, setWhere] = useState(productCountries.some((each) => each === country) ? country : 'US');
  const countryName = (code: string): string => new Intl.DisplayNames([i18n.language], { type: 'region' }).of(code) ?? code;
  // What is chosen stays in sight, wherever it is sold.
  const offered = known.filter((product) => chosen.includes(product.code) || product.local || product.countries.some((each) => each === where));
  const toggle = (code: string): void => dispatch({ do: 'set', part: { products: chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code] } });
  return (
    <section className={styles.part} id={fieldId('products')} tabIndex={-1} aria-labelledby="plan-products-title" aria-describedby={error === null ? undefined : 'plan-products-error'}>
      <h2 id="plan-products-title">{t('products.title')}</h2>
      <p className={styles.muted}>{t('products.help')}</p>
      {error === null ? null : <p id="plan-products-error" className={styles.error}>{error}</p>}
      {medicines.length === 0 ? <p>{t('products.noMedicine')}</p> : <Select label={t('products.country')} value={where} onChange={setWhere} options={productCountries.map((code) => ({ value: code, label: countryName(code) }))} />}
      {medicines.map((medicine) => {
        const own = offered.filter((product) => product.medicine === medicine);
        return (
          <fieldset key={medicine} className={styles.checks}>
            <legend>{words.medicine(medicine)}</legend>
            {own.length === 0 ? <p>{t('products.none', { medicine: words.medicine(medicine), country: countryName(where) })}</p> : null}
            {own.map((product) => (
              <label key={product.code} className={styles.check}>
                <input type="checkbox" checked={chosen.includes(product.code)} onChange={() => toggle(product.code)} />
                <span>{words.product(product)}{product.local ? <small>{t('products.local', { source: product.provenance.source })}</small> : null}</span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </section>
  );
});
