import { divideDown, multiply, remainder } from '@evenkeel/kernel';
import { portionsOf, type Amount, type Product, type ProductCode } from '@evenkeel/medicines-rules';
import { commonDivisor } from './common-divisor.js';
import type { Micrograms } from './dose-step.js';

/** What can be made of tablets and capsules alone. */
export interface CountedUnits {
  /** Fewest splits, then fewest units; `null` when the amount cannot be made. */
  cost(ug: Micrograms): { readonly splits: number; readonly units: number } | null;
  /** The parts of the cheapest way, one entry for each product, the largest strength first. */
  amounts(ug: Micrograms): readonly Amount[];
  /** Visits every amount that can be made, from `ug` downwards to zero, until the visitor answers `false`. */
  descend(ug: Micrograms, visit: (amount: Micrograms) => boolean): void;
  /** The smallest amount above, or `null` when there are no tablets. */
  above(ug: Micrograms): Micrograms | null;
}

interface Part {
  readonly product: ProductCode;
  readonly strength: Micrograms;
  readonly quarters: 1 | 2 | 3 | 4;
  readonly ug: Micrograms;
  readonly cost: number;
}

/** One split outweighs any number of units that a dose can have. */
const split = 100_000;
const splitsFor: Readonly<Record<Part['quarters'], number>> = { 4: 0, 3: 2, 2: 1, 1: 2 };

/** Counts with the solids among these products; the first of equal ways wins, so the caller fixes the order. */
export function countUnits(products: readonly Product[]): CountedUnits {
  const parts = products.flatMap(partsOf).sort((left, right) => right.ug - left.ug);
  const grain = parts.reduce((so, part) => commonDivisor(so, part.ug), 0);
  const costs: (number | null)[] = [0];
  const used: (Part | null)[] = [null];
  const makeable: Micrograms[] = [0];

  const fillTo = (ug: Micrograms): void => {
    if (grain === 0) return;
    for (let cell = costs.length; multiply(cell, grain) <= ug; cell += 1) {
      let best: number | null = null;
      let with_: Part | null = null;
      for (const part of parts) {
        const before = multiply(cell, grain) - part.ug;
        const cost = before < 0 ? null : (costs[divideDown(before, grain)] ?? null);
        if (cost === null || (best !== null && cost + part.cost >= best)) continue;
        best = cost + part.cost;
        with_ = part;
      }
      costs.push(best);
      used.push(with_);
      if (best !== null) makeable.push(multiply(cell, grain));
    }
  };
  const cellOf = (ug: Micrograms): number | null => {
    if (ug === 0) return 0;
    if (grain === 0 || remainder(ug, grain) !== 0) return null;
    fillTo(ug);
    return divideDown(ug, grain);
  };

  return {
    cost(ug) {
      const cell = cellOf(ug);
      const cost = cell === null ? null : (costs[cell] ?? null);
      return cost === null ? null : { splits: divideDown(cost, split), units: remainder(cost, split) };
    },
    amounts(ug) {
      const quarters = new Map<ProductCode, { readonly strength: Micrograms; count: number }>();
      let left = ug;
      for (let part = used[cellOf(ug) ?? 0] ?? null; part !== null; part = used[cellOf(left) ?? 0] ?? null) {
        const so = quarters.get(part.product) ?? { strength: part.strength, count: 0 };
        quarters.set(part.product, { strength: so.strength, count: so.count + part.quarters });
        left -= part.ug;
      }
      return [...quarters].sort(([, left], [, right]) => right.strength - left.strength).map(([product, { count }]) => ({ product, quarters: count }));
    },
    descend(ug, visit) {
      fillTo(ug);
      for (let place = makeable.findLastIndex((amount) => amount <= ug); place >= 0; place -= 1) {
        if (!visit(makeable[place] ?? 0)) return;
      }
    },
    above(ug) {
      fillTo(ug + (parts[0]?.ug ?? 0));
      return makeable.find((amount) => amount > ug) ?? null;
    },
  };
}

function partsOf(product: Product): Part[] {
  if (product.kind !== 'solid') return [];
  const portions = portionsOf(product).flatMap((portion) => (portion.kind === 'part' ? [portion] : []));
  const quarter = portions.find((portion) => portion.quarters === 1);
  const made: { quarters: Part['quarters']; ug: Micrograms }[] = portions.map(({ quarters, ug }) => ({ quarters, ug }));
  if (quarter !== undefined) made.push({ quarters: 3, ug: multiply(quarter.ug, 3) });
  return made.map(({ quarters, ug }) => ({ product: product.code, strength: product.strengthUg, quarters, ug, cost: multiply(splitsFor[quarters], split) + 1 }));
}
