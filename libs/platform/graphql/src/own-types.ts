import { TypeMetadataStorage } from '@nestjs/graphql';
import {
  getNamedType, GraphQLObjectType, GraphQLSchema, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, isScalarType, isSpecifiedScalarType, isUnionType,
  type GraphQLNamedType,
} from 'graphql';

/** A class with `@Resolver()`. */
export type ResolverClass = abstract new (...args: never[]) => unknown;

/** Types that both schemas have because they say nothing about anybody: refusals and scalars. */
export const sharedTypes: readonly string[] = ['Refusal', 'InvalidInput', 'NotAllowedNow', 'NotFound', 'Stale', 'Instant', 'LocalDate'];

/**
 * The schema with no root field but those of these resolvers, and no type but those that such a field leads to, and what is
 * shared. Two schemas in one process are built from one store of type metadata and from every global module, so each comes out
 * with operations and types of the other that nobody asked for. What is left is decided by the realm's own resolvers, and the
 * walls between projects keep those apart.
 * @param resolvers all that the schema was built from when they are left out
 */
export function ownTypesOnly(schema: GraphQLSchema, resolvers?: readonly ResolverClass[]): GraphQLSchema {
  const { queries, mutations } = rootFields(resolvers);
  const config = { ...schema.toConfig(), query: keep(schema.getQueryType(), queries), mutation: keep(schema.getMutationType(), mutations), types: [] };
  const reached = reachable(new GraphQLSchema(config));
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !roots.includes(name) && (reached.has(name) || sharedTypes.includes(name)));
  return new GraphQLSchema({ ...config, types });
}

const roots = ['Query', 'Mutation', 'Subscription'];

type Wanted = ReadonlySet<string> | null;

/** Names of the root fields that these classes answer; `null` for all. */
function rootFields(resolvers: readonly ResolverClass[] | undefined): { readonly queries: Wanted; readonly mutations: Wanted } {
  if (resolvers === undefined) return { queries: null, mutations: null };
  const classes = new Set<unknown>(resolvers);
  const namesOf = (handlers: readonly { readonly target: unknown; readonly schemaName: string }[]): Wanted => new Set(handlers.filter(({ target }) => classes.has(target)).map(({ schemaName }) => schemaName));
  return { queries: namesOf(TypeMetadataStorage.getQueriesMetadata()), mutations: namesOf(TypeMetadataStorage.getMutationsMetadata()) };
}

function keep(root: GraphQLObjectType | null | undefined, wanted: Wanted): GraphQLObjectType | null {
  if (root === null || root === undefined) return null;
  if (wanted === null) return root;
  const config = root.toConfig();
  const fields = Object.fromEntries(Object.entries(config.fields).filter(([name]) => wanted.has(name)));
  return Object.keys(fields).length === 0 ? null : new GraphQLObjectType({ ...config, fields });
}

/**
 * Names of types and of operations that two schemas both have without being allowed to. They may not even share a name: a
 * reader would take one for the other, and in one process so might the framework.
 */
export function commonTypes(one: GraphQLSchema, other: GraphQLSchema): readonly string[] {
  const names = new Set(ofItsOwn(one));
  return ofItsOwn(other).filter((name) => names.has(name)).sort();
}

/** Everything but what GraphQL brings along, the roots, and what is shared on purpose. */
const ofItsOwn = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !(isScalarType(type) && isSpecifiedScalarType(type)))
    .flatMap((type) => (roots.includes(type.name) && isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [type.name]))
    .filter((name) => !sharedTypes.includes(name));

function reachable(schema: GraphQLSchema): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    if (reached.has(type.name)) return;
    reached.add(type.name);
    if (isUnionType(type)) type.getTypes().forEach(visit);
    if (isObjectType(type) || isInterfaceType(type)) {
      type.getInterfaces().forEach(visit);
      for (const field of Object.values(type.getFields())) [field.type, ...field.args.map((arg) => arg.type)].forEach((each) => { visit(getNamedType(each)); });
    }
    if (isInputObjectType(type)) Object.values(type.getFields()).forEach((field) => { visit(getNamedType(field.type)); });
  };
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].forEach((root) => { if (root !== null && root !== undefined) visit(root); });
  return reached;
}
