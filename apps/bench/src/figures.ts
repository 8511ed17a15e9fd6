import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** One line of a bench. `limit` was measured in the same run, alternated with ours; `ratio` is ours divided by it. */
export interface Figure {
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
}

const round = (value: number): number => Number(value.toPrecision(4));

export const figure = (name: string, unit: string, ours: number, limit: number): Figure =>
  ({ case: name, unit, ours: round(ours), limit: round(limit), ratio: round(ours / limit) });

/** The value below which the share lies, by the nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('A percentile of nothing');
  return value;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Prints the table and writes `dist/bench/NAME.json` at the root of the project. */
export async function publish(name: string, figures: readonly Figure[]): Promise<void> {
  const folder = path.resolve(import.meta.dirname, '../../../dist/bench');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
  const width = Math.max(...figures.map((each) => each.case.length), 4);
  const cell = (value: number): string => String(value).padStart(10);
  const line = (...parts: string[]): boolean => process.stdout.write(`${parts.join('  ')}\n`);
  line(`\n${name}`);
  line('case'.padEnd(width), 'unit'.padEnd(8), '      ours', '     limit', '     ratio');
  for (const each of figures) line(each.case.padEnd(width), each.unit.padEnd(8), cell(each.ours), cell(each.limit), cell(each.ratio));
}
