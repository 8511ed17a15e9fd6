import { interactionClasses, interactants, type Interactant, type InteractionClass } from './interactants.js';
import type { MedicineCode, Metabolism, Provenance } from './medicine.js';
import { medicineOf } from './medicines.js';
import { read, sources, toBeChecked } from './sources.js';

/**
 * What the patient can come to feel without any change of dose. `more-effect`: as if the dose had been raised;
 * `less-effect`: as if it had been cut; `more-sedation`: two sedating things at once, to the point of breathing;
 * `not-known`: nobody has entered how this medicine is cleared.
 */
export type InteractionEffect = 'more-effect' | 'less-effect' | 'more-sedation' | 'less-sedation' | 'not-known';

export type InteractionSeverity = 'contraindicated' | 'avoid' | 'caution' | 'minor';

/** One medicine of a plan beside one other medicine or substance. */
export interface Interaction {
  readonly medicine: MedicineCode;
  readonly interactant: Interactant['code'];
  readonly class: InteractionClass;
  readonly whenStarted: InteractionEffect;
  readonly whenStopped: InteractionEffect;
  readonly severity: InteractionSeverity;
  /** Starting and stopping it freezes the next step and asks the prescriber; otherwise it is only told. */
  readonly freezesSteps: boolean;
  readonly provenance: Provenance;
}

interface Rule {
  /** Medicines cleared in one of these ways; `null` for all. */
  readonly through: readonly Metabolism[] | null;
  readonly whenStarted: InteractionEffect;
  readonly whenStopped: InteractionEffect;
  readonly severity: InteractionSeverity;
  readonly freezesSteps: boolean;
  readonly provenance: Provenance;
}

const clearance = read(`Metabolism and interactions; ${sources.asamPharmacology}`);
const boxed = read('FDA safety communication of September 2020, boxed warning of all benzodiazepines');
const community = toBeChecked('Reported by patients; GABA antagonism is general knowledge');

const raises = { whenStarted: 'more-effect', whenStopped: 'less-effect', severity: 'caution', freezesSteps: true, provenance: clearance } as const;
const lowers = { whenStarted: 'less-effect', whenStopped: 'more-effect', severity: 'caution', freezesSteps: true, provenance: clearance } as const;
const sedates = { through: null, whenStarted: 'more-sedation', whenStopped: 'less-sedation', severity: 'caution', freezesSteps: true, provenance: boxed } as const;
const minor = { through: null, whenStarted: 'less-effect', whenStopped: 'more-effect', severity: 'minor', freezesSteps: false } as const;

/** `oxidation` counts with every enzyme: the source does not say which one clears these medicines. */
const rules: Readonly<Record<InteractionClass, Rule>> = {
  'cyp3a4-strong-inhibitor': { ...raises, through: ['cyp3a4', 'oxidation'] },
  'cyp3a4-inhibitor': { ...raises, through: ['cyp3a4', 'oxidation'] },
  'cyp3a4-inducer': { ...lowers, through: ['cyp3a4', 'oxidation'] },
  'cyp2c19-inhibitor': { ...raises, through: ['cyp2c19', 'oxidation'] },
  'glucuronidation-inhibitor': { ...raises, through: ['glucuronidation'] },
  antacid: { ...lowers, through: ['gastric-hydrolysis'] },
  opioid: { ...sedates, severity: 'avoid' },
  alcohol: { ...sedates, severity: 'avoid' },
  gabapentinoid: sedates,
  sedative: sedates,
  fluoroquinolone: { ...lowers, through: null, provenance: community },
  caffeine: { ...minor, provenance: clearance },
  smoking: { ...minor, provenance: clearance },
};

/** Pairs that are worse than their class. */
const worse: readonly { readonly medicine: MedicineCode; readonly matches: (other: Interactant, by: InteractionClass) => boolean; readonly severity: InteractionSeverity }[] = [
  { medicine: 'triazolam', matches: (_, by) => by === 'cyp3a4-strong-inhibitor', severity: 'contraindicated' },
  { medicine: 'alprazolam', matches: ({ code }) => code === 'nefazodone', severity: 'avoid' },
];

/** Everything that this other medicine or substance does beside the medicine, in the order of the classes; empty for nothing known. */
export function interactionsBetween(medicine: MedicineCode, other: Interactant): readonly Interaction[] {
  const { metabolism } = medicineOf(medicine);
  return interactionClasses
    .filter((by) => other.classes.includes(by))
    .flatMap((by) => {
      const rule = rules[by];
      const unknown = rule.through !== null && metabolism.length === 0;
      if (!unknown && rule.through !== null && !rule.through.some((way) => metabolism.includes(way))) return [];
      return [
        {
          medicine,
          interactant: other.code,
          class: by,
          whenStarted: unknown ? ('not-known' as const) : rule.whenStarted,
          whenStopped: unknown ? ('not-known' as const) : rule.whenStopped,
          severity: worse.find((pair) => pair.medicine === medicine && pair.matches(other, by))?.severity ?? rule.severity,
          freezesSteps: rule.freezesSteps,
          provenance: other.provenance.certainty === 'to-be-checked' ? other.provenance : rule.provenance,
        },
      ];
    });
}

/** Everything that is known to interact with the medicine. */
export const interactionsOf = (medicine: MedicineCode): readonly Interaction[] => interactants.flatMap((other) => interactionsBetween(medicine, other));
