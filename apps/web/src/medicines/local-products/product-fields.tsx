import { medicineCodes, productCountries, splittables } from '@evenkeel/medicines-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceList } from '../../kit/choice-list.js';
import { DateField, Select, TextArea, TextField } from '../../kit/field.js';
import { Muted, Notice } from '../../kit/notice.js';
import { figuresOf, formsOf, productKinds, suggestedCode, type ProductField, type ProductForm } from './product-form.js';
import type { ProductWords } from './use-product-words.js';

interface ProductFieldsProps {
  readonly form: ProductForm;
  readonly change: (part: Partial<ProductForm>) => void;
  readonly errorOf: (field: ProductField) => string | null;
  readonly words: ProductWords;
  /** The strength was refused until somebody has read it aloud from the label. */
  readonly confirming: boolean;
}

const idOf = (field: ProductField): string => `product-${field}`;

/** What is asked about a product; figures follow the kind that was chosen. */
export function ProductFields({ form, change, errorOf, words, confirming }: ProductFieldsProps) {
  const { t } = useTranslation('medicines-local-products');
  const { t: medicines } = useTranslation('medicines');
  const byName = useMemo(() => medicineCodes.map((value) => ({ value, label: words.medicine(value) })).sort((left, right) => left.label.localeCompare(right.label)), [words]);
  const forms = form.kind === '' ? [] : formsOf[form.kind];
  const wiring = (field: ProductField) => ({ id: idOf(field), label: t(`field.${field}`), error: errorOf(field) });
  return (
    <>
      <Select {...wiring('kind')} placeholder={t('choose')} value={form.kind} onChange={(value) => change({ kind: productKinds.find((each) => each === value) ?? '' })} options={productKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      <Select {...wiring('medicine')} placeholder={t('choose')} value={form.medicine} onChange={(medicine) => change({ medicine })} options={byName} />
      {forms.length === 1 ? null : <Select {...wiring('form')} description={forms.length === 0 ? t('help.form') : undefined} placeholder={t('choose')} value={form.form} onChange={(value) => change({ form: value })} options={forms.map((value) => ({ value, label: medicines(`form.${value}`) }))} />}
      {(form.kind === '' ? [] : figuresOf[form.kind]).map((field) => (
        <TextField key={field} {...wiring(field)} description={t(`help.${field}`)} inputMode={field === 'scaleMarkMg' ? 'numeric' : undefined} autoComplete="off" maxLength={12} value={form[field]} onChange={(value) => change({ [field]: value })} />
      ))}
      {confirming ? (
        <Notice tone="wait" title={t('confirm.title')}>
          <ChoiceList label={t('confirm.label')} choices={[{ value: 'read', label: t('confirm.read') }]} values={form.strengthConfirmed ? ['read'] : []} onChange={(chosen) => change({ strengthConfirmed: chosen.length > 0 })} />
        </Notice>
      ) : null}
      {form.kind === 'solid' ? <Select {...wiring('splittable')} description={t('help.splittable')} placeholder={t('choose')} value={form.splittable} onChange={(splittable) => change({ splittable })} options={splittables.map((value) => ({ value, label: medicines(`splitting.${value}`) }))} /> : null}
      <TextField {...wiring('label')} description={t('help.label')} maxLength={120} value={form.label} onChange={(label) => change({ label })} />
      <TextArea {...wiring('source')} description={t('help.source')} rows={3} maxLength={300} value={form.source} onChange={(source) => change({ source })} />
      <DateField {...wiring('checkedOn')} description={t('help.checkedOn')} value={form.checkedOn} onChange={(checkedOn) => change({ checkedOn })} />
      <div>
        <p id="product-countries-title"><b>{t('field.countries')}</b></p>
        <Muted>{t('help.countries')}</Muted>
        <ChoiceList labelledBy="product-countries-title" choices={productCountries.map((value) => ({ value, label: words.country(value) }))} values={productCountries.filter((each) => form.countries.includes(each))} onChange={(countries) => change({ countries })} />
      </div>
      <TextField {...wiring('rxNorm')} description={t('help.rxNorm')} inputMode="numeric" autoComplete="off" maxLength={8} value={form.rxNorm} onChange={(rxNorm) => change({ rxNorm })} />
      <TextField {...wiring('code')} description={t('help.code')} autoComplete="off" maxLength={80} value={form.code ?? suggestedCode(form, words.sign)} onChange={(code) => change({ code })} />
    </>
  );
}
