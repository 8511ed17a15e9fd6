/** A dose as an alert keeps it in text: the medicine, where it is named, and whole micrograms. */
export interface WrittenDose {
  readonly medicine: string | null;
  readonly micrograms: number;
}

/** A change of dose as an alert keeps it in text. */
export interface WrittenChange {
  /** `YYYY-MM-DD` on the patient's calendar. */
  readonly on: string;
  readonly from: WrittenDose | null;
  readonly to: WrittenDose;
}

/**
 * Reads "clonazepam 0.5 mg" or "50 micrograms" as it was stamped on an alert, so that it can be written in the
 * reader's language. `null` for anything else: the text is then shown as it is. No fraction is computed.
 */
export function readDose(text: string): WrittenDose | null {
  const parts = /^(?:([a-z-]+) )?(\d+)(?:\.(\d{1,3}))?\s(mg|micrograms?)$/.exec(text.trim());
  if (parts === null) return null;
  const [, medicine = null, whole = '', fraction = '', unit] = parts;
  if (unit !== 'mg') return fraction === '' ? { medicine, micrograms: Number(whole) } : null;
  return { medicine, micrograms: Number(`${whole}${fraction.padEnd(3, '0')}`) };
}

/** Reads "2026-02-10: 0.5 mg → 0.45 mg (90%)"; the percentage is left out, it follows from the two doses. */
export function readChange(text: string): WrittenChange | null {
  const parts = /^(\d{4}-\d{2}-\d{2}): (?:(.+) → )?(.+?)(?: \([^)]*\))?$/.exec(text.trim());
  if (parts === null) return null;
  const [, on = '', before, after = ''] = parts;
  const to = readDose(after);
  const from = before === undefined ? null : readDose(before);
  if (to === null || (before !== undefined && from === null)) return null;
  return { on, from, to };
}

/** By how much the dose went down or up, in ten-thousandths of the one before; `null` where the two cannot be compared. */
export function sizeOfChange(change: WrittenChange): number | null {
  const { from, to } = change;
  if (from === null || from.micrograms === 0 || (to.medicine !== null && to.medicine !== from.medicine)) return null;
  return Math.floor((Math.abs(from.micrograms - to.micrograms) * 20_000 + from.micrograms) / (2 * from.micrograms));
}

/** Whole days from one civil date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
