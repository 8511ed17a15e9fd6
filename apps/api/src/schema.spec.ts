import 'reflect-metadata';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, commonTypes, guardSchema, objectionsTo, readOperations } from '@evenkeel/graphql';
import { accessTable, peerAccessTable, peerResolvers, resolvers } from '@evenkeel/product';
import { isObjectType, isIntrospectionType, type GraphQLSchema } from 'graphql';

const operations = readOperations(path.join(import.meta.dirname, '../../../libs/api-client/persisted-operations.json'));

describe('the schema of the product', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => { schema = await buildSchema(resolvers); }, 30_000);
  const fields = () => Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) => Object.values(isObjectType(type) ? type.getFields() : {}).map((field) => ({ name: `${type.name}.${field.name}`, field })));

  it('S7: has a policy on every field', () => {
    expect(fields().length).toBeGreaterThan(100);
    expect(() => guardSchema(schema, accessTable)).not.toThrow();
  });

  it('S7: would not be served if any single field lost its policy', () => {
    for (const { name, field } of fields()) {
      const kept = field.extensions;
      field.extensions = {};
      expect(() => guardSchema(schema, accessTable)).toThrow(name);
      field.extensions = kept;
    }
  });

  it('runs every operation of the client within its limits, old ones included', () => {
    expect(operations.size).toBeGreaterThan(5);
    const objections = [...operations.values()].flatMap((text) => objectionsTo(schema, text).map((problem) => `${/(query|mutation) \w+/.exec(text)?.[0]}: ${problem}`));
    expect(objections).toEqual([]);
  });

  it('knows each operation by the hash of its text', () => {
    for (const [hash, text] of operations) expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
  });

  it('objects to what is too deep, too wide or unknown', () => {
    expect(objectionsTo(schema, '{ viewer { password } }')).toHaveLength(1);
    expect(objectionsTo(schema, `{ ${Array.from({ length: 16 }, (_, i) => `v${i}: viewer { role }`).join(' ')} }`)).not.toEqual([]);
    expect(objectionsTo(schema, `{ viewer { ${'role '.repeat(1000)} } }`)).not.toEqual([]);
  });
});

const peerOperations = readOperations(path.join(import.meta.dirname, '../../../libs/api-client/peer-persisted-operations.json'));

describe('the schema of the peer realm', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => { schema = await buildSchema(peerResolvers); }, 30_000);

  it('S7: has a policy on every field, and the words of the clinical table mean nothing in it', () => {
    expect(() => guardSchema(schema, peerAccessTable, {})).not.toThrow();
    for (const word of ['staff', 'own', 'symptom_scores', 'session.own']) expect([peerAccessTable.rolesReaching(word), peerAccessTable.rolesFor(word)]).toEqual([undefined, undefined]);
  });

  it('has no type and no operation that the clinical schema has', async () => {
    expect(commonTypes(await buildSchema(resolvers), schema)).toEqual([]);
  });

  it('runs every operation of its own client and none of the other', () => {
    expect([...peerOperations.values()].flatMap((text) => objectionsTo(schema, text))).toEqual([]);
    expect([...operations.values()].filter((text) => objectionsTo(schema, text).length === 0)).toEqual([]);
    for (const [hash, text] of peerOperations) expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    expect([...peerOperations.keys()].filter((hash) => operations.has(hash))).toEqual([]);
  });
});
