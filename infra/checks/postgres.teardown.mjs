import { rmSync } from 'node:fs';

/** Stops the PostgreSQL of the run and removes its rows. Each Jest project calls this; the first call does the work. */
export default async function stopTestPostgres() {
  const kept = /** @type {{ evenkeelTestPostgres?: { server: import('../launcher/postgres.mjs').Postgres, home: string } }} */ (globalThis);
  const started = kept.evenkeelTestPostgres;
  if (started === undefined) return;
  delete kept.evenkeelTestPostgres;
  await started.server.stop();
  rmSync(started.home, { recursive: true, force: true });
}
