import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { buildSchema as fromText, GraphQLSchema, isObjectType } from 'graphql';
import { commonTypes, ownTypesOnly } from './own-types.js';
import { buildSchema } from './print-schema.js';

@ObjectType()
class Leaf { @Field(() => String) colour!: string; }
@ObjectType()
class Tree { @Field(() => [Leaf]) leaves!: Leaf[]; }
@ObjectType()
class Fish { @Field(() => Leaf, { nullable: true }) eats!: Leaf | null; @Field(() => String) swims!: string; }

@Resolver()
class Wood { @Query(() => Tree) tree(): Tree { return { leaves: [] }; } }
@Resolver()
class Sea { @Query(() => Fish) fish(): Fish { return { eats: null, swims: 'yes' }; } }

const named = (schema: GraphQLSchema): string[] => Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__')).map(({ name }) => name).sort();
const refusals = ['InvalidInput', 'NotAllowedNow', 'NotFound', 'Stale'];

describe('two schemas of one process', () => {
  it('each hold what their own resolvers lead to and nothing else', async () => {
    expect(named(await buildSchema([Wood]))).toEqual([...refusals, 'Leaf', 'Query', 'Tree'].sort());
    expect(named(await buildSchema([Sea]))).toEqual([...refusals, 'Fish', 'Leaf', 'Query'].sort());
  });

  it('lose the root fields that came from a global module of the other', async () => {
    const both = await buildSchema([Wood, Sea]);
    const sea = ownTypesOnly(both, [Sea]);
    expect(Object.keys(sea.getQueryType()?.getFields() ?? {})).toEqual(['fish']);
    expect(named(sea)).not.toContain('Tree');
  });

  it('are told which types and operations they have in common', async () => {
    expect(commonTypes(await buildSchema([Wood]), await buildSchema([Sea]))).toEqual(['Leaf']);
    expect(commonTypes(fromText('type Query { me: Int }'), fromText('type Query { me: String you: Int }'))).toEqual(['Query.me']);
  });
});
