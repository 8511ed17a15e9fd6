import type { Provenance } from './medicine.js';
import { read, sources, toBeChecked } from './sources.js';

/** What another medicine or substance does to benzodiazepines and z-drugs. */
export const interactionClasses = [
  'cyp3a4-strong-inhibitor',
  'cyp3a4-inhibitor',
  'cyp3a4-inducer',
  'cyp2c19-inhibitor',
  'glucuronidation-inhibitor',
  'antacid',
  'opioid',
  'alcohol',
  'gabapentinoid',
  'sedative',
  'fluoroquinolone',
  'caffeine',
  'smoking',
] as const;
export type InteractionClass = (typeof interactionClasses)[number];

/** Another medicine, food or habit whose start or stop changes what a dose does. */
export interface Interactant {
  readonly code: string;
  readonly name: { readonly en: string; readonly es: string };
  /** Further names in either language, small letters. */
  readonly also: readonly string[];
  readonly classes: readonly InteractionClass[];
  readonly provenance: Provenance;
}

const table = read(`Interactions as reviewed with the half-lives; ${sources.asamPharmacology}`);
const general = toBeChecked('Member of its class from general knowledge');

type Row = readonly [code: string, en: string, es: string, classes: readonly InteractionClass[], also?: readonly string[]];

const from = (provenance: Provenance, all: readonly Row[]): readonly Interactant[] =>
  all.map(([code, en, es, classes, also = []]) => ({ code, name: { en, es }, also, classes, provenance }));

const azole: readonly InteractionClass[] = ['cyp3a4-strong-inhibitor'];
const both: readonly InteractionClass[] = ['cyp3a4-inhibitor', 'cyp2c19-inhibitor'];

/**
 * What the plan's list of other medicines is searched for. Those of the reviewed table first; members of the same
 * classes behind them are marked as still to be checked. A name that is missing here is a question to a pharmacist,
 * never a proof that nothing happens.
 */
export const interactants: readonly Interactant[] = [
  ...from(table, [
    ['ketoconazole', 'ketoconazole', 'ketoconazol', azole],
    ['itraconazole', 'itraconazole', 'itraconazol', azole],
    ['voriconazole', 'voriconazole', 'voriconazol', ['cyp3a4-strong-inhibitor', 'cyp2c19-inhibitor'], ['vfend']],
    ['posaconazole', 'posaconazole', 'posaconazol', azole],
    ['fluconazole', 'fluconazole', 'fluconazol', both, ['diflucan']],
    ['nefazodone', 'nefazodone', 'nefazodona', ['cyp3a4-strong-inhibitor']],
    ['fluvoxamine', 'fluvoxamine', 'fluvoxamina', both, ['luvox', 'dumirox']],
    ['cimetidine', 'cimetidine', 'cimetidina', both, ['tagamet']],
    ['omeprazole', 'omeprazole', 'omeprazol', ['cyp2c19-inhibitor'], ['prilosec', 'losec']],
    ['grapefruit', 'grapefruit juice', 'zumo de pomelo', ['cyp3a4-inhibitor'], ['grapefruit', 'pomelo', 'toronja', 'jugo de toronja']],
    ['carbamazepine', 'carbamazepine', 'carbamazepina', ['cyp3a4-inducer'], ['tegretol']],
    ['phenytoin', 'phenytoin', 'fenitoína', ['cyp3a4-inducer'], ['dilantin', 'epanutin']],
    ['rifampin', 'rifampin', 'rifampicina', ['cyp3a4-inducer'], ['rifampicin']],
    ['valproate', 'valproate', 'valproato', ['glucuronidation-inhibitor'], ['valproic acid', 'ácido valproico', 'divalproex', 'depakote', 'depakine']],
    ['probenecid', 'probenecid', 'probenecid', ['glucuronidation-inhibitor']],
    ['antacid', 'antacid', 'antiácido', ['antacid'], ['antacids', 'antiácidos', 'almagate', 'maalox', 'tums']],
    ['alcohol', 'alcohol', 'alcohol', ['alcohol'], ['wine', 'beer', 'vino', 'cerveza']],
    ['opioid', 'opioid', 'opioide', ['opioid'], ['opioids', 'opioides', 'opiate', 'opiáceo']],
    ['gabapentinoid', 'gabapentinoid', 'gabapentinoide', ['gabapentinoid'], ['gabapentinoids', 'gabapentinoides']],
    ['sedative', 'sedative', 'sedante', ['sedative'], ['sedatives', 'sedantes']],
    ['caffeine', 'caffeine', 'cafeína', ['caffeine'], ['coffee', 'café']],
    ['smoking', 'smoking', 'tabaco', ['smoking'], ['tobacco', 'cigarettes', 'cigarrillos', 'fumar']],
  ]),
  ...from(general, [
    ['fluoroquinolone', 'fluoroquinolone', 'fluoroquinolona', ['fluoroquinolone'], ['fluoroquinolones', 'fluoroquinolonas']],
    ['ciprofloxacin', 'ciprofloxacin', 'ciprofloxacino', ['fluoroquinolone'], ['cipro']],
    ['levofloxacin', 'levofloxacin', 'levofloxacino', ['fluoroquinolone'], ['levaquin']],
    ['moxifloxacin', 'moxifloxacin', 'moxifloxacino', ['fluoroquinolone']],
    ['ofloxacin', 'ofloxacin', 'ofloxacino', ['fluoroquinolone']],
    ['clarithromycin', 'clarithromycin', 'claritromicina', ['cyp3a4-strong-inhibitor']],
    ['erythromycin', 'erythromycin', 'eritromicina', ['cyp3a4-inhibitor']],
    ['ritonavir', 'ritonavir', 'ritonavir', ['cyp3a4-strong-inhibitor'], ['paxlovid', 'kaletra']],
    ['diltiazem', 'diltiazem', 'diltiazem', ['cyp3a4-inhibitor']],
    ['verapamil', 'verapamil', 'verapamilo', ['cyp3a4-inhibitor']],
    ['esomeprazole', 'esomeprazole', 'esomeprazol', ['cyp2c19-inhibitor'], ['nexium']],
    ['fluoxetine', 'fluoxetine', 'fluoxetina', ['cyp2c19-inhibitor'], ['prozac']],
    ['phenobarbital', 'phenobarbital', 'fenobarbital', ['cyp3a4-inducer', 'sedative']],
    ['st-johns-wort', "st john's wort", 'hierba de san juan', ['cyp3a4-inducer'], ['hypericum', 'hipérico']],
    ['morphine', 'morphine', 'morfina', ['opioid']],
    ['oxycodone', 'oxycodone', 'oxicodona', ['opioid'], ['oxycontin', 'percocet']],
    ['hydrocodone', 'hydrocodone', 'hidrocodona', ['opioid'], ['vicodin', 'norco']],
    ['codeine', 'codeine', 'codeína', ['opioid']],
    ['tramadol', 'tramadol', 'tramadol', ['opioid']],
    ['fentanyl', 'fentanyl', 'fentanilo', ['opioid']],
    ['methadone', 'methadone', 'metadona', ['opioid']],
    ['buprenorphine', 'buprenorphine', 'buprenorfina', ['opioid'], ['suboxone', 'subutex']],
    ['gabapentin', 'gabapentin', 'gabapentina', ['gabapentinoid'], ['neurontin']],
    ['pregabalin', 'pregabalin', 'pregabalina', ['gabapentinoid'], ['lyrica']],
    ['diphenhydramine', 'diphenhydramine', 'difenhidramina', ['sedative'], ['benadryl']],
    ['hydroxyzine', 'hydroxyzine', 'hidroxizina', ['sedative'], ['atarax', 'vistaril']],
    ['quetiapine', 'quetiapine', 'quetiapina', ['sedative'], ['seroquel']],
    ['trazodone', 'trazodone', 'trazodona', ['sedative']],
    ['mirtazapine', 'mirtazapine', 'mirtazapina', ['sedative']],
    ['baclofen', 'baclofen', 'baclofeno', ['sedative']],
    ['cyclobenzaprine', 'cyclobenzaprine', 'ciclobenzaprina', ['sedative'], ['flexeril']],
  ]),
];

const byCode = new Map<string, Interactant>(interactants.map((each) => [each.code, each]));

/** The interactant of this code, or `null`. */
export const interactantOf = (code: string): Interactant | null => byCode.get(code) ?? null;

/** Small letters without accents, one space between words and at both ends. */
const plain = (text: string): string =>
  ` ${text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase().replace(/[^\p{L}\p{N}']+/gu, ' ').trim()} `;

const plainNames = interactants.map((each) => ({ each, names: [each.name.en, each.name.es, ...each.also].map(plain) }));

/** Every interactant that is named, as whole words, in what somebody wrote about another medicine ("Fluconazol 150 mg"). */
export function interactantsIn(text: string): readonly Interactant[] {
  const words = plain(text);
  return plainNames.filter(({ names }) => names.some((name) => words.includes(name))).map(({ each }) => each);
}
