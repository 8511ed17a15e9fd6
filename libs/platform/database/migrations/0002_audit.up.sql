-- Append-only: one row per thing done and per (request, patient, class of data) read, written in the same transaction.
CREATE TABLE audit.entry (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at              timestamptz NOT NULL,
  organisation_id uuid,
  actor_kind      text NOT NULL CHECK (actor_kind IN ('person', 'system')),
  actor_id        text NOT NULL,
  acting_role     text,
  action          text NOT NULL,
  patient_id      uuid,
  category        text,
  object_kind     text NOT NULL,
  object_id       text,
  basis           text NOT NULL,
  request_id      text NOT NULL,
  -- The transaction that wrote the row: the sealer takes a row only when every older transaction has ended.
  written_by      xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX entry_patient ON audit.entry (patient_id, id) WHERE patient_id IS NOT NULL;

-- Hash chain in batches. A seal says exactly which numbers it covers, because numbers are handed out before the
-- transactions that use them end: `open` are the numbers up to `last_id` that a running transaction may still fill.
CREATE TABLE audit.seal (
  number    bigint PRIMARY KEY,
  ids       int8multirange NOT NULL,
  open      int8multirange NOT NULL,
  last_id   bigint NOT NULL,
  rows      integer NOT NULL CHECK (rows > 0),
  previous  bytea NOT NULL,
  hash      bytea NOT NULL,
  sealed_at timestamptz NOT NULL
);

CALL app.protect('audit.entry');
CALL app.protect('audit.seal');
CREATE POLICY append ON audit.entry FOR INSERT TO app_clin, engine WITH CHECK (true);
CREATE POLICY sealer ON audit.entry FOR SELECT TO engine USING (true);
CREATE POLICY auditor ON audit.entry FOR SELECT TO app_clin
  USING (app.acting_role() = 'auditor' AND organisation_id = app.org());
CREATE POLICY sealer ON audit.seal TO engine USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA audit TO app_clin, engine;
GRANT INSERT, SELECT ON audit.entry TO app_clin, engine;
GRANT INSERT, SELECT ON audit.seal TO engine;
