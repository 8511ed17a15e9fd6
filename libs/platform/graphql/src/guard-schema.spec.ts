import { describe, expect, it } from '@jest/globals';
import { graphql, type GraphQLSchema } from 'graphql';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { Actor, Role } from '@evenkeel/kernel';
import { Access, Shown } from './access.js';
import type { AccessTable } from './access-table.js';
import type { GraphqlContext } from './context.js';
import { guardSchema, UnguardedSchema } from './guard-schema.js';
import { Loaders } from './loaders.js';
import type { ResolverClass } from './own-types.js';
import { buildSchema, printSchema } from './print-schema.js';
import { InvalidInput, NotAllowedNow, NotFound, Stale, toRefusalType } from './refusal.types.js';

const table: AccessTable = {
  rolesFor: (verb) => ({ 'kite.read': ['patient', 'coordinator'] as Role[] })[verb],
  rolesReaching: (category) => ({ scores: ['patient'] as Role[] })[category],
};

@ObjectType('Kite')
class KiteType {
  @Field(() => String) @Shown('public') colour!: string;
  @Field(() => String, { nullable: true }) @Shown('scores') score!: string | null;
  @Field(() => String) @Shown('scores') mustScore!: string;
  @Field(() => String, { nullable: true }) @Shown('staff') forStaff!: string | null;
  @Field(() => String, { nullable: true }) @Shown('own') forMe!: string | null;
}
@Resolver()
class KiteResolver {
  @Query(() => KiteType) @Access('kite.read') kite(): KiteType { return new KiteType(); }
  @Query(() => String) @Access('public') weather(): string { return 'windy'; }
}

@ObjectType('Bare')
class BareType { @Field(() => String) @Shown('public') good!: string; @Field(() => String) forgotten!: string; }
@Resolver()
class ForgetfulResolver { @Query(() => BareType) @Access('public') bare(): BareType { return new BareType(); } }
@Resolver()
class OpenResolver { @Query(() => String) open(): string { return 'open'; } }
@ObjectType('Odd')
class OddType { @Field(() => String) @Shown('unheard_of') odd!: string; }
@Resolver()
class OddResolver { @Query(() => OddType) @Access('unheard.of') odd(): OddType { return new OddType(); } }

const kite = { colour: 'red', score: '3', mustScore: '3', forStaff: 's', forMe: 'm' };
const context = (role: Role | null): GraphqlContext =>
  ({ actor: role === null ? null : ({ role } as Actor), requestId: 'r', language: 'en', loaders: new Loaders() });
const served = async (resolver: ResolverClass): Promise<GraphQLSchema> => guardSchema(await buildSchema([resolver]), table);
const ask = async (role: Role | null, fields: string) =>
  graphql({ schema: await served(KiteResolver), source: `{ ${fields} }`, rootValue: { kite, weather: 'windy' }, contextValue: context(role) });
const codes = (result: Awaited<ReturnType<typeof graphql>>): unknown[] => (result.errors ?? []).map((error) => error.extensions['code']);

describe('S7: a schema is not served', () => {
  it.each([
    ['a root field without @Access', OpenResolver, ['Query.open does not say who may call it: add @Access(\'<verb>\')']],
    ['an object field without @Shown', ForgetfulResolver, ['Bare.forgotten does not say whose eyes it is for: add @Shown(\'<category>\')']],
    ['unknown verbs and categories', OddResolver, [
      'Query.odd names the verb unheard.of, which the table of access does not know',
      'Odd.odd names the category unheard_of, which the table of access does not know',
    ]],
  ])('with %s', async (_what, resolver, problems) => {
    const error = await served(resolver).then(() => null, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnguardedSchema);
    expect([...(error as UnguardedSchema).problems].sort()).toEqual([...problems].sort());
  });

  it('with a policy missing, and is served with all of them', async () => {
    await expect(served(KiteResolver)).resolves.toBeDefined();
  });
});

describe('a guarded schema', () => {
  it('answers nobody but the roles of the verb', async () => {
    expect(codes(await ask(null, 'kite { colour }'))).toEqual(['signed-out']);
    expect(codes(await ask('auditor', 'kite { colour }'))).toEqual(['not-allowed']);
    expect((await ask('coordinator', 'kite { colour }')).data).toMatchObject({ kite: { colour: 'red' } });
    expect((await ask(null, 'weather')).data).toMatchObject({ weather: 'windy' });
  });

  it('hides fields of a category that the role does not reach into', async () => {
    expect((await ask('patient', 'kite { score forStaff forMe }')).data).toMatchObject({ kite: { score: '3', forStaff: null, forMe: 'm' } });
    expect((await ask('coordinator', 'kite { score forStaff forMe }')).data).toMatchObject({ kite: { score: null, forStaff: 's', forMe: null } });
    expect(codes(await ask('coordinator', 'kite { mustScore }'))).toEqual(['not-allowed']);
  });
});

describe('printSchema', () => {
  it('prints the interface of refusals and its members', async () => {
    const printed = await printSchema([KiteResolver]);
    expect(printed).toContain('interface Refusal {\n  code: String!\n  field: String\n  message: String!\n}');
    for (const kind of ['InvalidInput', 'NotFound', 'Stale', 'NotAllowedNow']) expect(printed).toContain(`type ${kind} implements Refusal {`);
  });
});

describe('toRefusalType', () => {
  const refusal = (code: string) => ({ kind: 'refused' as const, code, field: 'zone', facts: {} });
  it('chooses the member of the union and the sentence', () => {
    expect(toRefusalType(refusal('not-found'), 'es')).toBeInstanceOf(NotFound);
    expect(toRefusalType(refusal('stale'), 'en', 'NotAllowedNow')).toBeInstanceOf(Stale);
    expect(toRefusalType(refusal('already-resolved'), 'en', 'NotAllowedNow')).toBeInstanceOf(NotAllowedNow);
    expect(toRefusalType(refusal('unknown-zone'), 'es')).toBeInstanceOf(InvalidInput);
    expect(toRefusalType(refusal('stale'), 'es')).toMatchObject({ code: 'stale', field: 'zone', message: expect.stringMatching(/^Otra persona/) });
  });
});
