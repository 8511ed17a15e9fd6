// as: libs/care-team/server/src/use-cases/fixture.ts
// breaks: evenkeel/walls | Only store/ and platform talk to PostgreSQL
import { Pool } from 'pg';
export const use = (pool: Pool) => pool;
