import type { Facts, Language } from '@evenkeel/language';
import { medicineOf, type MedicineCode, type Product } from '@evenkeel/medicines-rules';
import { doseSlots, formatDose, type LocalDate, type PlanSheet, type SheetLine, type SheetPeriod, type SlotIntake } from '@evenkeel/taper-rules';
import { amountTeller, type AmountTeller, localeOf } from './amount-text.js';
import type { Block, PaperDocument } from './document.js';
import { sayPaper } from './sentences.js';

export const paperReaders = ['patient', 'pharmacy'] as const;
export type PaperReader = (typeof paperReaders)[number];

/** Everything a paper says besides doses and amounts. */
export interface PaperHead {
  readonly reader: PaperReader;
  readonly language: Language;
  /** The patient's: decides paper, date and decimal sign. */
  readonly country: string;
  readonly zone: string;
  readonly patientName: string;
  readonly birthYear: number | null;
  readonly clinic: string;
  readonly phoneOf: string;
  readonly phone: string;
  readonly number: number;
  readonly signedBy: string | null;
  readonly signedAt: Date;
  readonly printedAt: Date;
}

type Say = (key: Parameters<typeof sayPaper>[1], facts?: Facts) => string;

/** How words, dates and amounts are written on one paper. */
interface Pen {
  readonly say: Say;
  readonly date: (date: LocalDate) => string;
  readonly moment: (at: Date) => string;
  readonly medicine: (code: MedicineCode) => string;
  readonly dose: (ug: number) => string;
  readonly amounts: AmountTeller;
  readonly products: ReadonlyMap<string, Product>;
}

/** The paper of a plan. Every product of the sheet has to be among `products`; a product that is not is a fault. */
export function writePlan(sheet: PlanSheet, head: PaperHead, products: ReadonlyMap<string, Product>): PaperDocument {
  const pen = penFor(head, products);
  const { say } = pen;
  const isMany = new Set(sheet.lines.flatMap(({ dose }) => dose.map(({ medicine }) => medicine))).size > 1;
  const blocks: Block[] = [
    { kind: 'title', text: say(`title.${head.reader}`) },
    { kind: 'facts', rows: factsOf(sheet, head, pen) },
    { kind: 'strong', text: say(`end.${sheet.endsBecause}`, { until: pen.date(sheet.until) }) },
    ...(sheet.isHeld ? [{ kind: 'strong' as const, text: say('held') }] : []),
    { kind: 'heading', text: say('head.steps') },
    {
      kind: 'table', summary: say('summary.steps'), head: [say('column.days'), say('column.day'), say('column.take')], shares: [3, 3, 6],
      rows: sheet.lines.map((line) => [[daysOf(line, pen)], totalsOf(line, pen), takenIn(line, pen, isMany)]),
    },
    { kind: 'heading', text: say('head.amounts') },
    {
      kind: 'table', summary: say('summary.amounts'), head: [say('column.days'), say('column.amounts')], shares: [3, 9],
      rows: sheet.periods.map((period) => [[daysOf(period, pen)], neededIn(period, pen)]),
    },
    { kind: 'heading', text: say('head.know') },
    ...notesFor(head, say).map((text) => ({ kind: 'text' as const, text })),
  ];
  return {
    language: head.language, title: say(`title.${head.reader}`), size: ['US', 'CA', 'MX'].includes(head.country) ? 'LETTER' : 'A4', textSize: head.reader === 'patient' ? 13 : 10.5,
    blocks, footer: (page, pages) => say('footer', { number: head.number, until: pen.date(sheet.until), page, pages }), printedAt: head.printedAt,
  };
}

function penFor({ language, country, zone }: PaperHead, products: ReadonlyMap<string, Product>): Pen {
  const locale = localeOf(language, country);
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
  const moment = new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' });
  return {
    say: (key, facts) => sayPaper(language, key, facts), date: (date) => day.format(new Date(`${date}T00:00:00Z`)), moment: (at) => moment.format(at),
    medicine: (code) => medicineOf(code).name[language], dose: (ug) => formatDose(ug, locale), amounts: amountTeller(language, locale), products,
  };
}

function factsOf(sheet: PlanSheet, head: PaperHead, { say, date, moment }: Pen): readonly (readonly [string, string])[] {
  const { patientName: name, birthYear: year, zone, number } = head;
  return [
    [say('fact.patient'), year === null ? name : say('born', { name, year })],
    [say('fact.clinic'), head.clinic],
    [say('fact.questions'), say('phone', { name: head.phoneOf, phone: head.phone })],
    [say('fact.plan'), say('signed', { number, who: head.signedBy ?? say('somebody'), when: moment(head.signedAt), zone })],
    [say('fact.days'), say('span', { from: date(sheet.from), to: date(sheet.until) })],
    [say('fact.printed'), say('printed', { when: moment(head.printedAt), zone })],
  ];
}

const daysOf = ({ from, to }: Pick<SheetLine, 'from' | 'to'>, { say, date }: Pen): string => (from === to ? say('one-day', { day: date(from) }) : say('days', { from: date(from), to: date(to) }));

const totalsOf = ({ dose }: SheetLine, { say, medicine, dose: write }: Pen): readonly string[] =>
  dose.length === 0 ? [say('zero')] : dose.map(({ medicine: code, total }) => say('of-medicine', { medicine: medicine(code), dose: write(total) }));

function takenIn({ dose, intake }: SheetLine, pen: Pen, isMany: boolean): readonly string[] {
  if (dose.length === 0) return [pen.say('nothing')];
  return doseSlots.flatMap((slot) => {
    const here = intake.filter((each) => each.slot === slot);
    return here.length === 0 ? [] : [pen.say(`slot.${slot}`, { amounts: here.map((each) => takenOf(each, pen, isMany)).reduce((one, other) => pen.say('and', { one, other })) })];
  });
}

function takenOf({ medicine, amounts }: SlotIntake, pen: Pen, isMany: boolean): string {
  const words = amounts.map((amount) => pen.amounts.taken(amount, productOf(amount.product, pen))).reduce((one, other) => pen.say('and', { one, other }));
  return isMany ? pen.say('medicine-amount', { medicine: pen.medicine(medicine), amount: words }) : words;
}

const neededIn = ({ needed }: SheetPeriod, pen: Pen): readonly string[] => (needed.length === 0 ? [pen.say('nothing')] : needed.map((each) => {
  const product = productOf(each.product, pen);
  const amount = pen.say('medicine-amount', { medicine: pen.medicine(product.medicine), amount: pen.amounts.needed(each, product) });
  const count = pen.amounts.wholeUnits(each, product);
  return count === null ? amount : pen.say('dispense', { amount, count });
}));

function notesFor({ reader, phone }: PaperHead, say: Say): readonly string[] {
  return reader === 'pharmacy'
    ? [say('note.not-a-prescription'), say('note.call-pharmacy'), say('note.left-over-pharmacy')]
    : [say('note.hold', { phone }), say('note.no-sudden-stop'), say('note.differs'), say('note.left-over')];
}

function productOf(code: string, { products }: Pen): Product {
  const product = products.get(code);
  if (product === undefined) throw new Error(`A printed plan names a product that nobody knows: ${code}`);
  return product;
}
