import { appendFile } from 'node:fs/promises';
import { type HandOffs, rank } from './hand-offs.js';
import type { Size } from './product.js';

/** One line of the report on reliability, without when and on which commit: `npm run reliability` adds both. Times in seconds from receipt to the first message. */
export interface ReliabilityRow {
  readonly case: string;
  readonly size: Size;
  readonly flagged: number;
  readonly kills: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly p50_s: number;
  readonly p99_s: number;
  readonly max_s: number;
  /** What else was done to it, such as refused messages, by name. */
  readonly faults: Readonly<Record<string, number>>;
}

const round = (seconds: number): number => Number(seconds.toFixed(2));

export const reliabilityRow = (about: { case: string; size: Size; flagged: number; kills: number; faults?: Record<string, number> }, found: HandOffs): ReliabilityRow => ({
  case: about.case, size: about.size, flagged: about.flagged, kills: about.kills, lost: found.lost.length, duplicates: found.duplicates,
  p50_s: round(rank(found.seconds, 0.5)), p99_s: round(rank(found.seconds, 0.99)), max_s: round(rank(found.seconds, 1)), faults: { messages: found.messages, ...about.faults },
});

/** Where rows go in this run; `null` in an ordinary run of the tests, which says nothing about speed. */
export const reliabilityFile = (): string | null => process.env['EVENKEEL_RELIABILITY_ROWS'] ?? null;

/** Writes the row down for the report, in a run that makes one, and says it in any. */
export async function report(row: ReliabilityRow): Promise<void> {
  const line = JSON.stringify(row);
  process.stdout.write(`${line}\n`);
  const file = reliabilityFile();
  if (file !== null) await appendFile(file, `${line}\n`);
}
