// as: libs/care-team/server/src/use-cases/fixture.ts
// breaks: evenkeel/walls | Only store/ talks to TypeORM
import { DataSource } from 'typeorm';
export const use = (source: DataSource) => source;
