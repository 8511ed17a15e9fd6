import { isMedicineCode, medicineOf, type Product } from '@evenkeel/medicines-rules';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/use-format.js';
import { type DecimalSign, signOf, writeDecimal } from '../editor/decimal.js';
import { writeQuarters } from './supply-form.js';
import type { Dispensing } from './use-supply.js';

type Amounts = Pick<Dispensing, 'form' | 'quarters' | 'microlitres' | 'milligrams'>;

/** Supplies in the reader's language. */
export interface SupplyWords {
  readonly sign: DecimalSign;
  /** "clonazepam, tablet, 0.5 mg"; of a product of the organisation's own with the words on its label. */
  readonly product: (product: Product) => string;
  /** The same by what was kept of it. */
  readonly dispensed: (of: Pick<Dispensing, 'product' | 'label' | 'form'>) => string;
  /** "30 tablets", "150 mL". */
  readonly amount: (of: Amounts) => string;
  /** "0.4 mg in each mL". */
  readonly concentration: (microgramsPerMl: number) => string;
}

/** `known` are the products that plans may be made of. */
export function useSupplyWords(known: readonly Product[]): SupplyWords {
  const { t, i18n } = useTranslation('taper-supply');
  const { t: medicines } = useTranslation('medicines');
  const format = useFormat();
  return useMemo(() => {
    const sign = signOf(format.dose);
    const byCode = new Map(known.map((product) => [product.code, product]));
    const medicine = (code: string): string => (isMedicineCode(code) ? medicineOf(code).name[i18n.language === 'es' ? 'es' : 'en'] : code);
    const strength = (of: Product): string =>
      of.kind === 'solid' ? format.dose(of.strengthUg) : of.kind === 'liquid' ? t('perMl', { dose: format.dose(of.concentrationUgPerMl) }) : t('perG', { dose: format.dose(of.concentrationUgPerG) });
    const product = (of: Product): string => {
      const plain = t('product', { medicine: medicine(of.medicine), form: medicines(`form.${of.form}`), strength: strength(of) });
      return of.label === null ? plain : t('ownProduct', { label: of.label, product: plain });
    };
    return {
      sign, product,
      dispensed: (of) => {
        const found = byCode.get(of.product);
        return found === undefined ? (of.label ?? of.product) : product(found);
      },
      amount: ({ form, quarters, microlitres, milligrams }) => {
        if (quarters !== null) return t(`unit.${form}`, { count: quarters / 4, number: writeQuarters(quarters, sign) });
        return microlitres === null ? t('weight', { weight: format.number(milligrams ?? 0) }) : t('volume', { volume: writeDecimal(microlitres, 3, sign) });
      },
      concentration: (microgramsPerMl) => t('perMl', { dose: format.dose(microgramsPerMl) }),
    };
  }, [known, t, medicines, i18n.language, format]);
}
