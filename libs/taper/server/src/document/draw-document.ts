import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { Block, PaperDocument } from './document.js';

const fonts = createRequire(import.meta.url);
const fontOf = (weight: '400Regular' | '700Bold'): string => fonts.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${weight}/AtkinsonHyperlegibleNext_${weight}.ttf`);

const margin = 56;
const footerHeight = 28;
const cellPadding = 6;
const rule = '#8a8f91';
const ink = '#1d2a2e';

/** The library knows this standard; its types do not yet. */
const accessible: object = { subset: 'PDF/UA' };

type Pdf = InstanceType<typeof PDFDocument>;
type Table = Extract<Block, { kind: 'table' }>;

/**
 * Draws a paper as a tagged PDF (PDF/UA-1): title and language are set, headings, paragraphs and tables can be heard in
 * their order, fonts are inside. A row is never broken over two pages, and a table that goes on repeats its head.
 */
export async function drawDocument(paper: PaperDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: paper.size, margins: { top: margin, left: margin, right: margin, bottom: margin + footerHeight }, bufferPages: true, pdfVersion: '1.7', tagged: true, ...accessible,
    lang: paper.language, displayTitle: true, font: fontOf('400Regular'), info: { Title: paper.title, CreationDate: paper.printedAt, Creator: 'Evenkeel', Producer: 'Evenkeel' },
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  pdf.registerFont('plain', fontOf('400Regular')).registerFont('bold', fontOf('700Bold')).fillColor(ink);
  const whole = pdf.struct('Document');
  pdf.addStructure(whole);
  for (const block of paper.blocks) drawBlock(pdf, whole, block, paper.textSize);
  whole.end();
  drawFooters(pdf, paper);
  pdf.end();
  return done;
}

type Struct = ReturnType<Pdf['struct']>;

function drawBlock(pdf: Pdf, parent: Struct, block: Block, size: number): void {
  switch (block.kind) {
    case 'title':
      return drawText(pdf, parent, 'H1', block.text, { font: 'bold', size: size * 1.7, above: 0, below: size });
    case 'heading':
      return drawText(pdf, parent, 'H2', block.text, { font: 'bold', size: size * 1.25, above: size * 1.2, below: size * 0.5, keep: size * 5 });
    case 'text':
      return drawText(pdf, parent, 'P', block.text, { font: 'plain', size, above: 0, below: size * 0.5 });
    case 'strong':
      return drawText(pdf, parent, 'P', block.text, { font: 'bold', size, above: size * 0.5, below: size * 0.3 });
    case 'facts':
      return drawFacts(pdf, parent, block.rows, size);
    case 'table':
      return drawTable(pdf, parent, block, size);
  }
}

interface Look {
  readonly font: 'plain' | 'bold';
  readonly size: number;
  readonly above: number;
  readonly below: number;
  /** Room that has to follow on the same page. */
  readonly keep?: number;
}

function drawText(pdf: Pdf, parent: Struct, tag: string, text: string, { font, size, above, below, keep = 0 }: Look): void {
  pdf.font(font).fontSize(size);
  makeRoom(pdf, above + pdf.heightOfString(text, { width: widthOf(pdf) }) + keep);
  pdf.y += above;
  const top = pdf.y;
  parent.add(pdf.struct(tag, {}, () => pdf.font(font).fontSize(size).text(text, margin, top, { width: widthOf(pdf) })));
  pdf.y += below;
}

/** Label and value beside each other; heard as a list of pairs. */
function drawFacts(pdf: Pdf, parent: Struct, rows: readonly (readonly [string, string])[], size: number): void {
  const list = pdf.struct('L');
  parent.add(list);
  const label = size * 7;
  for (const [name, value] of rows) {
    const width = widthOf(pdf) - label;
    const height = pdf.font('plain').fontSize(size).heightOfString(value, { width });
    makeRoom(pdf, height);
    const top = pdf.y;
    const item = pdf.struct('LI');
    list.add(item);
    item.add(pdf.struct('Lbl', {}, () => pdf.font('bold').fontSize(size).text(name, margin, top, { width: label - 8 })));
    item.add(pdf.struct('LBody', {}, () => pdf.font('plain').fontSize(size).text(value, margin + label, top, { width })));
    item.end();
    pdf.y = top + height + size * 0.25;
  }
  list.end();
}

function drawTable(pdf: Pdf, parent: Struct, { head, rows, shares, summary }: Table, size: number): void {
  const table = pdf.struct('Table', { alt: summary });
  parent.add(table);
  const all = shares.reduce((sum, share) => sum + share, 0);
  const widths = shares.map((share) => (widthOf(pdf) * share) / all);
  const drawHead = (isRepeated: boolean): void => drawRow(pdf, table, widths, head.map((text) => [text]), size, isRepeated ? 'repeated' : 'head');
  drawHead(false);
  for (const row of rows) {
    if (pdf.y + heightOf(pdf, widths, row, size) > bottomOf(pdf)) {
      pdf.addPage();
      drawHead(true);
    }
    drawRow(pdf, table, widths, row, size, 'body');
  }
  table.end();
}

function drawRow(pdf: Pdf, table: Struct, widths: readonly number[], cells: readonly (readonly string[])[], size: number, kind: 'head' | 'repeated' | 'body'): void {
  const [top, height] = [pdf.y, heightOf(pdf, widths, cells, size)];
  // An element that belongs to nothing would keep the document from ending.
  const row = kind === 'repeated' ? null : pdf.struct('TR');
  if (row !== null) table.add(row);
  let left = margin;
  cells.forEach((lines, place) => {
    const isHead = kind !== 'body' || place === 0;
    const [x, width] = [left, (widths[place] ?? 0) - cellPadding];
    const draw = (): Pdf => pdf.font(isHead ? 'bold' : 'plain').fontSize(size).text(lines.join('\n'), x, top + cellPadding, { width });
    if (row === null) asArtifact(pdf, draw);
    else row.add(cellOf(pdf, isHead ? (kind === 'head' ? 'Column' : 'Row') : null, draw));
    left += widths[place] ?? 0;
  });
  row?.end();
  asArtifact(pdf, () => pdf.moveTo(margin, top + height).lineTo(margin + widthOf(pdf), top + height).lineWidth(kind === 'body' ? 0.5 : 1).stroke(rule));
  pdf.y = top + height;
}

/** A cell with what it is the head of, so that a reader hears it with each cell. */
function cellOf(pdf: Pdf, scope: 'Column' | 'Row' | null, draw: () => Pdf): Struct {
  const cell = pdf.struct(scope === null ? 'TD' : 'TH', {}, () => { draw(); });
  if (scope !== null) Object.assign(dictionaryOf(cell), { A: { O: 'Table', Scope: scope } });
  return cell;
}

/** What the library keeps of an element; its types do not tell. */
const dictionaryOf = (element: Struct): object => (element as unknown as { readonly dictionary: { readonly data: object } }).dictionary.data;

function drawFooters(pdf: Pdf, { footer, textSize }: PaperDocument): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(start + page);
    // Below the margin text would open a page of its own.
    const bottom = pdf.page.margins.bottom;
    pdf.page.margins.bottom = 0;
    asArtifact(pdf, () => pdf.font('plain').fontSize(Math.min(textSize, 10)).text(footer(page + 1, count), margin, pdf.page.height - margin, { width: widthOf(pdf), lineBreak: false }));
    pdf.page.margins.bottom = bottom;
  }
}

/** Not read aloud: lines, page numbers, what was said before. */
function asArtifact(pdf: Pdf, draw: () => unknown): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

function makeRoom(pdf: Pdf, height: number): void {
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage();
}

const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * margin;
const bottomOf = (pdf: Pdf): number => pdf.page.height - margin - footerHeight;

function heightOf(pdf: Pdf, widths: readonly number[], cells: readonly (readonly string[])[], size: number): number {
  // Bold is the wider of the two: a row is measured as if all of it were bold, so that nothing overlaps.
  const heights = cells.map((lines, place) => pdf.font('bold').fontSize(size).heightOfString(lines.join('\n'), { width: (widths[place] ?? 0) - cellPadding }));
  return Math.max(...heights) + 2 * cellPadding;
}
