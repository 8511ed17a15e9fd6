/**
 * What can go wrong in ordinary life. A refusal is returned, never thrown, and reaches the screen as a
 * member of a GraphQL union; a fault is thrown and reaches the screen as a reference number only.
 */
export interface Refusal<Code extends string = string> {
  readonly kind: 'refused';
  /** Closed list per use case; the key of its sentence in the language catalogue. */
  readonly code: Code;
  /** The input field that has to change, in the words of the input type; `null` when no field is at fault. */
  readonly field: string | null;
  /** Facts for the sentence, such as the largest allowed value. Never free text of a patient. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Makes a refusal. `refuse('window-too-short', 'windowMinutes', { atLeast: 30 })` */
export const refuse = <Code extends string>(
  code: Code,
  field: string | null = null,
  facts: Readonly<Record<string, string | number>> = {},
): Refusal<Code> => ({ kind: 'refused', code, field, facts });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'refused';
