import { printCatalogue } from '@evenkeel/database';
import { asOwner } from '../as-owner.js';
import type { Command } from '../command.js';

export const printSql: Command = {
  name: 'print-sql',
  summary: 'print tables, indexes, checks, policies and grants of the database as they are',
  run: async ({ config, print }) => {
    print((await asOwner(config(), (owner) => printCatalogue({ query: async <Row>(sql: string) => (await owner.query(sql)).rows as Row[] }))).trimEnd());
    return 0;
  },
};
