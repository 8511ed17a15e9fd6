// as: libs/care-team/server/src/use-cases/fixture.ts
// breaks: evenkeel/walls | SQL lives in store/
export const run = (tx: { query(sql: string): Promise<unknown> }) => tx.query(`
  select id from clin.patient`);
