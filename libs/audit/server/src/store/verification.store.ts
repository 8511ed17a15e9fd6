import { newId, type Tx } from '@evenkeel/database';
import { Injectable } from '@nestjs/common';
import type { SealReport } from '../use-cases/verify-seals.js';

export interface Verification extends SealReport {
  readonly at: Date;
}

/** What checks of the chain found. */
@Injectable()
export class VerificationStore {
  async add(tx: Tx, { intact, seals, rows, waiting, problems, head }: SealReport): Promise<void> {
    await tx.execute(
      `INSERT INTO audit.verification (id, at, intact, seals, rows, waiting, problems, head) VALUES ($1, clock.now(), $2, $3, $4, $5, $6, $7)`,
      [newId(), intact, seals, rows, waiting, problems.slice(0, 50), head]);
  }

  /** What the last check found; `null` before the first. */
  async newest(tx: Tx): Promise<Verification | null> {
    const [row] = await tx.query<Verification>(
      `SELECT at, intact, seals::int AS seals, rows::int AS rows, waiting::int AS waiting, problems, head FROM audit.verification ORDER BY at DESC, id DESC LIMIT 1`);
    return row ?? null;
  }
}
