import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '@evenkeel/config';
import type { Filling } from '../fresh-database.js';
import { runToEnd } from './process.js';

async function command(name: string, { DATABASE_URL, EVENKEEL_SECRET }: Config, folder = os.tmpdir()): Promise<void> {
  await runToEnd('apps/cli/bundle/main.js', [name], { NODE_ENV: 'production', DATABASE_URL, EVENKEEL_SECRET, EVENKEEL_DATA_DIR: folder, EVENKEEL_DEMO: '1' });
}

/** Puts the demo clinic into a migrated database, as an operator does. Says its accounts and their password. */
export async function seedDemo(config: Config): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'evenkeel-demo-'));
  try {
    await command('seed', config, folder);
    return await readFile(path.join(folder, 'demo-accounts.json'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Migrated the way an operator does it, queues included, and empty. */
export const migrated: Filling = {
  name: 'migrated',
  fill: async (config) => {
    await command('migrate', config);
    return '';
  },
};

/** The same, with the demo clinic as it is at that moment of the frozen clock. */
export const demoClinic: Filling = {
  name: 'demo',
  fill: async (config) => {
    await command('migrate', config);
    return seedDemo(config);
  },
};
