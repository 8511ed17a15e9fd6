import { type Refusal, refuse } from '@evenkeel/kernel';
import { equivalenceSources, medicineCodes, type EquivalenceChoice } from '@evenkeel/medicines-rules';
import { doseOf, inCodeOrder, type DayDose } from './day-dose.js';
import { doseSlots } from './dose-step.js';
import { parsePhase } from './parse-phase.js';
import { longestPlanDays, type PlanChange, type TaperPlan } from './plan.js';
import { FieldReader, join, type FieldRefusal } from './read-fields.js';

/** No oral daily dose of this list of medicines comes near 300 mg. */
const largestDose = 300_000;
const longestText = 200_000;

/**
 * The plan as one line of text, always the same for the same plan: fields in a fixed order, so that what was signed can
 * be compared and hashed.
 */
export const serialisePlan = (plan: TaperPlan): string => inFixedOrder(plan);

/** Any value as text, its fields in alphabetical order: the same text for the same value. */
export const inFixedOrder = (value: unknown): string => JSON.stringify(arrange(value));

/** Reads a plan from such a line, or refuses with the field that is wrong, such as `phases.1.everyDays`. */
export function parsePlan(text: string): TaperPlan | Refusal<FieldRefusal> {
  if (text.length > longestText) return refuse('too-large', 'plan', { atMost: longestText });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('not-a-plan', 'plan');
  }
  return readPlan(value);
}

/** Reads a plan from a value of unknown shape, such as the input of an editor. Nothing that is not named here gets in. */
export function readPlan(value: unknown): TaperPlan | Refusal<FieldRefusal> {
  const reader = new FieldReader();
  const fields = reader.object(value, '', ['format', 'startsOn', 'start', 'products', 'equivalence', 'phases', 'changes']);
  reader.whole(fields, 'format', 1, 1);
  const startsOn = reader.date(fields, 'startsOn');
  const start = inCodeOrder(reader.list(fields, 'start', (each, path) => {
    const dose = reader.object(each, path, ['medicine', 'slots', 'total']);
    const slots = reader.object(dose.values['slots'], join(path, 'slots'), doseSlots);
    const [morning, midday, evening, night] = doseSlots.map((slot) => reader.whole(slots, slot, 0, largestDose)) as [number, number, number, number];
    const read = doseOf(reader.oneOf(dose.values['medicine'], join(path, 'medicine'), medicineCodes), { morning, midday, evening, night });
    if (read.total === 0) reader.fail('too-small', join(path, 'slots'), { atLeast: 1 });
    if (read.total > largestDose) reader.fail('too-large', join(path, 'slots'), { atMost: largestDose });
    if (dose.values['total'] !== read.total) reader.fail('not-whole', join(path, 'total'), { sum: read.total });
    return read;
  }, 1)) as DayDose;
  if (new Set(start.map(({ medicine }) => medicine)).size < start.length) reader.fail('named-twice', 'start');
  const products = reader.list(fields, 'products', (each, path) => {
    if (typeof each === 'string' && each !== '') return each;
    reader.fail('missing', path);
    return '';
  }, 1);
  if (new Set(products).size < products.length) reader.fail('named-twice', 'products');
  const equivalence = reader.list(fields, 'equivalence', (each, path) => readChoice(reader, each, path));
  if (new Set(equivalence.map(({ to }) => to)).size > 1) reader.fail('not-one-of', 'equivalence');
  const phases = reader.list(fields, 'phases', (each, path) => parsePhase(reader, each, path), 1);
  const changes = reader.list(fields, 'changes', (each, path) => readChange(reader, each, path));
  return reader.refusal ?? { format: 1, startsOn, start, products, equivalence, phases, changes };
}

function readChoice(reader: FieldReader, value: unknown, path: string): EquivalenceChoice {
  const fields = reader.object(value, path, ['source', 'from', 'to', 'fromUg', 'toUg', 'version']);
  const choice = {
    source: reader.oneOf(fields.values['source'], join(path, 'source'), equivalenceSources),
    from: reader.oneOf(fields.values['from'], join(path, 'from'), medicineCodes),
    to: reader.oneOf(fields.values['to'], join(path, 'to'), medicineCodes),
    fromUg: reader.whole(fields, 'fromUg', 1, largestDose),
    toUg: reader.whole(fields, 'toUg', 1, largestDose),
    version: reader.whole(fields, 'version', 1, 1_000_000),
  };
  if (reader.refusal === null && choice.from === choice.to) reader.fail('named-twice', join(path, 'to'));
  return choice;
}

function readChange(reader: FieldReader, value: unknown, path: string): PlanChange {
  const { kind: given } = reader.object(value, path, ['kind', 'on', 'days', 'steps']).values;
  const kind = reader.oneOf(given, join(path, 'kind'), ['hold', 'slow-down', 'step-back', 'restart'] as const);
  const fields = reader.object(value, path, kind === 'hold' ? ['kind', 'on', 'days'] : kind === 'step-back' ? ['kind', 'on', 'steps'] : ['kind', 'on']);
  const on = reader.date(fields, 'on');
  if (kind === 'hold') return { kind, on, days: fields.values['days'] === null ? null : reader.whole(fields, 'days', 1, longestPlanDays) };
  if (kind === 'step-back') return { kind, on, steps: reader.whole(fields, 'steps', 1, 100) };
  return { kind, on };
}

/** A copy of any value whose objects have their keys in alphabetical order. */
function arrange(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(arrange);
  if (typeof value !== 'object' || value === null) return value;
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries([...fields.keys()].sort().map((key) => [key, arrange(fields.get(key))]));
}
