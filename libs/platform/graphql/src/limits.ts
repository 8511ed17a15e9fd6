import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { parse, specifiedRules, validate, type GraphQLSchema, type ValidationRule } from 'graphql';

/** Limits of one operation, persisted or not. */
export const limits = { depth: 8, aliases: 15, tokens: 1000, directives: 10, cost: 5000 } as const;

/** The limits in the form that the server takes. The number of tokens is for the parser, not for these. */
export function limitRules(production: boolean): { readonly rules: ValidationRule[]; readonly plugins: ApolloServerPlugin[] } {
  const armor = new ApolloArmor({
    maxDepth: { n: limits.depth }, maxAliases: { n: limits.aliases }, maxTokens: { enabled: false },
    maxDirectives: { n: limits.directives }, costLimit: { maxCost: limits.cost }, blockFieldSuggestion: { enabled: production },
  }).protect();
  // The package describes itself twice, for require and for import, and the compiler takes these for two things.
  return { rules: [...armor.validationRules], plugins: armor.plugins as unknown as ApolloServerPlugin[] };
}

/** What the server would object to in the text of an operation; empty for one that it would run. */
export function objectionsTo(schema: GraphQLSchema, text: string): string[] {
  try {
    return validate(schema, parse(text, { maxTokens: limits.tokens }), [...specifiedRules, ...limitRules(false).rules]).map((error) => error.message);
  } catch (error) {
    return [error instanceof Error ? error.message : 'not readable'];
  }
}
