import { defaultFieldResolver, isIntrospectionType, isNonNullType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { roles, type Actor, type PeerActor, type Role } from '@evenkeel/kernel';
import type { AccessTable } from './access-table.js';
import type { RequestContext } from './context.js';
import { notAllowed, signedOut } from './errors.js';

type Field = GraphQLField<unknown, RequestContext>;

/** Audiences that need no line in a table of the clinical realm. */
const clinicalWords: Readonly<Record<string, readonly string[]>> = { staff: roles.filter((role: Role) => role !== 'patient'), own: ['patient'] };

/** A schema that must not be served. Lists everything that is wrong, so that one start shows it all. */
export class UnguardedSchema extends Error {
  constructor(readonly problems: readonly string[]) {
    super(['The schema cannot be served:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.name = 'UnguardedSchema';
  }
}

/**
 * Walks the schema and puts every field behind its policy; throws an UnguardedSchema when a field has none. After
 * this, a root field runs only for roles whose verb it names, and an object field only for roles that reach into its
 * category. Both checks are synchronous and need nothing but the acting role: rows are filtered elsewhere.
 */
export function guardSchema(schema: GraphQLSchema, table: AccessTable<string>, words = clinicalWords): GraphQLSchema {
  const roots = new Set<GraphQLObjectType>([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type !== null && type !== undefined));
  const problems: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      problems.push(...(roots.has(type) ? guardRoot(name, field, table) : guardField(name, field, table, words)));
    }
  }
  if (problems.length > 0) throw new UnguardedSchema(problems);
  return schema;
}

function guardRoot(name: string, field: Field, table: AccessTable<string>): string[] {
  const verb = field.extensions['access'];
  if (typeof verb !== 'string') return [`${name} does not say who may call it: add @Access('<verb>')`];
  if (verb === 'public') return [];
  const allowed = table.rolesFor(verb);
  if (allowed === undefined) return [`${name} names the verb ${verb}, which the table of access does not know`];
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    if (context.actor === null) throw signedOut(context.language);
    if (!allowed.includes(actingAs(context.actor))) throw notAllowed(context.language);
    return resolve(source, args, context, info);
  };
  return [];
}

function guardField(name: string, field: Field, table: AccessTable<string>, words: Readonly<Record<string, readonly string[]>>): string[] {
  const audience = field.extensions['shown'];
  if (typeof audience !== 'string') return [`${name} does not say whose eyes it is for: add @Shown('<category>')`];
  if (audience === 'public') return [];
  const allowed = new Set(table.rolesReaching(audience) ?? words[audience]);
  if (allowed.size === 0) return [`${name} names the category ${audience}, which the table of access does not know`];
  const resolve = field.resolve ?? defaultFieldResolver;
  const hide = !isNonNullType(field.type);
  field.resolve = (source, args, context, info) => {
    if (context.actor !== null && allowed.has(actingAs(context.actor))) return resolve(source, args, context, info);
    if (hide) return null;
    throw notAllowed(context.language);
  };
  return [];
}

const actingAs = (actor: Actor | PeerActor): string => ('role' in actor ? actor.role : actor.part);
