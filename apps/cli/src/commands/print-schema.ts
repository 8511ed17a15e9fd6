import { printSchema as printed } from '@evenkeel/graphql';
import { resolvers } from '@evenkeel/product';
import type { Command } from '../command.js';

export const printSchema: Command = {
  name: 'print-schema',
  summary: 'print the GraphQL schema; needs no database',
  run: async ({ print }) => {
    print((await printed(resolvers)).trimEnd());
    return 0;
  },
};
