import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GraphQLError('A TaperPlanText is text');
}

/** A plan as one line of text, as the rules write and read it. What is wrong within is a refusal that names the field, never an error. */
export const TaperPlanText = new GraphQLScalarType<string, string>({
  name: 'TaperPlanText', description: 'A taper plan as one line of text: serialisePlan() and parsePlan() of the rules.',
  serialize: text, parseValue: text, parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : null),
});

/** A product that an organisation entered, as JSON. */
export const ProductText = new GraphQLScalarType<string, string>({
  name: 'ProductText', description: "A product of the organisation's own, as JSON in the shape of the medicines' rules.",
  serialize: text, parseValue: text, parseLiteral: (node) => text(node.kind === Kind.STRING ? node.value : null),
});
