import {
  getNamedType, getNullableType, type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema,
  isInputObjectType, isInterfaceType, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLOutputType,
} from 'graphql';

/** An operation that asks for everything below one root field. */
export interface Document {
  readonly root: string;
  readonly kind: 'query' | 'mutation';
  readonly text: string;
  /** Names of the types whose fields it asks for. */
  readonly paths: readonly string[];
  readonly args: readonly GraphQLArgument[];
}

/** Days for fields that ask from when to when. */
const days: Readonly<Record<string, string>> = { from: '2026-02-20', to: '2026-03-10' };

/** Where the value of an argument comes from: its root, and its path in the arguments, such as `input.id`. */
export type ValueOf = (root: string, path: string) => unknown;

const refusals = new Set(['InvalidInput', 'NotFound', 'Stale', 'NotAllowedNow']);
const deepest = 7;
/** Fields of the first level in one document; a server takes so many words and no more. */
const together = 9;

/**
 * Full selections of every root field, cut into documents that the limits of the server let through.
 * @param alone paths that get a document of their own: a field that may not be seen and cannot be empty takes the whole
 * answer with it, and its neighbours would prove nothing
 */
export function documentsOf(schema: GraphQLSchema, alone: (path: string) => boolean = () => false): readonly Document[] {
  const roots = [[schema.getQueryType(), 'query'], [schema.getMutationType(), 'mutation']] as const;
  return roots.flatMap(([type, kind]) => Object.values(type?.getFields() ?? {}).flatMap((field) => documentsOfRoot(field, kind, alone)));
}

function documentsOfRoot(field: GraphQLField<unknown, unknown>, kind: 'query' | 'mutation', alone: (path: string) => boolean): readonly Document[] {
  const { name, args } = field;
  const asked = getNamedType(field.type);
  const members = isUnionType(asked) ? asked.getTypes().filter((member) => !refusals.has(member.name)) : isObjectType(asked) ? [asked] : [];
  const head = args.length === 0 ? kind : `${kind} (${args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')})`;
  const call = args.length === 0 ? name : `${name}(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')})`;
  const refused = isUnionType(asked) ? '... on Refusal { code field message }' : '';
  return members.flatMap((member) => packs(Object.values(member.getFields()), (each) => alone(`${name}.${each.name}`)).map((some): Document => {
    const paths: string[] = [];
    const fields = some.map((each) => selectionOf(each, `${name}`, [member.name], paths)).join(' ');
    const body = isUnionType(asked) ? `__typename ${refused} ... on ${member.name} { ${fields} }` : fields;
    return { root: name, kind, args, paths, text: `${head} { ${call} { ${body} } }` };
  }));
}

function selectionOf(field: GraphQLField<unknown, unknown>, above: string, within: readonly string[], paths: string[]): string {
  const path = `${above}.${field.name}`;
  paths.push(path);
  const type = getNamedType(field.type as GraphQLOutputType) as GraphQLNamedType;
  if (!isObjectType(type) && !isUnionType(type) && !isInterfaceType(type)) return field.name;
  const dated = field.args.flatMap(({ name }) => (days[name] === undefined ? [] : [`${name}: "${days[name]}"`]));
  const asked = dated.length === 0 ? '' : `(${dated.join(', ')})`;
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  const inner = fields.filter((each) => {
    const next = getNamedType(each.type);
    return within.length < deepest && !(isObjectType(next) && within.includes(next.name));
  });
  return `${field.name}${asked} { __typename ${inner.map((each) => selectionOf(each, path, [...within, type.name], paths)).join(' ')} }`;
}

/** Every input of a root field with a value for each leaf; what has no value in `valueOf` is listed in `untaught`. */
export function variablesOf(document: Document, valueOf: ValueOf, untaught: Set<string>): Record<string, unknown> {
  return Object.fromEntries(document.args.map((arg) => [arg.name, inputOf(document.root, arg.name, arg.type, valueOf, untaught)]));
}

function inputOf(root: string, path: string, type: GraphQLInputType, valueOf: ValueOf, untaught: Set<string>): unknown {
  const bare = getNullableType(type);
  if (isInputObjectType(bare)) {
    return Object.fromEntries(Object.values(bare.getFields()).map((field: GraphQLInputField) => [field.name, inputOf(root, `${path}.${field.name}`, field.type, valueOf, untaught)]));
  }
  if (isListType(bare) && isInputObjectType(getNamedType(bare))) return [inputOf(root, path, getNamedType(bare) as GraphQLInputType, valueOf, untaught)];
  const value = valueOf(root, path);
  if (value === undefined) untaught.add(`${root}(${path})`);
  return value;
}

/** Paths of the document that hold something: a value below, which is neither null nor in an empty list. */
export function filledPaths(root: string, data: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown, path: string): boolean => {
    if (value === null || value === undefined) return false;
    if (Array.isArray(value)) {
      const filled = value.map((each) => walk(each, path)).some(Boolean);
      if (filled) found.add(path);
      return filled;
    }
    if (typeof value === 'object') {
      const inner = Object.entries(value).filter(([key]) => key !== '__typename').map(([key, each]) => walk(each, `${path}.${key}`));
      if (!inner.some(Boolean)) return false;
    }
    found.add(path);
    return true;
  };
  walk(data, root);
  return found;
}

/** All fields of all object types, as `Type.field`. */
export const fieldsOf = (schema: GraphQLSchema): readonly { readonly type: GraphQLObjectType; readonly field: string }[] =>
  Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => ({ type, field })));

/** Names of the fields of every input of the schema that a root field takes, with a root field that takes it. */
export const inputsOf = (document: Document): readonly GraphQLArgument[] =>
  document.args.filter((arg) => isInputObjectType(getNamedType(arg.type)) || (isNonNullType(arg.type) && isInputObjectType(arg.type.ofType)));

function packs<T>(items: readonly T[], alone: (item: T) => boolean): readonly (readonly T[])[] {
  return [...chunks(items.filter((item) => !alone(item)), together), ...items.filter(alone).map((item) => [item])];
}

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
