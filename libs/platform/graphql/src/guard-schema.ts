import { defaultFieldResolver, isIntrospectionType, isNonNullType, isObjectType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { roles, type Role } from '@evenkeel/kernel';
import type { AccessTable } from './access-table.js';
import type { GraphqlContext } from './context.js';
import { notAllowed, signedOut } from './errors.js';

type Field = GraphQLField<unknown, GraphqlContext>;

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
export function guardSchema(schema: GraphQLSchema, table: AccessTable): GraphQLSchema {
  const roots = new Set<GraphQLObjectType>([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type !== null && type !== undefined));
  const problems: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const name = `${type.name}.${field.name}`;
      problems.push(...(roots.has(type) ? guardRoot(name, field, table) : guardField(name, field, table)));
    }
  }
  if (problems.length > 0) throw new UnguardedSchema(problems);
  return schema;
}

function guardRoot(name: string, field: Field, table: AccessTable): string[] {
  const verb = field.extensions['access'];
  if (typeof verb !== 'string') return [`${name} does not say who may call it: add @Access('<verb>')`];
  if (verb === 'public') return [];
  const allowed = table.rolesFor(verb);
  if (allowed === undefined) return [`${name} names the verb ${verb}, which the table of access does not know`];
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    if (context.actor === null) throw signedOut(context.language);
    if (!allowed.includes(context.actor.role)) throw notAllowed(context.language);
    return resolve(source, args, context, info);
  };
  return [];
}

function guardField(name: string, field: Field, table: AccessTable): string[] {
  const audience = field.extensions['shown'];
  if (typeof audience !== 'string') return [`${name} does not say whose eyes it is for: add @Shown('<category>')`];
  if (audience === 'public') return [];
  const allowed = audienceOf(audience, table);
  if (allowed === undefined) return [`${name} names the category ${audience}, which the table of access does not know`];
  const resolve = field.resolve ?? defaultFieldResolver;
  const hide = !isNonNullType(field.type);
  field.resolve = (source, args, context, info) => {
    if (context.actor !== null && allowed.has(context.actor.role)) return resolve(source, args, context, info);
    if (hide) return null;
    throw notAllowed(context.language);
  };
  return [];
}

function audienceOf(audience: string, table: AccessTable): ReadonlySet<Role> | undefined {
  if (audience === 'staff') return new Set(roles.filter((role) => role !== 'patient'));
  if (audience === 'own') return new Set<Role>(['patient']);
  const reaching = table.rolesReaching(audience);
  return reaching === undefined ? undefined : new Set(reaching);
}
