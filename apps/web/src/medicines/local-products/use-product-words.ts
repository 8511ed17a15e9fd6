import { isMedicineCode, medicineOf } from '@evenkeel/medicines-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import { type DecimalSign, signOf, writeDecimal } from '../../taper/editor/decimal.js';
import type { LocalProduct } from './use-local-products.js';

/** Products in the reader's language. */
export interface ProductWords {
  readonly sign: DecimalSign;
  readonly medicine: (code: string) => string;
  readonly country: (code: string) => string;
  /** Names of countries as one text; who has it made where there are none. */
  readonly countries: (codes: readonly string[]) => string;
  /** "oral liquid, 0.4 mg in each mL". */
  readonly strength: (product: LocalProduct) => string;
  /** What it is measured with, or how it may be split. */
  readonly measured: (product: LocalProduct) => string;
}

export function useProductWords(): ProductWords {
  const { t, i18n } = useTranslation('medicines-local-products');
  const { t: medicines } = useTranslation('medicines');
  const format = useFormat();
  return useMemo(() => {
    const spanish = i18n.language === 'es';
    const sign = signOf(format.dose);
    const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
    const country = (code: string): string => names.of(code) ?? code;
    const volume = (microlitres: number | null): string => t('millilitres', { volume: writeDecimal(microlitres ?? 0, 3, sign) });
    return {
      sign,
      country,
      countries: (codes) => (codes.length === 0 ? t('ownCountry') : new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(codes.map(country))),
      medicine: (code) => (isMedicineCode(code) ? medicineOf(code).name[spanish ? 'es' : 'en'] : code),
      strength: ({ kind, form, strengthUg, concentrationUgPerMl, concentrationUgPerG }) =>
        t(`strength.${kind}`, { form: medicines(`form.${form}`), dose: format.dose(strengthUg ?? concentrationUgPerMl ?? concentrationUgPerG ?? 0) }),
      measured: ({ kind, splittable, syringeMarkUl, syringeCapacityUl, scaleMarkMg }) => {
        if (kind === 'solid') return medicines(`splitting.${splittable ?? 'whole'}`);
        return kind === 'liquid' ? t('measured.liquid', { mark: volume(syringeMarkUl), full: volume(syringeCapacityUl) }) : t('measured.powder', { mark: format.number(scaleMarkMg ?? 0) });
      },
    };
  }, [t, i18n.language, medicines, format]);
}
