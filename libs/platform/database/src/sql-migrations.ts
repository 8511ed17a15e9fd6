import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By the name of the package: this code runs from its own folder and from the bundle of a program. */
const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('@evenkeel/database/package.json')), 'migrations');

/** Numbered names of the migrations in the order in which they run, e.g. `0003_identity`. */
export const migrationNames = (): string[] =>
  readdirSync(folder).filter((file) => file.endsWith('.up.sql')).map((file) => file.slice(0, -'.up.sql'.length)).sort();

const read = (name: string, way: 'up' | 'down'): string => readFileSync(path.join(folder, `${name}.${way}.sql`), 'utf8');

/**
 * One TypeORM migration class per pair of SQL files, so that TypeORM keeps the ledger and the order while
 * reviewers read plain SQL. TypeORM wants a 13-digit timestamp at the end of a name: the number, padded.
 */
export function sqlMigrations(): (new () => MigrationInterface)[] {
  return migrationNames().map((name) => {
    return class implements MigrationInterface {
      readonly name = ledgerName(name);
      async up(runner: QueryRunner): Promise<void> { await runner.query(read(name, 'up')); }
      async down(runner: QueryRunner): Promise<void> { await runner.query(read(name, 'down')); }
    };
  });
}

const ledgerName = (name: string): string => {
  const [number = '', ...words] = name.split('_');
  return `${words.join('-')}${number.padStart(13, '1')}`;
};

/** What the ledger says after all migrations of this build have run, oldest first. */
export const ledgerNames = (): string[] => migrationNames().map(ledgerName);
