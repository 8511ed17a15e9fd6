import { Database, type Tx } from '@evenkeel/database';
import type { PeerSystemActor, SystemActor } from '@evenkeel/kernel';
import { Injectable } from '@nestjs/common';
import { linkHash, origin } from '../chain.js';
import { SealStore, type Seal } from '../store/seal.store.js';

export interface SealReport {
  /** Whether every link and every row behind the newest link is as it was when it was sealed. */
  readonly intact: boolean;
  readonly seals: number;
  readonly rows: number;
  /** Rows that are too young to be sealed. */
  readonly waiting: number;
  /** What is wrong, in words for an operator. Names links and numbers, never a patient. */
  readonly problems: readonly string[];
  /** Hash of the newest link, to be kept somewhere else: a chain cut off at its end verifies by itself. */
  readonly head: string | null;
}

/** Recomputes the whole chain. Reads in small transactions, so that it can run beside everything else. */
@Injectable()
export class VerifySeals {
  constructor(private readonly database: Database, private readonly seals: SealStore) {}

  async run(actor: SystemActor | PeerSystemActor): Promise<SealReport> {
    const problems: string[] = [];
    let last: Seal | null = null;
    let rows = 0;
    for (;;) {
      const next: Seal[] = await this.within(actor, async (tx) => {
        const links = await this.seals.after(tx, last?.number ?? 0, 20);
        let before = last;
        for (const link of links) {
          problems.push(...wrongWith(link, before, linkHash(before?.hash ?? origin, link.number, await this.seals.covered(tx, link.ids))));
          before = link;
        }
        return links;
      });
      const newest = next.at(-1);
      if (newest === undefined) break;
      last = newest;
      rows += next.reduce((sum, link) => sum + link.rows, 0);
    }
    const { smuggled, waiting } = await this.within(actor, async (tx) => ({
      smuggled: await this.seals.smuggled(tx), waiting: await this.seals.waiting(tx) }));
    if (smuggled > 0) problems.push(`${smuggled} rows lie behind the newest seal and are covered by none`);
    return { intact: problems.length === 0, seals: last?.number ?? 0, rows, waiting, problems, head: last?.hash.toString('hex') ?? null };
  }

  /** The engine of the realm whose chain it is. */
  private within<T>(actor: SystemActor | PeerSystemActor, work: (tx: Tx) => Promise<T>): Promise<T> {
    return actor.kind === 'peer-system' ? this.database.peerEngine(actor, work) : this.database.engine(actor, work);
  }
}

function wrongWith(link: Seal, before: Seal | null, expected: Buffer): string[] {
  if (link.number !== (before?.number ?? 0) + 1) return [`seal ${(before?.number ?? 0) + 1} is missing`];
  if (!link.previous.equals(before?.hash ?? origin)) return [`seal ${link.number} does not hang on the one before`];
  return link.hash.equals(expected) ? [] : [`rows of seal ${link.number} were changed`];
}
