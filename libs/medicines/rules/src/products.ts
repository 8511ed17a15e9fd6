import type { MedicineCode } from './medicine.js';
import type { LiquidProduct, Product, ProductCode, ProductCountry } from './product.js';
import { productsOfTheUs } from './products-of-the-us.js';
import { liquid, solids } from './shipped-products.js';
import { read, reported, toBeChecked } from './sources.js';

const rivotril = read('Rivotril, ficha técnica (Spain): 0.5 mg in halves, 2 mg in halves or quarters, drops of 2.5 mg/mL with 0.1 mg each');
const rosemont = read('Clonazepam Rosemont, summary of product characteristics, medicines.org.uk/emc/product/6021 (and 2 mg in 5 mL)');
const wockhardt = reported('Clobazam Wockhardt 2 mg/mL, summary of product characteristics (patient-info.co.uk)');
const unlisted = toBeChecked('Strength from general knowledge, held against no source yet');

/** Counted by the drop: 40 microlitres hold 100 micrograms. */
const clonazepamDrops: LiquidProduct = {
  ...liquid('clonazepam', 2500, null, ['ES'], rivotril),
  code: 'clonazepam-drops-2500',
  form: 'oral-drops',
  syringeMarkUl: 40,
  syringeCapacityUl: 1000,
};

const british: readonly ProductCountry[] = ['GB'];

const productsElsewhere: readonly Product[] = [
  ...solids({ medicine: 'bromazepam', form: 'tablet', countries: ['ES'], provenance: unlisted }, [[1500, null], [3000, null], [6000, null]]),
  liquid('clobazam', 2000, null, british, wockhardt),
  ...solids({ medicine: 'clonazepam', form: 'tablet', countries: ['ES'], provenance: rivotril, splittable: 'halves', suffix: 'es' }, [[500, null]]),
  ...solids({ medicine: 'clonazepam', form: 'tablet', countries: ['ES'], provenance: rivotril, splittable: 'quarters', suffix: 'es' }, [[2000, null]]),
  clonazepamDrops,
  liquid('clonazepam', 100, null, ['GB', 'IE'], rosemont),
  liquid('clonazepam', 400, null, british, rosemont),
  ...solids({ medicine: 'lormetazepam', form: 'tablet', countries: british, provenance: unlisted }, [[500, null], [1000, null]]),
  ...solids({ medicine: 'nitrazepam', form: 'tablet', countries: british, provenance: unlisted }, [[5000, null]]),
  ...solids({ medicine: 'zopiclone', form: 'tablet', countries: british, provenance: unlisted }, [[3750, null], [7500, null]]),
];

/** Every shipped product. What an organisation adds is a local product (`checkLocalProduct`) and is kept with the organisation. */
export const products: readonly Product[] = [...productsOfTheUs, ...productsElsewhere];

const byCode = new Map<string, Product>(products.map((product) => [product.code, product]));

/** The shipped product of this code, or `null`. */
export const productOf = (code: ProductCode): Product | null => byCode.get(code) ?? null;

/** The shipped products of one medicine, those of a country only if one is given. */
export const productsOf = (medicine: MedicineCode, country: ProductCountry | null = null): readonly Product[] =>
  products.filter((product) => product.medicine === medicine && (country === null || product.countries.includes(country)));

/** Whether a product releases its medicine slowly: given whole, never crushed, never mixed into a finer taper. */
export const releasesSlowly = (product: Product): boolean => product.form === 'extended-release-tablet' || product.form === 'extended-release-capsule';
