import { isRefusal, refuse } from '@evenkeel/kernel';
import { checkLiquid, checkPowder, checkSolid, type LocalCommon } from './local-amounts.js';
import type { CheckedLocal, LocalProductInput } from './local-product-input.js';
import { isMedicineCode } from './medicines.js';
import { isPlainDate } from './plain-date.js';
import { productCountries, type Product } from './product.js';
import { productOf } from './products.js';

/**
 * Checks a product of an organisation and gives it back, or refuses with the field that is wrong. What holds for the
 * product: every portion of it is a whole number of micrograms, slow release and melting tablets are never split, and a
 * strength of ten times, or a tenth of, the nearest known one was confirmed by somebody who read the label.
 */
export function checkLocalProduct(input: LocalProductInput): CheckedLocal<Product> {
  const common = checkCommon(input);
  if (isRefusal(common)) return common;
  switch (input.kind) {
    case 'solid':
      return checkSolid(input, common);
    case 'liquid':
      return checkLiquid(input, common);
    case 'powder':
      return checkPowder(input, common);
    default:
      return refuse('unknown-kind', 'kind');
  }
}

/** The same product as an administrator would enter it; checking that gives the product back. */
export function toLocalProductInput(product: Product): LocalProductInput {
  const { code, medicine, form, kind, label, countries, rxNorm, provenance } = product;
  const common = { code, medicine, form, kind, label: label ?? '', countries, rxNorm, source: provenance.source, checkedOn: provenance.checkedOn, strengthConfirmed: true };
  switch (product.kind) {
    case 'solid':
      return { ...common, strengthUg: product.strengthUg, splittable: product.splittable };
    case 'liquid':
      return {
        ...common,
        concentrationUgPerMl: product.concentrationUgPerMl,
        syringeMarkUl: product.syringeMarkUl,
        syringeCapacityUl: product.syringeCapacityUl,
      };
    case 'powder':
      return { ...common, concentrationUgPerG: product.concentrationUgPerG, scaleMarkMg: product.scaleMarkMg };
  }
}

function checkCommon(input: LocalProductInput): CheckedLocal<LocalCommon> {
  const { code, medicine, rxNorm, checkedOn } = input;
  const [label, source] = [input.label.trim(), input.source.trim()];
  if (!/^[a-z0-9]+(-{1,2}[a-z0-9]+)*$/.test(code) || code.length > 80) return refuse('not-a-product-code', 'code', { atMost: 80 });
  if (productOf(code) !== null) return refuse('code-is-shipped', 'code');
  if (!isMedicineCode(medicine)) return refuse('unknown-medicine', 'medicine');
  if (label === '' || label.length > 120) return refuse('no-label', 'label', { atMost: 120 });
  if (source.length < 10 || source.length > 300) return refuse('no-source', 'source', { atLeast: 10, atMost: 300 });
  if (!isPlainDate(checkedOn)) return refuse('not-a-date', 'checkedOn');
  if (rxNorm !== null && !/^[1-9]\d{0,7}$/.test(rxNorm)) return refuse('not-an-rxnorm-code', 'rxNorm');
  const countries = productCountries.filter((country) => input.countries.includes(country));
  if (input.countries.some((country) => !productCountries.some((known) => known === country))) return refuse('unknown-country', 'countries');
  return { code, medicine, label, countries, rxNorm, provenance: { source, certainty: 'read-in-source', checkedOn }, local: true };
}
