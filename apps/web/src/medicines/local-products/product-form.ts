import { isRefusal, type Refusal } from '@evenkeel/kernel';
import { liquidForms, solidForms, type Product } from '@evenkeel/medicines-rules';
import { type DecimalRefusal, type DecimalSign, parseDecimal } from '../../taper/editor/decimal.js';

export type ProductKind = Product['kind'];
export const productKinds: readonly ProductKind[] = ['solid', 'liquid', 'powder'];

/** Forms of each kind that an administrator can choose from. */
export const formsOf: Readonly<Record<ProductKind, readonly string[]>> = { solid: solidForms, liquid: liquidForms, powder: ['powder'] };

/** A product as it stands in the form: text as it was typed, `''` where nothing was. */
export interface ProductForm {
  readonly kind: ProductKind | '';
  readonly medicine: string;
  readonly form: string;
  readonly label: string;
  readonly strengthUg: string;
  readonly splittable: string;
  readonly concentrationUgPerMl: string;
  readonly syringeMarkUl: string;
  readonly syringeCapacityUl: string;
  readonly concentrationUgPerG: string;
  readonly scaleMarkMg: string;
  readonly source: string;
  readonly checkedOn: string;
  readonly countries: readonly string[];
  readonly rxNorm: string;
  /** `null` while nobody has typed one: then it follows from the rest. */
  readonly code: string | null;
  readonly strengthConfirmed: boolean;
}

export type ProductField = keyof ProductForm;

export const emptyProductForm: ProductForm = {
  kind: '', medicine: '', form: '', label: '', strengthUg: '', splittable: '', concentrationUgPerMl: '', syringeMarkUl: '', syringeCapacityUl: '',
  concentrationUgPerG: '', scaleMarkMg: '', source: '', checkedOn: '', countries: [], rxNorm: '', code: null, strengthConfirmed: false,
};

export type FigureField = 'strengthUg' | 'concentrationUgPerMl' | 'syringeMarkUl' | 'syringeCapacityUl' | 'concentrationUgPerG' | 'scaleMarkMg';

/** Which figures a kind has, in the order of the form. All are typed in thousands of their unit, but for the marks of a scale. */
export const figuresOf: Readonly<Record<ProductKind, readonly FigureField[]>> = {
  solid: ['strengthUg'], liquid: ['concentrationUgPerMl', 'syringeMarkUl', 'syringeCapacityUl'], powder: ['concentrationUgPerG', 'scaleMarkMg'],
};
export const placesOf = (field: FigureField): 0 | 3 => (field === 'scaleMarkMg' ? 0 : 3);

export interface ProductFault {
  readonly field: ProductField;
  readonly reason: DecimalRefusal;
}

/** What is sent; the server's rules decide whether it is a product. */
export interface ProductInput extends Partial<Record<FigureField, number>> {
  readonly code: string;
  readonly kind: string;
  readonly medicine: string;
  readonly form: string;
  readonly label: string;
  readonly source: string;
  readonly checkedOn: string;
  readonly countries: string[];
  readonly rxNorm: string | null;
  readonly splittable?: string;
  readonly strengthConfirmed: boolean;
}

/** One change of the form. Another kind has other forms and figures; what was typed for the one before is kept but not sent. */
export function withChange(form: ProductForm, change: Partial<ProductForm>): ProductForm {
  const next = { ...form, ...change };
  const forms = next.kind === '' ? [] : formsOf[next.kind];
  const [only] = forms;
  const figures: readonly ProductField[] = ['kind', 'medicine', 'strengthUg', 'concentrationUgPerMl', 'concentrationUgPerG'];
  return {
    ...next,
    form: forms.length === 1 && only !== undefined ? only : forms.includes(next.form) ? next.form : '',
    // Somebody who read one strength aloud has not read another one.
    strengthConfirmed: next.strengthConfirmed && !figures.some((field) => next[field] !== form[field]),
  };
}

/** The code that a product gets unless somebody types one: what it is, in small letters. Empty while that is not known. */
export function suggestedCode({ kind, medicine, form, ...typed }: ProductForm, sign: DecimalSign): string {
  const [first] = kind === '' ? [] : figuresOf[kind];
  if (first === undefined || medicine === '' || form === '') return '';
  const figure = parseDecimal(typed[first], 3, sign);
  return isRefusal(figure) ? '' : `local-${medicine}-${form}-${figure}`;
}

/** The form as it is sent, or everything that keeps it from being sent, each with its field, in the order of the form. */
export function inputOf(form: ProductForm, sign: DecimalSign): ProductInput | readonly ProductFault[] {
  const faults: ProductFault[] = [];
  const needed = (field: 'kind' | 'medicine' | 'form' | 'label' | 'splittable' | 'source' | 'checkedOn'): void => {
    if (form[field].trim() === '') faults.push({ field, reason: 'missing' });
  };
  needed('kind');
  needed('medicine');
  needed('form');
  const figures: Partial<Record<FigureField, number>> = {};
  for (const field of form.kind === '' ? [] : figuresOf[form.kind]) {
    const figure: number | Refusal<DecimalRefusal> = parseDecimal(form[field], placesOf(field), sign);
    if (isRefusal(figure)) faults.push({ field, reason: figure.code });
    else figures[field] = figure;
  }
  if (form.kind === 'solid') needed('splittable');
  needed('label');
  needed('source');
  needed('checkedOn');
  const code = form.code ?? suggestedCode(form, sign);
  if (code.trim() === '' && faults.length === 0) faults.push({ field: 'code', reason: 'missing' });
  if (faults.length > 0) return faults;
  return {
    code: code.trim(), kind: form.kind, medicine: form.medicine, form: form.form, label: form.label.trim(), source: form.source.trim(), checkedOn: form.checkedOn,
    countries: [...form.countries], rxNorm: form.rxNorm.trim() === '' ? null : form.rxNorm.trim(), strengthConfirmed: form.strengthConfirmed,
    ...(form.kind === 'solid' ? { splittable: form.splittable } : {}), ...figures,
  };
}

const fields = new Set<string>(Object.keys(emptyProductForm));

/** The field of the form that a refusal names. */
export const fieldNamed = (name: string | null): ProductField | null => (name !== null && isField(name) ? name : null);
const isField = (name: string): name is ProductField => fields.has(name);

/** Whether a refusal asks for somebody who reads the strength aloud from the label. */
export const asksToConfirm = (code: string): boolean => code === 'ten-fold' || code === 'nothing-to-compare';

