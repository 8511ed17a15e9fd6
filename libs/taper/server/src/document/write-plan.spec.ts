import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@evenkeel/kernel';
import { products, type Product } from '@evenkeel/medicines-rules';
import { doseOf, emptySlots, layOut, planSheet, scheduleOf, type TaperPlan } from '@evenkeel/taper-rules';
import type { Block, PaperDocument } from './document.js';
import { drawDocument } from './draw-document.js';
import { type PaperHead, writePlan } from './write-plan.js';

const known = new Map<string, Product>(products.map((product) => [product.code, product]));
const head: PaperHead = {
  reader: 'pharmacy', language: 'en', country: 'US', zone: 'America/New_York', patientName: 'Łucja Doe', birthYear: 1980, clinic: 'Harbour Clinic', phoneOf: 'Front desk', phone: '+1 555 0100',
  number: 3, signedBy: 'Dr. Lee', signedAt: new Date('2027-01-04T15:00:00Z'), printedAt: new Date('2027-01-10T15:00:00Z'),
};
const tablets: TaperPlan = {
  format: 1, startsOn: '2027-01-04', start: [doseOf('clonazepam', { ...emptySlots, morning: 750, night: 1000 })], products: ['clonazepam-tablet-500'], equivalence: [], changes: [],
  phases: [{ method: 'gradual', medicine: 'clonazepam', cut: { by: 'amount', ug: 250 }, everyDays: 14, waitDays: 14, untilUg: 750, from: 'evenly' }, { method: 'maintenance', reviewEveryDays: 90 }],
};
const liquid: TaperPlan = {
  ...tablets, start: [doseOf('diazepam', { ...emptySlots, night: 2350 })], products: ['diazepam-liquid-1000'], phases: [{ method: 'maintenance', reviewEveryDays: 90 }],
};

function paper(plan: TaperPlan, more: Partial<PaperHead> = {}, from = '2027-01-10', everyDays = 28): PaperDocument {
  const laid = layOut(plan, known);
  if (isRefusal(laid)) throw new Error(laid.code);
  return writePlan(planSheet({ schedule: scheduleOf(laid), makers: laid.makers, phases: plan.phases, from, reviewOn: null, periodDays: everyDays }), { ...head, ...more }, known);
}
const tables = ({ blocks }: PaperDocument) => blocks.flatMap((block: Block) => (block.kind === 'table' ? [block.rows.map((row) => row.map((cell) => cell.join(' | ').replaceAll('\u00a0', ' ')))] : []));
const textOf = ({ blocks }: PaperDocument): string => JSON.stringify(blocks);

describe('a plan in words', () => {
  it('says dates, totals and tablets, and what has to be dispensed', () => {
    expect(tables(paper(tablets))).toEqual([
      [
        ['January 10, 2027 to January 17, 2027', 'clonazepam 1.75 mg', 'Morning: one and a half 0.5 mg tablets | Night: two 0.5 mg tablets'],
        ['January 18, 2027 to January 31, 2027', 'clonazepam 1.5 mg', 'Morning: one and a half 0.5 mg tablets | Night: one and a half 0.5 mg tablets'],
        ['February 1, 2027 to February 6, 2027', 'clonazepam 1.25 mg', 'Morning: one and a quarter 0.5 mg tablets | Night: one and a quarter 0.5 mg tablets'],
      ],
      [['January 10, 2027 to February 6, 2027', 'clonazepam: 85 tablets of 0.5 mg']],
    ]);
  });

  it('says which whole tablets a part asks for, period by period', () =>
    expect(tables(paper(tablets, {}, '2027-01-10', 7))[1]?.slice(0, 2)).toEqual([
      ['January 10, 2027 to January 16, 2027', 'clonazepam: 24 and a half tablets of 0.5 mg. Whole units: 25'],
      ['January 17, 2027 to January 23, 2027', 'clonazepam: 21 and a half tablets of 0.5 mg. Whole units: 22'],
    ]));

  it('says volumes with the comma of the country, in Spanish', () =>
    expect(tables(paper(liquid, { language: 'es', country: 'ES', zone: 'Europe/Madrid', reader: 'patient' }))).toEqual([
      [['Del 10 de enero de 2027 al 6 de febrero de 2027', 'diazepam 2,35 mg', 'Noche: 2,35 mL del líquido (1 mg en cada mL)']],
      [['Del 10 de enero de 2027 al 6 de febrero de 2027', 'diazepam: 65,8 mL del líquido (1 mg en cada mL)']],
    ]));

  it('names who signed what, and where it ends', () => {
    const text = textOf(paper(tablets));
    for (const part of ['Version 3, signed by Dr. Lee on January 4, 2027', 'Łucja Doe, born 1980', 'This paper ends on February 6, 2027', 'not a prescription', 'brought back']) expect(text).toContain(part);
    expect(paper(tablets).footer(1, 2)).toBe('Version 3. Until February 6, 2027. Page 1 of 2');
  });

  it('tells the patient how to hold and not to stop suddenly, never the pharmacy', () => {
    expect(textOf(paper(tablets, { reader: 'patient' }))).toContain('do not stop suddenly');
    expect(textOf(paper(tablets, { reader: 'patient' }))).toContain('+1 555 0100');
    expect(textOf(paper(tablets))).not.toContain('stop suddenly');
  });
});

describe('the drawn paper', () => {
  it('is a tagged PDF with title and language, on one page if it fits', async () => {
    const bytes = (await drawDocument(paper(tablets))).toString('latin1');
    expect(['%PDF-1.7', '/MarkInfo', '/Lang (en)', '/StructTreeRoot', '/Scope /Column', '/Scope /Row', '/DisplayDocTitle true', 'pdfuaid', '/Title '].filter((part) => !bytes.includes(part))).toEqual([]);
    expect((bytes.match(/\/Type \/Page\n/g) ?? []).length).toBe(1);
  });

  it('goes on over pages when a block of daily steps is long', async () => {
    const daily: TaperPlan = {
      ...liquid, start: [doseOf('diazepam', { ...emptySlots, morning: 2000, night: 2350 })],
      phases: [{ method: 'micro-taper', medicine: 'diazepam', vehicle: 'liquid', cut: { by: 'amount', ug: 10 }, everyDays: 1, waitDays: 3, untilUg: 2000, from: 'evenly' }, { method: 'maintenance', reviewEveryDays: 90 }],
    };
    const bytes = (await drawDocument(paper(daily, { reader: 'patient', language: 'es', country: 'ES' }, '2027-01-08'))).toString('latin1');
    expect((bytes.match(/\/Type \/Page\n/g) ?? []).length).toBeGreaterThan(1);
    expect(bytes.includes('/Lang (es)')).toBe(true);
  });
});
