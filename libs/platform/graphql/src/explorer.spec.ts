import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { prepareExplorer } from './explorer.js';

@Module({})
class EmptyModule {}

describe('GraphiQL', () => {
  let app: NestExpressApplication;
  beforeAll(async () => {
    app = await NestFactory.create<NestExpressApplication>(EmptyModule, { logger: false });
    await prepareExplorer(app);
    await app.init();
  });
  afterAll(() => app.close());

  it('is served whole, from here alone', async () => {
    const page = await supertest(app.getHttpServer()).get('/graphiql');
    expect(page.headers['content-security-policy']).not.toMatch(/https?:|unsafe-eval/);
    const parts = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => String(match[1]));
    expect(parts).toHaveLength(4);
    for (const part of [...parts, '/graphiql/editor-worker.js', '/graphiql/json-worker.js', '/graphiql/graphql-worker.js']) {
      expect([part, (await supertest(app.getHttpServer()).get(part)).status]).toEqual([part, 200]);
    }
    expect((await supertest(app.getHttpServer()).get('/graphiql/other.js')).status).toBe(404);
  });
});
