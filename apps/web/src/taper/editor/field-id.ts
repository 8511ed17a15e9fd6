/** Id of the control of a field, named as in a plan: what an error links to. */
export const fieldId = (field: string): string => `plan-${field.replaceAll('.', '-')}`;
