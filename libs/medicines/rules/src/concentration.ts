import { isWhole, multiply, refuse, type Refusal } from '@evenkeel/kernel';

export type ConcentrationRefusal = 'not-whole-and-positive' | 'ten-fold' | 'concentration-changed';

/**
 * A liquid is dispensed again. `null` if the concentration on the new label may be used: it is the same as before, or
 * somebody has confirmed that it changed. Ten times as much or as little is refused whatever was confirmed: it has to
 * be entered as another product. The next dose is not shown before this passes.
 */
export function checkConcentrationChange(
  beforeUgPerMl: number,
  afterUgPerMl: number,
  confirmed: boolean,
): Refusal<ConcentrationRefusal> | null {
  if (!isWhole(afterUgPerMl) || afterUgPerMl < 1) return refuse('not-whole-and-positive', 'concentrationUgPerMl');
  if (afterUgPerMl === beforeUgPerMl) return null;
  const facts = { before: beforeUgPerMl, after: afterUgPerMl };
  if (afterUgPerMl >= multiply(beforeUgPerMl, 10) || multiply(afterUgPerMl, 10) <= beforeUgPerMl) return refuse('ten-fold', 'concentrationUgPerMl', facts);
  return confirmed ? null : refuse('concentration-changed', 'concentrationUgPerMl', facts);
}
