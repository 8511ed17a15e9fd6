import { buildSchema, commonTypes, printSchema as printed } from '@evenkeel/graphql';
import { peerResolvers, resolvers } from '@evenkeel/product';
import { type Command, Mistake } from '../command.js';

export const printPeerSchema: Command = {
  name: 'print-peer-schema',
  summary: 'print the GraphQL schema of the peer realm; fails if it shares a type with the clinical one',
  run: async ({ print }) => {
    const common = commonTypes(await buildSchema(resolvers), await buildSchema(peerResolvers));
    if (common.length > 0) throw new Mistake(`Both schemas have the types ${common.join(', ')}: give them different names.`);
    print((await printed(peerResolvers)).trimEnd());
    return 0;
  },
};
