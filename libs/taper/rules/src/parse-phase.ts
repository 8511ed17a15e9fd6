import { medicineCodes } from '@evenkeel/medicines-rules';
import { doseSlots } from './dose-step.js';
import { longestPlanDays, type CutFrom, type Phase } from './plan.js';
import { join, type FieldReader, type Fields } from './read-fields.js';

const methods = ['gradual', 'substitution', 'micro-taper', 'hold', 'final-stop', 'maintenance'] as const;
const largestDose = 300_000;

const fieldsOf: Readonly<Record<Phase['method'], readonly string[]>> = {
  gradual: ['method', 'medicine', 'cut', 'everyDays', 'waitDays', 'untilUg', 'from'],
  substitution: ['method', 'from', 'to', 'order', 'share', 'everyDays', 'waitDays'],
  'micro-taper': ['method', 'medicine', 'vehicle', 'cut', 'everyDays', 'waitDays', 'untilUg', 'from'],
  hold: ['method', 'days'],
  'final-stop': ['method', 'floorUg', 'waitDays'],
  maintenance: ['method', 'reviewEveryDays'],
};

/** Reads one phase; what is wrong is remembered by the reader. */
export function parsePhase(reader: FieldReader, value: unknown, path: string): Phase {
  const all = [...new Set(Object.values(fieldsOf).flat())];
  const method = reader.oneOf(reader.object(value, path, all).values['method'], join(path, 'method'), methods);
  const fields = reader.object(value, path, fieldsOf[method]);
  const days = (key: string): number => reader.whole(fields, key, 1, longestPlanDays);
  const medicine = (key: string) => reader.oneOf(fields.values[key], join(path, key), medicineCodes);
  switch (method) {
    case 'gradual':
      return {
        method, medicine: medicine('medicine'), cut: readCut(reader, fields), everyDays: days('everyDays'), waitDays: days('waitDays'),
        untilUg: reader.whole(fields, 'untilUg', 0, largestDose), from: readFrom(reader, fields),
      };
    case 'micro-taper': {
      const everyDays = reader.whole(fields, 'everyDays', 1, 13);
      return {
        method, medicine: medicine('medicine'), vehicle: reader.oneOf(fields.values['vehicle'], join(path, 'vehicle'), ['liquid', 'compounded', 'weighed'] as const),
        cut: readMicroCut(reader, fields), everyDays, waitDays: days('waitDays'), untilUg: reader.whole(fields, 'untilUg', 1, largestDose), from: readFrom(reader, fields),
      };
    }
    case 'substitution': {
      const [from, to] = [medicine('from'), medicine('to')];
      if (reader.refusal === null && from === to) reader.fail('named-twice', join(path, 'to'));
      return {
        method, from, to, order: readSlots(reader, fields, 'order'), share: reader.oneOf(fields.values['share'], join(path, 'share'), ['whole-slot', 'half-slot'] as const),
        everyDays: days('everyDays'), waitDays: days('waitDays'),
      };
    }
    case 'hold':
      return { method, days: days('days') };
    case 'final-stop':
      return { method, floorUg: reader.whole(fields, 'floorUg', 1, largestDose), waitDays: days('waitDays') };
    case 'maintenance':
      return { method, reviewEveryDays: reader.whole(fields, 'reviewEveryDays', 1, 366) };
  }
}

function readCut(reader: FieldReader, { values, path }: Fields): { readonly by: 'percent'; readonly points: number } | { readonly by: 'amount'; readonly ug: number } {
  const cut = reader.object(values['cut'], join(path, 'cut'), ['by', 'points', 'ug']);
  const by = reader.oneOf(cut.values['by'], join(cut.path, 'by'), ['percent', 'amount'] as const);
  return by === 'percent' ? { by, points: reader.whole(cut, 'points', 1, 9999) } : { by, ug: reader.whole(cut, 'ug', 1, largestDose) };
}

function readMicroCut(reader: FieldReader, { values, path }: Fields): Extract<Phase, { method: 'micro-taper' }>['cut'] {
  const cut = reader.object(values['cut'], join(path, 'cut'), ['by', 'points', 'overDays', 'ug']);
  const by = reader.oneOf(cut.values['by'], join(cut.path, 'by'), ['percent', 'amount'] as const);
  if (by === 'amount') return { by, ug: reader.whole(cut, 'ug', 1, largestDose) };
  return { by, points: reader.whole(cut, 'points', 1, 9999), overDays: reader.whole(cut, 'overDays', 1, 366) };
}

const readFrom = (reader: FieldReader, fields: Fields): CutFrom => (fields.values['from'] === 'evenly' ? 'evenly' : readSlots(reader, fields, 'from'));

function readSlots(reader: FieldReader, fields: Fields, key: string): readonly (typeof doseSlots)[number][] {
  const slots = reader.list(fields, key, (each, path) => reader.oneOf(each, path, doseSlots));
  if (new Set(slots).size < slots.length) reader.fail('named-twice', join(fields.path, key));
  return slots;
}
