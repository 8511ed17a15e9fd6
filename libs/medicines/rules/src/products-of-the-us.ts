import type { Product, ProductCountry } from './product.js';
import { liquid, solids } from './shipped-products.js';
import { read, reported, sources, toBeChecked } from './sources.js';

const countries: readonly ProductCountry[] = ['US'];
const list = read(sources.valueSet);
const unlisted = toBeChecked('Strength from general knowledge; no RxNorm code entered');

const never = read(`${sources.valueSet}; never split: extended release, or too brittle`);
const mylanClonazepam = reported('Mylan label of clonazepam tablets 0.5, 1 and 2 mg: all three scored (pillsync.com)');
const clonazepamQuarters = reported('Smallest practical step: a quarter of the scored 0.5 mg tablet (Klonopin and Mylan labels)');
const diazepamHalves = reported('Diazepam 2 mg (Mylan 271) and 10 mg (DAN 5620): two pieces by the score (pillsync.com)');
const halfOfSmallest = reported('Smallest practical step: half of the smallest tablet, where the maker scores it');
const sunLorazepam = read('Sun label of lorazepam tablets: 1 and 2 mg bisected, 0.5 mg plain on both sides (medlibrary.org)');
const mylanAlprazolam = reported('Alprazolam 1 mg (Mylan A1): two pieces by the score (pillsync.com)');
const multiScored = read('Label of alprazolam tablets, DailyMed 176bcb54: the 2 mg tablet is multi-scored for halves and quarters');
const clorazepateHalves = reported('Clorazepate 3.75 and 7.5 mg (M 30, M 40): two pieces by the score (pillsync.com)');
const triazolamHalves = reported('Triazolam 0.25 mg (54 620): two pieces by the score (pillsync.com)');
const onfi = read('Onfi label: tablets of 10 and 20 mg with a functional score, suspension of 2.5 mg/mL (DailyMed de03bd69)');

/**
 * What is sold in the United States. A score is the maker's: where makers differ there are two products, and the
 * prescriber names the one that is dispensed. What nobody has read a score of is given whole.
 */
export const productsOfTheUs: readonly Product[] = [
  ...solids({ medicine: 'alprazolam', form: 'tablet', countries, provenance: list }, [[250, '308047'], [500, '308048'], [1000, '197321'], [2000, '197322']]),
  ...solids({ medicine: 'alprazolam', form: 'tablet', countries, provenance: halfOfSmallest, splittable: 'halves', suffix: 'scored' }, [[250, '308047']]),
  ...solids({ medicine: 'alprazolam', form: 'tablet', countries, provenance: mylanAlprazolam, splittable: 'halves', suffix: 'scored' }, [[1000, '197321']]),
  ...solids({ medicine: 'alprazolam', form: 'tablet', countries, provenance: multiScored, splittable: 'quarters', suffix: 'scored' }, [[2000, '197322']]),
  ...solids({ medicine: 'alprazolam', form: 'orally-disintegrating-tablet', countries, provenance: never }, [
    [250, '485413'], [500, '485415'], [1000, '485414'], [2000, '485416'],
  ]),
  ...solids({ medicine: 'alprazolam', form: 'extended-release-tablet', countries, provenance: never }, [
    [500, '433798'], [1000, '433800'], [2000, '433799'], [3000, '433801'],
  ]),
  liquid('alprazolam', 1000, '308050', countries, list),
  ...solids({ medicine: 'chlordiazepoxide', form: 'capsule', countries, provenance: unlisted }, [[5000, null], [10_000, null], [25_000, null]]),
  ...solids({ medicine: 'clobazam', form: 'tablet', countries, provenance: list }, [[5000, '427538']]),
  ...solids({ medicine: 'clobazam', form: 'tablet', countries, provenance: onfi, splittable: 'halves' }, [[10_000, '199450'], [20_000, '246172']]),
  liquid('clobazam', 2500, null, countries, onfi),
  ...solids({ medicine: 'clonazepam', form: 'tablet', countries, provenance: clonazepamQuarters, splittable: 'quarters' }, [[500, '197527']]),
  ...solids({ medicine: 'clonazepam', form: 'tablet', countries, provenance: list }, [[1000, '197528'], [2000, '197529']]),
  ...solids({ medicine: 'clonazepam', form: 'tablet', countries, provenance: mylanClonazepam, splittable: 'halves', suffix: 'scored' }, [
    [1000, '197528'], [2000, '197529'],
  ]),
  ...solids({ medicine: 'clonazepam', form: 'orally-disintegrating-tablet', countries, provenance: never }, [
    [125, '349194'], [250, '349195'], [500, '349198'], [1000, '349196'], [2000, '349197'],
  ]),
  ...solids({ medicine: 'clorazepate', form: 'tablet', countries, provenance: clorazepateHalves, splittable: 'halves' }, [[3750, '197465'], [7500, '197466']]),
  ...solids({ medicine: 'clorazepate', form: 'tablet', countries, provenance: list }, [[15_000, '197464']]),
  ...solids({ medicine: 'diazepam', form: 'tablet', countries, provenance: diazepamHalves, splittable: 'halves' }, [[2000, '197590'], [10_000, '197589']]),
  ...solids({ medicine: 'diazepam', form: 'tablet', countries, provenance: list }, [[5000, '197591']]),
  liquid('diazepam', 1000, '309843', countries, list),
  liquid('diazepam', 5000, '309844', countries, list),
  ...solids({ medicine: 'estazolam', form: 'tablet', countries, provenance: list }, [[1000, '197653'], [2000, '197654']]),
  ...solids({ medicine: 'flurazepam', form: 'capsule', countries, provenance: unlisted }, [[15_000, null], [30_000, null]]),
  ...solids({ medicine: 'lorazepam', form: 'tablet', countries, provenance: list }, [[500, '197900']]),
  ...solids({ medicine: 'lorazepam', form: 'tablet', countries, provenance: halfOfSmallest, splittable: 'halves', suffix: 'scored' }, [[500, '197900']]),
  ...solids({ medicine: 'lorazepam', form: 'tablet', countries, provenance: sunLorazepam, splittable: 'halves' }, [[1000, '197901'], [2000, '197902']]),
  ...solids({ medicine: 'lorazepam', form: 'extended-release-capsule', countries, provenance: never }, [
    [1000, '2569564'], [2000, '2569573'], [3000, '2569577'],
  ]),
  liquid('lorazepam', 2000, '311376', countries, list),
  ...solids({ medicine: 'oxazepam', form: 'capsule', countries, provenance: list }, [[10_000, '198057'], [15_000, '312134'], [30_000, '198059']]),
  ...solids({ medicine: 'quazepam', form: 'tablet', countries, provenance: list }, [[15_000, '198183']]),
  ...solids({ medicine: 'temazepam', form: 'capsule', countries, provenance: list }, [
    [7500, '198243'], [15_000, '198241'], [22_500, '485489'], [30_000, '198242'],
  ]),
  ...solids({ medicine: 'triazolam', form: 'tablet', countries, provenance: list }, [[125, '198317']]),
  ...solids({ medicine: 'triazolam', form: 'tablet', countries, provenance: triazolamHalves, splittable: 'halves' }, [[250, '198318']]),
  ...solids({ medicine: 'zolpidem', form: 'tablet', countries, provenance: unlisted }, [[5000, null], [10_000, null]]),
  ...solids({ medicine: 'zolpidem', form: 'extended-release-tablet', countries, provenance: unlisted }, [[6250, null], [12_500, null]]),
];
