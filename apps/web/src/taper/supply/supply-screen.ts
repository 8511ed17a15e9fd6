import type { Product } from '@evenkeel/medicines-rules';
import type { Dispensing, SupplyTaper } from './use-supply.js';
import type { SupplyWords } from './use-supply-words.js';

/** What every page of the supply is told. */
export interface SupplyScreen {
  readonly patientId: string;
  readonly name: string;
  /** On the patient's calendar. */
  readonly today: string;
  readonly country: string;
  readonly taper: SupplyTaper;
  /** The newest first, with what was withdrawn. */
  readonly dispensings: readonly Dispensing[];
  /** Shipped products and those of the organisation. */
  readonly known: readonly Product[];
  readonly words: SupplyWords;
  /** A sentence when what is shown may be old. */
  readonly old: string | null;
}
